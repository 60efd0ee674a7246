"""Forms of the drafting page and of what is done with a letter."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.documents.models import Document, Field, Kind, Register, Signer
from simpul.documents.queries.letters import office_of, registers_of
from simpul.documents.services.drafting import PartyIn, SignerIn
from simpul.organisations.forms.days import DayField
from simpul.organisations.forms.parts import LetterFileField, PersonField

from .parts import BodyField, box_of, choose, choose_from

MOST_PARTIES, MOST_SIGNERS = 12, 12
AREA = forms.Textarea(attrs={"rows": 4})

NAMELESS_PARTY = _("Name the institution, or write the name as the letter is to carry it.")
NAMELESS_SIGNER = _("Write the name, or the address of the person's account.")
NO_SUCH_PARTY = _("There is no party with this number above.")
SAVED_BEFORE = _("Fill in a party before you name who signs for it.")


class NewLetterForm(forms.Form):
    """With what a letter begins."""

    office = forms.ChoiceField(label=_("Issuing office"))
    kind = forms.ModelChoiceField(
        Kind.objects.none(), label=_("Kind of letter"), to_field_name="key", empty_label=None
    )
    title = forms.CharField(
        label=_("About"),
        max_length=300,
        help_text=_("What the letter is about, as its title says it."),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, offices: list[tuple[str, str]], kinds, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "office", offices)
        choose_from(self, "kind", kinds)


class LetterForm(forms.Form):
    """A draft: what every letter has, then the parts of its kind."""

    title = forms.CharField(label=_("About"), max_length=300)
    language = forms.ChoiceField(
        label=_("Language of the letter"),
        choices=settings.LANGUAGES,
        help_text=_("Fixed words, dates and numbers follow it; what you typed stays as it is."),
    )
    register = forms.ModelChoiceField(
        Register.objects.none(),
        label=_("Register"),
        required=False,
        empty_label=_("the usual one for this kind"),
    )
    valid_from = DayField(label=_("Holds from"), required=False)
    valid_to = DayField(label=_("Holds until"), required=False)
    is_public = forms.BooleanField(
        label=_("List it for everybody once it is in force"), required=False
    )

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        kwargs["initial"] = {**_initial(document), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.document = document
        open_ones = registers_of(office_of(document)).filter(closed_at=None)
        choose_from(self, "register", open_ones)
        if not document.kind.months and document.kind.signing == "nobody":
            self.fields["valid_from"].help_text = _("Empty: from its date on.")
        self.parts: list[Field] = list(document.kind.fields.all())
        for part in self.parts:
            self.fields[f"part_{part.key}"] = box_of(part, document.language)

    @property
    def part_fields(self) -> list[tuple[forms.BoundField, bool]]:
        """The boxes of the parts of this kind, and whether each may stay empty in the end."""
        return [(self[f"part_{part.key}"], not part.is_required) for part in self.parts]

    @property
    def head_fields(self) -> list[forms.BoundField]:
        """The boxes that every letter has, but for the one that is ticked."""
        return [self[name] for name in ("title", "language", "register", "valid_from", "valid_to")]

    def content(self) -> dict[str, Any]:
        """The parts as the letter keeps them; empty ones are left out."""
        said = {part.key: self.cleaned_data.get(f"part_{part.key}") for part in self.parts}
        return {
            key: value.isoformat() if hasattr(value, "isoformat") else value
            for key, value in said.items()
            if value
        }

    def changes(self) -> dict[str, Any]:
        """What was typed, as ``services.revise`` takes it."""
        names = ("title", "language", "register", "valid_from", "valid_to", "is_public")
        return {**{name: self.cleaned_data[name] for name in names}, "content": self.content()}


def _initial(document: Document) -> dict[str, Any]:
    names = ("title", "language", "register", "valid_from", "valid_to", "is_public")
    parts = {f"part_{key}": value for key, value in document.content.items()}
    return {**{name: getattr(document, name) for name in names}, **parts}


# --- Who stands in it --------------------------------------------------------------------------


class PartyForm(forms.Form):
    """One party, or an empty row."""

    organisation = BodyField(label=_("Institution"), max_length=200, required=False)
    name = forms.CharField(label=_("As the letter writes it"), max_length=200, required=False)
    role = forms.CharField(label=_("Called"), max_length=80, required=False)

    def clean(self):
        cleaned = super().clean() or {}
        named = cleaned.get("organisation") or cleaned.get("name")
        if cleaned.get("role") and not named and "organisation" not in self.errors:
            raise ValidationError(NAMELESS_PARTY, code="nameless")
        return cleaned


class SignerForm(forms.Form):
    """One who signs, or an empty row."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    person = PersonField(label=_("Address of their account"), required=False)
    office = forms.CharField(
        label=_("Office held"),
        max_length=200,
        required=False,
    )
    capacity = forms.CharField(label=_("Capacity"), max_length=120, required=False)
    party = forms.IntegerField(
        label=_("For party no."), min_value=1, max_value=MOST_PARTIES, required=False
    )

    def clean(self):
        cleaned = super().clean() or {}
        said = [value for value in cleaned.values() if value]
        named = cleaned.get("name") or cleaned.get("person")
        if said and not named and "person" not in self.errors:
            raise ValidationError(NAMELESS_SIGNER, code="nameless")
        return cleaned


