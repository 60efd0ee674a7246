"""What somebody types to belong to an institution, and who decides to answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .parts import LetterFileField, LetterForm


class SearchForm(forms.Form):
    """A name to look for."""

    q = forms.CharField(
        label=_("Name of the institution or unit"), required=False, max_length=200,
        widget=forms.SearchInput,
    )  # fmt: skip


class JoinForm(forms.Form):
    """Where somebody works, as what, and whether they are to administer it."""

    position = forms.CharField(
        label=_("What is your position?"),
        max_length=150,
        required=False,
        help_text=_("Such as Kepala Bagian Organisasi, Perawat, Kader posyandu."),
    )
    as_admin = forms.BooleanField(
        label=_("I am to administer this institution here"),
        required=False,
        help_text=_("Its admin confirms people, adds units and keeps its records fresh."),
    )
    letter = LetterFileField(
        label=_("Letter on letterhead that names you"),
        required=False,
        help_text=_("Needed only to administer. A PDF or a picture of the signed letter."),
    )

    def clean(self):
        said = super().clean() or {}
        if said.get("as_admin") and not said.get("letter") and "letter" not in self.errors:
            self.add_error("letter", _("To administer, attach the letter that names you."))
        return said


class ConfirmForm(forms.Form):
    """Confirming needs nothing more."""


class ConfirmAdminForm(LetterForm):
    """Confirming somebody as admin: what the attached letter says."""

    letter_file = None  # type: ignore[assignment]
    as_admin = forms.BooleanField(
        label=_("Give the office of institution admin as well"), required=False, initial=True
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["as_admin", "letter_number", "letter_date", "letter_issuer"])
        for name in ("letter_number", "letter_date", "letter_issuer"):
            self.fields[name].required = False

    def clean(self):
        said = super().clean() or {}
        if said.get("as_admin"):
            for name in ("letter_number", "letter_date", "letter_issuer"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("Write what the attached letter says."))
        return said


class ReasonForm(forms.Form):
    """Why."""

    note = forms.CharField(
        label=_("Why?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person reads this."),
    )
