"""Forms of registers: how numbers are written, and what stands at the head of letters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.documents.models import Kind, Letterhead, Register, State
from simpul.documents.services.numbering import pattern_problem
from simpul.organisations.forms.parts import LetterFileField

from .parts import choose, choose_from

STATES = [("", _("All states")), *State.choices, ("expired", _("Expired"))]
SORTS = {
    "": _("Latest change first"),
    "number": _("By number"),
    "title": _("By title"),
    "ends": _("Earliest last day first"),
}


class RegisterForm(forms.ModelForm):
    """A register of an office."""

    class Meta:
        model = Register
        fields = ["name", "office", "pattern", "restarts", "digits", "first", "kinds"]
        widgets = {"kinds": forms.CheckboxSelectMultiple}
        help_texts = {
            "office": _("What stands for {office} in the pattern, such as SETDA."),
            "pattern": _(
                "Fixed signs and {n}, {kind}, {office}, {month}, {roman_month}, {year}. "
                "Numbers already given stay as they are."
            ),
            "digits": _("3 writes 7 as 007."),
            "first": _("Where the count goes on from a book on paper."),
            "kinds": _("None ticked: every kind that no other register of the office names."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "kinds", Kind.objects.all())
        if self.instance.pk and self.instance.series.exists():
            del self.fields["first"]
            del self.fields["restarts"]

    def clean(self):
        cleaned = super().clean() or {}
        if "pattern" in cleaned:
            restarts = cleaned.get("restarts", self.instance.restarts)
            if problem := pattern_problem(cleaned["pattern"], restarts=restarts):
                self.add_error("pattern", problem)
        if not 1 <= cleaned.get("digits", 1) <= 8:
            self.add_error("digits", _("Between 1 and 8 digits."))
        return cleaned

    def _post_clean(self) -> None:
        """Leave the instance as it is: the service writes, and says what does not fit."""


class LetterheadForm(forms.ModelForm):
    """What stands at the head of the letters of an office."""

    emblem = LetterFileField(
        label=_("Emblem"),
        required=False,
        help_text=_("A picture with a white ground, PNG or JPEG."),
    )
    no_emblem = forms.BooleanField(label=_("Print no emblem"), required=False)

    field_order = ["above", "name", "address", "contact", "place", "emblem", "no_emblem"]

    class Meta:
        model = Letterhead
        fields = ["above", "name", "address", "contact", "place"]
        help_texts = {
            "above": _("What the office belongs to, such as Pemerintah Kabupaten Malang."),
            "place": _("Where letters are dated, such as Kepanjen."),
        }

    def _post_clean(self) -> None:
        """Leave the instance as it is: the service writes."""


class ElsewhereForm(forms.Form):
    """A number for a letter that is written elsewhere."""

    kind = forms.ModelChoiceField(Kind.objects.none(), label=_("Kind of letter"))
    title = forms.CharField(label=_("About"), max_length=300)

    def __init__(self, *args: Any, register: Register, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = register.kinds.all()
        choose_from(self, "kind", named if named.exists() else Kind.objects.all())


class LetterFilterForm(forms.Form):
    """What a list of letters is narrowed by."""

    q = forms.CharField(
        label=_("Number, title or party"), required=False, max_length=200, widget=forms.SearchInput
    )
    kind = forms.ModelChoiceField(
        Kind.objects.all(),
        label=_("Kind"),
        required=False,
        to_field_name="key",
        empty_label=_("All kinds"),
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1945, max_value=2100)
    office = forms.ChoiceField(label=_("Issuing office"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=list(SORTS.items()))

    def __init__(self, data, *, offices: list[tuple[str, str]]) -> None:
        super().__init__(data)
        choose(self, "office", [("", _("All issuing offices")), *offices])
        for field in self.fields.values():
            field.widget.attrs["class"] = "field__input"

    def chosen(self) -> dict[str, Any]:
        """The parts that make sense; what does not is left out and stands in ``errors``."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
