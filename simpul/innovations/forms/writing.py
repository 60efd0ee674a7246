"""What is typed into the documenting form: read as it is, whatever it is, and never refused."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from simpul.innovations.models import FIELDS, EvidenceKind, Question
from simpul.innovations.queries.answers import (
    CONTACT_PARTS,
    DATE_PARTS,
    OUTCOME_DATES,
    OUTCOME_NUMBERS,
    OUTCOME_PARTS,
    date_from,
    is_empty,
    number_from,
)
from simpul.innovations.queries.url_state import whole
from simpul.innovations.queries.writing import fingerprint, language_of
from simpul.innovations.services.drafting import Answer
from simpul.innovations.services.drafting.saving import clean
from simpul.organisations.models import Organisation

MOST_ROWS = 30


def answers(data, *, drop_row: int | None = None) -> list[Answer]:
    """The answers that differ from what the page showed when it was made.

    A question is on the page when its base revision is.
    """
    found = []
    for name in FIELDS:
        if f"base-{name}" not in data:
            continue
        value = clean(read(name, data, drop_row=drop_row))
        if fingerprint(value) != data.get(f"was-{name}"):
            found.append(Answer(name, value, language_of(name), whole(data[f"base-{name}"])))
    return found


def typed(data, questions: Iterable[Question]) -> dict[str, Any]:
    """What stands in every box of the page, to be shown again."""
    return {q.field: clean(read(q.field, data)) for q in questions if f"base-{q.field}" in data}


def read(name: str, data, *, drop_row: int | None = None) -> Any:
    """One answer in the form it is kept in."""
    kind = FIELDS[name].kind
    if kind == "date":
        return _date(name, data)
    if kind == "list":
        return [int(code) if code.isdecimal() else code for code in data.getlist(name)]
    if kind == "rows":
        return _rows(name, data, drop_row)
    if kind == "private":
        return _contact(name, data)
    return data.get(name, "")


def _date(name: str, data) -> str | dict[str, str]:
    return date_from({part: data.get(f"{name}-{part}", "") for part in DATE_PARTS})


def _rows(name: str, data, drop_row: int | None) -> list[dict[str, Any]]:
    count = min(whole(data.get(f"{name}-rows")), MOST_ROWS)
    rows = [_row(f"{name}-{number}", data) for number in range(count) if number != drop_row]
    return [row for row in rows if not is_empty(row)]


def _row(name: str, data) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for part in OUTCOME_PARTS:
        key = f"{name}-{part}"
        if part in OUTCOME_DATES:
            row[part] = _date(key, data)
        else:
            text = data.get(key, "")
            row[part] = number_from(text) if part in OUTCOME_NUMBERS else text
    return row


def _contact(name: str, data) -> Mapping[str, Any] | str:
    contact: dict[str, Any] = {part: data.get(f"{name}-{part}", "") for part in CONTACT_PARTS}
    if is_empty(contact):
        return ""
    return {**contact, "public": bool(data.get(f"{name}-public"))}


class Bodies(forms.ModelChoiceField):
    def label_from_instance(self, obj: Organisation) -> str:
        return obj.name


class StartForm(forms.Form):
    """What a new record needs before it can be written: a name and whose it is."""

    title = forms.CharField(
        label=_("What is the innovation called?"),
        max_length=300,
        help_text=_("You can change the name later."),
    )
    organisation = Bodies(
        queryset=Organisation.objects.none(), label=_("Which institution runs it?")
    )
    entered_for = forms.CharField(
        label=_("Do you write for a unit? Which one?"),
        max_length=300,
        required=False,
        help_text=_("The unit then confirms what you wrote, by mail or on paper."),
    )

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]
        if len(only := list(bodies[:2])) == 1:
            self.fields["organisation"].initial = only[0]


class SheetForm(forms.Form):
    """A spreadsheet or text that already holds answers."""

    sheet = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("CSV or XLSX, one innovation a row; the first row names the questions."),
    )
    row = forms.IntegerField(
        label=_("Which row?"),
        min_value=2,
        initial=2,
        help_text=_("As the spreadsheet numbers it; the first row holds the headings."),
    )


class MailForm(forms.Form):
    """An address to send one link to."""

    email = forms.EmailField(label=_("E-mail address"))


class ConfirmForm(forms.Form):
    """Who says that what was written is right."""

    name = forms.CharField(label=_("Your name and position"), max_length=200)


class PaperForm(ConfirmForm):
    """A signed statement, scanned."""

    name = forms.CharField(label=_("Who signed it"), max_length=200)
    statement = forms.FileField(label=_("Scanned statement"))


class EvidenceForm(forms.Form):
    """A file that shows that an answer is so."""

    field = forms.CharField(max_length=30)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=EvidenceKind, required=False, initial=EvidenceKind.DOCUMENT
    )
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    is_public = forms.BooleanField(label=_("Anybody may open it"), required=False)

    def clean_field(self) -> str:
        name = self.cleaned_data["field"]
        if name not in FIELDS:
            raise ValidationError(_("The form has no such question."))
        return name

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or EvidenceKind.DOCUMENT