class _Parties(forms.BaseFormSet):
    def parties(self) -> list[PartyIn]:
        """The rows that name a party, in their order."""
        rows = (form.cleaned_data for form in self.forms)
        return [
            PartyIn(row.get("organisation"), row.get("role") or "", row.get("name") or "")
            for row in rows
            if row.get("organisation") or row.get("name")
        ]


class _Signers(forms.BaseFormSet):
    def signers(self, parties: int) -> list[SignerIn]:
        """The rows that name who signs; a wrong party is said at its row (``ValidationError``)."""
        found = []
        for form in self.forms:
            row = form.cleaned_data
            if not row.get("name") and not row.get("person"):
                continue
            place = row.get("party")
            if place and place > parties:
                form.add_error("party", NO_SUCH_PARTY)
                raise ValidationError(NO_SUCH_PARTY, code="no_such_party")
            found.append(
                SignerIn(
                    name=row.get("name") or "",
                    person=row.get("person"),
                    party=place - 1 if place else None,
                    office=row.get("office") or "",
                    capacity=row.get("capacity") or "",
                )
            )
        return found


PartySet = forms.formset_factory(
    PartyForm, formset=_Parties, extra=1, max_num=MOST_PARTIES, absolute_max=MOST_PARTIES
)
SignerSet = forms.formset_factory(
    SignerForm, formset=_Signers, extra=1, max_num=MOST_SIGNERS, absolute_max=MOST_SIGNERS
)


def initial_parties(document: Document) -> list[dict[str, Any]]:
    """The parties of a draft as their rows show them."""
    return [
        {
            "organisation": party.organisation.name if party.organisation else "",
            "name": party.name,
            "role": party.role,
        }
        for party in document.parties.select_related("organisation")
    ]


def initial_signers(document: Document) -> list[dict[str, Any]]:
    """Those who are to sign a draft as their rows show them."""
    places = {party.pk: place for place, party in enumerate(document.parties.all(), start=1)}
    return [
        {
            "name": signer.name,
            "person": signer.person.email if signer.person else "",
            "office": signer.office,
            "capacity": signer.capacity,
            "party": places.get(signer.party_id or 0),
        }
        for signer in document.signers.select_related("person")
    ]


# --- What is done with a letter ----------------------------------------------------------------


class NoteForm(forms.Form):
    """Why."""

    note = forms.CharField(label=_("Reason"), max_length=2000, widget=AREA)


class ExtendForm(NoteForm):
    """Until when, and why."""

    field_order = ("valid_to", "note")
    valid_to = DayField(label=_("New last day"))


class CopyForm(forms.Form):
    """A scan with signatures."""

    file = LetterFileField(
        label=_("Signed copy"), help_text=_("All pages of the signed letter in one PDF file.")
    )
    signers = forms.ModelMultipleChoiceField(
        Signer.objects.none(),
        label=_("Whose signatures are on it?"),
        widget=forms.CheckboxSelectMultiple,
    )
    signed_on = DayField(label=_("Signed on"))
    compared = forms.BooleanField(
        label=_("I have compared number, pages and signatures with the letter."),
        error_messages={"required": _("Compare them first, then tick this box.")},
    )

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        waiting = document.signers.filter(signed_at=None)
        begun = {"signers": list(waiting), "signed_on": clock.today()}
        kwargs["initial"] = {**begun, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        choose_from(self, "signers", waiting)


class SignForm(forms.Form):
    """One signature by a provider."""

    provider = forms.ChoiceField(label=_("Way of signing"))
    secret = forms.CharField(
        label=_("Passphrase"),
        max_length=200,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("It goes to the provider for this one signature and is kept nowhere."),
    )

    def __init__(self, *args: Any, providers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "provider", [(one.key, one.label) for one in providers])


class CheckForm(forms.Form):
    """A code from paper."""

    code = forms.CharField(
        label=_("Code of the letter"),
        max_length=20,
        help_text=_("Twelve letters and digits beside the square code, such as 7K3M-9QXT-2HVB."),
    )


class FileCheckForm(forms.Form):
    """A file that somebody holds against a letter."""

    file = forms.FileField(label=_("The file"), help_text=_("A PDF of at most %(limit)s MB."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = settings.LETTER_CHECK_BYTES // (1024 * 1024)
        box = self.fields["file"]
        box.help_text = str(box.help_text) % {"limit": limit}
        box.widget.attrs["accept"] = ".pdf"

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.LETTER_CHECK_BYTES:
            limit = settings.LETTER_CHECK_BYTES // (1024 * 1024)
            raise ValidationError(
                _("This file is larger than %(limit)s MB."), params={"limit": limit}
            )
        return file
