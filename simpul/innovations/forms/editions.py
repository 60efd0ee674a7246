"""What staff type when they change a rule."""

from collections.abc import Sequence
from datetime import timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core import clock
from simpul.innovations.models import ChainLink, EvidenceGrade, Question, RestDay
from simpul.innovations.queries.editions import stations
from simpul.innovations.services.editions import Link

MOST_LINKS = 4
MOST_DAYS = 60

BEGINS = gettext_lazy("In force from")
BEGINS_HELP = gettext_lazy("Today or later. What was decided before stands.")
NOTE = gettext_lazy("Why")
NOTE_HELP = gettext_lazy("Kept in the journal.")
SOURCE_HELP = gettext_lazy("The regulation or letter that says so, with its number and year.")


def _begins() -> forms.DateField:
    return forms.DateField(
        label=BEGINS,
        help_text=BEGINS_HELP,
        initial=lambda: clock.today() + timedelta(days=1),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class QuestionForm(forms.ModelForm):
    """One question as it will be asked, and from when on."""

    begins = _begins()
    note = forms.CharField(label=NOTE, help_text=NOTE_HELP, max_length=300, required=False)

    class Meta:
        model = Question
        fields = [
            "ask_id", "ask_en", "meaning_id", "meaning_en", "example_id", "example_en",
            "required", "min_words", "max_words", "takes_evidence", "needs_evidence",
            "min_age_months", "source",
        ]  # fmt: skip
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("meaning_id", "meaning_en", "example_id", "example_en")
        }
        help_texts = {"source": SOURCE_HELP}

    def clean(self):
        typed = super().clean() or {}
        fewest, most = typed.get("min_words") or 0, typed.get("max_words")
        if most is not None and most < fewest:
            self.add_error("max_words", _("The most words cannot be fewer than the fewest."))
        return typed

    @property
    def changes(self) -> dict:
        """What ``services.editions.change_question`` takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class ChainForm(forms.Form):
    """The offices of a chain in turn, and from when on they check."""

    begins = _begins()
    source = forms.CharField(label=gettext_lazy("Source"), help_text=SOURCE_HELP, max_length=300)
    note = forms.CharField(label=NOTE, help_text=NOTE_HELP, max_length=300, required=False)

    def __init__(self, *args, links: Sequence[ChainLink] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_LINKS + 1):
            link = links[number - 1] if number <= len(links) else None
            self.fields[f"office_{number}"] = forms.ChoiceField(
                label=_("Office %(number)s") % {"number": number},
                choices=[("", _("None")), *stations()],
                required=number == 1,
                initial=f"{link.scope}|{link.office}" if link else "",
            )
            self.fields[f"days_{number}"] = forms.IntegerField(
                label=_("Working days to decide, office %(number)s") % {"number": number},
                min_value=1,
                max_value=MOST_DAYS,
                required=False,
                initial=link.working_days if link else None,
            )
        ranked = [f"{name}_{n}" for n in range(1, MOST_LINKS + 1) for name in ("office", "days")]
        self.order_fields([*ranked, "begins", "source", "note"])

    def clean(self):
        typed = super().clean() or {}
        for number in range(1, MOST_LINKS + 1):
            if typed.get(f"office_{number}") and not typed.get(f"days_{number}"):
                self.add_error(f"days_{number}", _("Say how many working days this office has."))
        return typed

    @property
    def links(self) -> list[Link]:
        """The offices that were chosen, in turn; empty places between them close up."""
        chosen = []
        for number in range(1, MOST_LINKS + 1):
            if station := self.cleaned_data[f"office_{number}"]:
                scope, _bar, office = station.partition("|")
                chosen.append(Link(scope, office, self.cleaned_data[f"days_{number}"]))
        return chosen


class RestDayForm(forms.ModelForm):
    """A day on which no office works."""

    class Meta:
        model = RestDay
        fields = ["date", "label_id", "label_en", "source"]
        widgets = {"date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {"source": SOURCE_HELP}


class GradeForm(forms.ModelForm):
    """How a grade of evidence is worded, and how long it holds."""

    note = forms.CharField(label=NOTE, help_text=NOTE_HELP, max_length=300, required=False)

    class Meta:
        model = EvidenceGrade
        fields = ["label_id", "label_en", "rule_id", "rule_en", "months"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("rule_id", "rule_en")}

    @property
    def changes(self) -> dict:
        """What ``services.editions.change_grade`` takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
