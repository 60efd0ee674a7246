"""What staff change of the standards and indicators that a need can begin with."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from simpul.needs.forms.parts import SMALL_AREA
from simpul.needs.models import Benchmark
from simpul.organisations.forms.days import DayField

LEVELS = 3
TOO_MANY = _("At most %(most)d levels, one a line. You wrote %(count)d.")


class LevelsField(forms.Field):
    """The levels of an indicator, one a line, lowest first."""

    widget = SMALL_AREA

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def validate(self, value):
        super().validate(value)
        if len(value) > LEVELS:
            raise ValidationError(
                TOO_MANY, code="levels", params={"most": LEVELS, "count": len(value)}
            )

    def has_changed(self, initial, data):
        return self.to_python(data) != (initial or [])


class BenchmarkForm(forms.ModelForm):
    """One thing the State measures or asks for."""

    levels = LevelsField(
        label=_("Levels"), required=False, help_text=_("One a line, the lowest first; at most 3.")
    )
    valid_from = DayField(label=_("Counts from"), required=False)
    valid_to = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("It is offered no more after this day; needs that began with it stay."),
    )

    class Meta:
        model = Benchmark
        fields = (
            "family", "number", "label_id", "label_en", "group", "reach", "sector", "levels",
            "legal_duty", "prompt", "valid_from", "valid_to", "source",
        )  # fmt: skip
        labels = {
            "family": _("Kind of benchmark"),
            "group": _("Group it stands in"),
            "label_id": _("Name in Indonesian"),
            "label_en": _("Name in English"),
            "source": _("Source"),
        }
        widgets = {"source": SMALL_AREA}
        help_texts = {
            "prompt": _("In Indonesian; the words a need begins with."),
            "source": _("The regulation and article, so that others can check it."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # What the State asks for is told with where it stands.
        self.fields["source"].required = True
