"""What is typed when a record is prepared, and when staff change a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from simpul.core import clock
from simpul.innovations.models import FIELDS
from simpul.profiles.models import Form, FormField, Kind
from simpul.profiles.queries.converting import CODED, FILED
from simpul.profiles.queries.editions import FILLS
from simpul.profiles.queries.filling import Packed
from simpul.profiles.queries.forms import Asked
from simpul.profiles.services.editions import Filling

NOTE = gettext_lazy("Why")
NOTE_HELP = gettext_lazy("Kept in the journal.")
LAW_HELP = gettext_lazy("The regulation or letter that says so, with its number and year.")
MOST_FILLINGS = 4


class AnswerForm(forms.Form):
    """One field of a form as it is written for that form alone."""

    base = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, packed: Packed, asked: Asked, evidence, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"] = _box(packed, asked, evidence)

    @property
    def given(self) -> Any:
        """What was sent, before the form is asked whether it can hold it."""
        return self.cleaned_data.get("answer") or ""


def _box(packed: Packed, asked: Asked, evidence) -> forms.Field:
    field = packed.field
    label = _("For this form alone")
    value: Any = packed.value if packed.is_own else ""
    if field.kind in FILED:
        files = [(str(row.pk), f"{row.title or row.file.name}") for row in evidence]
        return _several(label, files, [str(row.pk) for row in packed.evidence])
    if field.kind in CODED:
        choices = [(each.code, each.label(asked.language)) for each in asked.choices(field)]
        if field.kind == Kind.CHOICES:
            return _several(label, choices, value or packed.value)
        return _one(label, choices, value)
    if field.kind == Kind.TEXT:
        area = forms.Textarea(attrs={"rows": 10, "lang": asked.language})
        return forms.CharField(label=label, required=False, widget=area, initial=value)
    line = forms.TextInput(attrs={"lang": asked.language})
    shown = packed.shown if packed.is_own else ""
    return forms.CharField(label=label, required=False, max_length=1000, widget=line, initial=shown)


def _several(label: str, choices, initial) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        initial=initial,
        widget=forms.CheckboxSelectMultiple,
    )


def _one(label: str, choices, initial) -> forms.ChoiceField:
    nothing = ("", _("as the record says"))
    return forms.ChoiceField(
        label=label, choices=[nothing, *choices], required=False, initial=initial
    )


class TextForm(forms.Form):
    """One text of the draft in the other language."""

    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, *args, language: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        box = self.fields["text"]
        box.label = _("In English") if language == "en" else _("In Indonesian")
        box.widget.attrs["lang"] = language


# --- Staff -------------------------------------------------------------------------------------


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _note() -> forms.CharField:
    return forms.CharField(label=NOTE, help_text=NOTE_HELP, max_length=300, required=False)


class EditionForm(forms.ModelForm):
    """What is said about one edition of a form."""

    website = forms.URLField(
        label=gettext_lazy("Website"), assume_scheme="https", max_length=300, required=False
    )
    note = _note()

    class Meta:
        model = Form
        fields = [
            "label_id", "label_en", "about_id", "about_en", "legal_source", "website",
            "valid_from", "valid_to",
        ]  # fmt: skip
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 3}) for name in ("about_id", "about_en")},
            "valid_from": _day(),
            "valid_to": _day(),
        }
        help_texts = {"legal_source": LAW_HELP}

    @property
    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class NewEditionForm(forms.Form):
    """The next edition of a form."""

    edition = forms.CharField(
        label=pgettext_lazy("form", "Edition"),
        max_length=20,
        help_text=gettext_lazy("Such as its year."),
    )
    begins = forms.DateField(
        label=gettext_lazy("In force from"), widget=_day(), initial=clock.today
    )
    note = _note()


class FieldForm(forms.ModelForm):
    """One field of a form, with its limits and what of the record fills it."""

    note = _note()

    class Meta:
        model = FormField
        fields = [
            "label_id", "label_en", "hint_id", "hint_en", "required", "counts", "least", "most",
            "takes_evidence", "weight", "source",
        ]  # fmt: skip
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("hint_id", "hint_en")}
        help_texts = {"source": LAW_HELP}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fills = FILLS.get(self.instance.kind, {})
        kept = list(self.instance.mappings.all()) if fills else []
        nothing = ("", _("nothing"))
        choices = [nothing, *((name, str(FIELDS[name].label)) for name in fills)]
        self.places = range(1, MOST_FILLINGS + 1) if fills else range(0)
        for place in self.places:
            row = kept[place - 1] if place <= len(kept) else None
            self._add_place(place, choices, row)

    def _add_place(self, place: int, choices, row) -> None:
        number = {"number": place}
        self.fields[f"record_{place}"] = forms.ChoiceField(
            label=_("Filled from, place %(number)d") % number,
            choices=choices,
            required=False,
            initial=row.record if row else "",
        )
        if place == 1:
            return
        for language, label in (
            ("id", _("Lead word in Indonesian, place %(number)d")),
            ("en", _("Lead word in English, place %(number)d")),
        ):
            self.fields[f"lead_{language}_{place}"] = forms.CharField(
                label=label % number,
                max_length=60,
                required=False,
                initial=row.lead(language) if row else "",
            )

    def clean(self):
        typed = super().clean() or {}
        least, most = typed.get("least"), typed.get("most")
        if least is not None and most is not None and most < least:
            self.add_error("most", _("The most cannot be less than the least."))
        return typed

    @property
    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def fillings(self) -> list[Filling] | None:
        """What fills the field, in its order; nothing to say where lists decide."""
        if not self.places:
            return None
        said = self.cleaned_data
        return [
            Filling(
                said[f"record_{place}"],
                said.get(f"lead_id_{place}", ""),
                said.get(f"lead_en_{place}", ""),
            )
            for place in self.places
            if said[f"record_{place}"]
        ]


class NewFieldForm(forms.ModelForm):
    """One thing more that an edition asks."""

    class Meta:
        model = FormField
        fields = ["key", "kind", "section_id", "section_en", "label_id", "label_en", "required"]

    def __init__(self, *args, form: Form, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.instance.form = form
        listed = {Kind.CHOICE, Kind.CHOICES}
        kinds = [(kind.value, kind.label) for kind in Kind if kind not in listed]
        self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=kinds)
