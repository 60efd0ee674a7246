"""What a person changes about their own account."""

from collections.abc import Iterator

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from simpul.accounts import queries
from simpul.accounts.forms.entering import PASSWORD_HINT
from simpul.accounts.models import Purpose, User

LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]


class ProfileForm(forms.ModelForm):
    """Name, NIP, language, zone and how often we write."""

    language = forms.ChoiceField(
        label=_("In which language shall we write to you?"), choices=LANGUAGES
    )

    nip = forms.CharField(
        label=_("NIP"),
        help_text=User._meta.get_field("nip").help_text,
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    class Meta:
        model = User
        fields = ["name", "nip", "language", "zone", "digest"]
        labels = {
            "name": _("What is your name?"),
            "zone": _("In which time zone do you work?"),
            "digest": _("How often shall we mail you what waits for you?"),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True

    def clean_nip(self) -> str:
        """A NIP is written with or without spaces."""
        return "".join(self.cleaned_data["nip"].split())

    def _post_clean(self) -> None:
        """Leave the person as they are: the service writes, and checks as it does."""


class ConsentForm(forms.Form):
    """What may be withdrawn and given again; the privacy notice ends only with the account."""

    named = forms.BooleanField(label=Purpose.NAMED.label, required=False)
    mailing = forms.BooleanField(label=Purpose.MAILING.label, required=False)

    def __init__(self, *args, person: User, **kwargs):
        self.standing = {
            purpose: queries.standing_consent(person, purpose) is not None
            for purpose in (Purpose.NAMED, Purpose.MAILING)
        }
        kwargs["initial"] = {purpose.value: agreed for purpose, agreed in self.standing.items()}
        super().__init__(*args, **kwargs)

    def wishes(self) -> Iterator[tuple[Purpose, bool]]:
        """Each purpose whose answer changed."""
        for purpose, agreed in self.standing.items():
            if self.cleaned_data[purpose.value] != agreed:
                yield purpose, self.cleaned_data[purpose.value]


class ClosingForm(forms.Form):
    """What becomes of the name, and that it is meant."""

    KEEP, TAKE = "keep", "take"

    name = forms.ChoiceField(
        label=_("What shall stand beside what you published?"),
        choices=[(KEEP, _("My name, as it does now")), (TAKE, _("“Former member”, without name"))],
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(
        label=_("I understand that nobody can open this account again"),
        error_messages={"required": _("Tick this to close the account.")},
    )


class InvitationForm(forms.Form):
    """What an invited person adds to the account that was made for them."""

    name = forms.CharField(
        label=_("What is your name?"),
        max_length=User._meta.get_field("name").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("In which language shall we write to you?"), choices=LANGUAGES
    )
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    privacy = forms.BooleanField(
        label=_("I have read the privacy notice and agree to it"),
        error_messages={"required": _("Without your agreement we may not keep an account.")},
    )

    def __init__(self, *args, person: User, **kwargs):
        self.person = person
        kwargs["initial"] = {"name": person.name, "language": person.language}
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """As strong as at the door."""
        password = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password
