"""What is asked of whoever makes a key for programs."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.exchange.models import Scope
from simpul.organisations.forms.days import DayField
from simpul.organisations.models import Organisation

USUAL = timedelta(days=180)


class Bodies(forms.ModelChoiceField):
    def label_from_instance(self, obj: Organisation) -> str:
        return obj.name


class KeyForm(forms.Form):
    """What a key is for, for whom it acts, what it may do and until when."""

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=100,
        help_text=_("Name the program, so that you know later which key to take back."),
    )
    organisation = Bodies(
        queryset=Organisation.objects.none(),
        label=_("For which institution does it act?"),
        required=False,
        empty_label=_("None: it only reads, for me"),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=Scope,
        widget=forms.CheckboxSelectMultiple,
        initial=[Scope.READ],
        help_text=_("As little as it needs. It never may more than you at that moment."),
    )
    last_day = DayField(
        label=_("Until which day does it work?"),
        help_text=_("A year at most. A new key can be made any time."),
    )

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["last_day"].initial = clock.today() + USUAL

    @property
    def expires_at(self) -> datetime:
        """The end of the last day, where the reader is."""
        day = self.cleaned_data["last_day"]
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


class PeerForm(forms.Form):
    """An installation to listen to, and the fingerprint its operator read to us."""

    address = forms.URLField(
        label=_("Address"),
        help_text=_("Of its web site, such as https://hub.example.go.id."),
        max_length=300,
        assume_scheme="https",
    )
    fingerprint = forms.CharField(
        label=_("Fingerprint of its key"),
        help_text=_(
            "Let its operator read it to you by telephone or face to face; 64 digits and letters, "
            "spaces do not matter. Never copy it from the site itself."
        ),
        max_length=200,
    )
    name = forms.CharField(
        label=_("What to call it here"),
        help_text=_("Empty: as it calls itself."),
        max_length=200,
        required=False,
    )
    introduces = forms.BooleanField(
        label=_("Also trust the installations it listens to"),
        help_text=_("For the national hub: one comparison, and every province comes with it."),
        required=False,
    )
