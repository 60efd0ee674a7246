"""What stewards type about a source and about one delivery of it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from simpul.sources.models import Schedule, Source
from simpul.sources.services import adapters, fetching

TAKEN = _("A source with this key exists already.")


class StreamForm(forms.Form):
    """Where a source is, how it is read, and what it may do by itself."""

    name = forms.CharField(label=_("What is it called?"), max_length=200)
    adapter = forms.ChoiceField(label=_("How is it read?"))
    address = forms.URLField(
        label=_("Where is it?"),
        help_text=_("The address it is fetched from. Leave it empty for a source of files."),
        max_length=1000,
        required=False,
        assume_scheme="https",
    )
    schedule = forms.ChoiceField(label=_("When is it asked?"), choices=Schedule.choices)
    is_whole = forms.BooleanField(
        label=_("Each delivery names everything the source holds"),
        help_text=_("Then what one no longer names counts as gone. Leave it out for parts."),
        required=False,
    )
    deletion_limit = forms.IntegerField(
        label=_("How many percent may be gone at once before somebody is asked?"),
        min_value=0,
        validators=[MaxValueValidator(100)],
        initial=5,
    )
    goes_alone = forms.BooleanField(
        label=_("Import without asking when nothing stands against it"),
        help_text=_("Otherwise a person looks at each dry run and confirms it."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(kind.key, kind.label) for kind in adapters.adapters()]
        self.fields["adapter"].choices = choices  # type: ignore[attr-defined]

    def clean_address(self) -> str:
        """Refuse what would never be asked, while somebody is there to correct it."""
        address = self.cleaned_data["address"]
        if address:
            try:
                fetching.check_address(address)
            except fetching.FetchFault as fault:
                raise ValidationError(str(fault)) from fault
        return address

    def clean(self) -> dict[str, Any]:
        """A schedule needs something to ask."""
        said = super().clean() or {}
        if said.get("schedule") not in {None, Schedule.OFF} and not said.get("address"):
            self.add_error("address", _("A source that is asked by itself needs an address."))
        return said


class NewStreamForm(StreamForm):
    """Also under which key, and whose word it is."""

    key = forms.SlugField(
        label=_("Key"),
        help_text=_("Short and lasting, such as “sinovik”. Its numbers stand under it for ever."),
        max_length=40,
    )
    authority: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Whose word is it?"), queryset=None
    )

    field_order = ("name", "key", "authority", "adapter", "address")

    def __init__(self, *args: Any, authorities, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = authorities  # type: ignore[attr-defined]

    def clean_key(self) -> str:
        key = self.cleaned_data["key"]
        if Source.objects.filter(key=key).exists():
            raise ValidationError(TAKEN)
        return key


class DeliveryForm(forms.Form):
    """One delivery: the file, and whether it is all there is."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("CSV, XLSX, ODS or JSON, as the source sends it."),
    )
    is_whole = forms.BooleanField(
        label=_("It names everything the source holds"),
        help_text=_("Then what it does not name is shown as no longer named."),
        required=False,
    )


class FetchForm(forms.Form):
    """A source that is asked now has nothing to choose."""


class WhyForm(forms.Form):
    """Why a run is halted, goes on or is undone."""

    note = forms.CharField(
        label=_("Why"),
        help_text=_("It is kept with the run."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PauseForm(forms.Form):
    """Why a source is paused."""

    why = forms.CharField(label=_("Why it is paused"), max_length=300)
