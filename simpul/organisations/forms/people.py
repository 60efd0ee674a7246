"""What an admin types to bring people in."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from simpul.organisations.models import Organisation

LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]


class BringInForm(forms.Form):
    """One person."""

    email = forms.EmailField(label=_("E-mail address"))
    name = forms.CharField(label=_("Name"), max_length=150)
    position = forms.CharField(label=_("Position"), max_length=150, required=False)
    nip = forms.CharField(
        label=_("NIP"),
        required=False,
        max_length=30,
        help_text=_("18 digits. People without one are just as welcome: leave it empty."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        validators=[RegexValidator(r"^[\d\s.]*$", _("A NIP has 18 digits, without letters."))],
    )
    unit: forms.ModelChoiceField = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Unit"),
        required=False,
        to_field_name="slug",
        empty_label=None,
    )
    language = forms.ChoiceField(
        label=_("In which language shall we write to them?"), choices=LANGUAGES
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean_nip(self) -> str:
        return "".join(letter for letter in self.cleaned_data["nip"] if letter.isdigit())


class SheetForm(forms.Form):
    """A spreadsheet of people."""

    sheet = forms.FileField(
        label=_("The spreadsheet"),
        help_text=_("A workbook (XLSX) or CSV. Nothing is done before you have seen every row."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class PeopleFilterForm(forms.Form):
    """Whom a list of people is narrowed to."""

    q = forms.CharField(
        label=_("Name, e-mail address or NIP"), required=False, max_length=200,
        widget=forms.SearchInput,
    )  # fmt: skip
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("Everybody")), ("never", _("Who never signed in"))],
    )
