"""The objects of the rows about rules and forms; ``innovations.py`` builds them."""

from datetime import date

from simpul.innovations.models import EvidenceGrade, FormStep, Question


def build_rules():
    step, _created = FormStep.objects.get_or_create(
        key="matriks", defaults={"order": 99, "label_id": "Matriks", "label_en": "Matrix"}
    )
    Question.objects.create(
        pk=900001,
        field="video",
        step=step,
        order=1,
        ask_id="Ada video?",
        ask_en="Is there a video?",
        valid_from=date(2024, 1, 1),
    )
    EvidenceGrade.objects.get_or_create(
        grade=1, defaults={"label_id": "a", "label_en": "a", "rule_id": "b", "rule_en": "b"}
    )
