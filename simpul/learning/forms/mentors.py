"""The offer of a mentor, and what the hub decides about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.geography.models import Region, RegionKind
from simpul.hubs.models import Hub
from simpul.learning.models import Language, MentorKind, MentorState
from simpul.organisations.forms import DayField, LetterFileField
from simpul.organisations.models import Organisation
from simpul.organisations.queries import resolve
from simpul.vocabularies.models import Sector

WORDS = {"rows": 4}


class ByName(forms.ModelMultipleChoiceField):
    """Some rows, each a box with its name."""

    widget = forms.CheckboxSelectMultiple


class OfferForm(forms.Form):
    """What somebody offers, how far they go, and what they agree to show."""

    hub = forms.ModelChoiceField(
        Hub.objects.all(),
        label=_("Which hub do you offer it to?"),
        help_text=_("The hub of your province, or of your ministry or agency. It decides."),
        to_field_name="code",
    )
    kind = forms.ChoiceField(label=_("I am"), choices=MentorKind.choices, widget=forms.RadioSelect)
    workplace = forms.CharField(
        label=_("Where do you work?"),
        help_text=_("Such as Universitas Hasanuddin, Fakultas Kesehatan Masyarakat."),
        max_length=200,
    )
    sectors = ByName(Sector.objects.all(), label=_("Themes you coach in"), to_field_name="key")
    languages = ByName(
        Language.objects.all(), label=_("Languages you coach in"), to_field_name="key"
    )
    profile = forms.CharField(
        label=_("What do you know how to do?"),
        help_text=_("A few sentences that an adopter reads: what you did and can help with."),
        max_length=1000,
        widget=forms.Textarea(attrs=WORDS),
    )
    proof = forms.CharField(
        label=_("What shows it?"),
        help_text=_("Innovations you made, papers, letters. Only the hub reads it."),
        max_length=1000,
        widget=forms.Textarea(attrs=WORDS),
    )
    proof_file = LetterFileField(
        label=_("A file that shows it"),
        help_text=_("A PDF or a picture. Only the hub opens it."),
        required=False,
    )
    contact = forms.CharField(
        label=_("How can adopters reach you?"),
        help_text=_("A phone number or address. Only those you coach see it, while you do."),
        max_length=200,
    )
    capacity = forms.IntegerField(
        label=_("How many cases can you accompany in one quarter?"),
        min_value=1,
        max_value=20,
        initial=1,
    )
    is_remote = forms.BooleanField(label=_("I coach from afar"), required=False, initial=True)
    travels_everywhere = forms.BooleanField(label=_("I travel to every province"), required=False)
    provinces = ByName(
        Region.objects.filter(kind=RegionKind.PROVINCE),
        label=_("I travel to these provinces"),
        to_field_name="code",
        required=False,
    )
    is_public = forms.BooleanField(
        label=_("Show my offer in the public directory: themes, languages, travel, profile"),
        required=False,
    )
    shows_name = forms.BooleanField(label=_("Show my name there"), required=False)
    shows_workplace = forms.BooleanField(label=_("Show my workplace there"), required=False)

    def __init__(self, *args: Any, begun: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if begun:
            # The hub that decided stays; leave and offer anew to change it.
            del self.fields["hub"]

    @property
    def organisation(self) -> Organisation | None:
        """The institution the workplace names, where the register knows it."""
        return resolve(self.cleaned_data["workplace"])

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, as services take it."""
        aside = {"hub", "capacity", "proof_file"}
        words = {name: said for name, said in self.cleaned_data.items() if name not in aside}
        return {**words, "organisation": self.organisation}


class PauseForm(forms.Form):
    """Until when a mentor takes on nothing new."""

    until = DayField(
        label=_("Until when?"),
        help_text=_("On that day you are ready again. Leave it empty to decide later."),
        required=False,
    )


class NoteForm(forms.Form):
    """Why."""

    note = forms.CharField(label=_("Why?"), max_length=1000, widget=forms.Textarea(attrs=WORDS))


class LeaveForm(NoteForm):
    """Why somebody leaves; they need not say."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = False


class EmptyForm(forms.Form):
    """A button, and nothing to type."""


class DecideForm(forms.Form):
    """A word to the mentor that goes with a decision."""

    note = forms.CharField(
        label=_("A word to the mentor"),
        help_text=_("Needed where you say no."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FilterForm(forms.Form):
    """Which mentors a hub looks at."""

    words = forms.CharField(label=_("Name or workplace"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("any")), *MentorState.choices], required=False
    )
