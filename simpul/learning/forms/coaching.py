"""What a mentor writes down after a session."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.learning.hooks import Side
from simpul.learning.models import Role, SessionKind
from simpul.learning.services.coaching import Held, Promise
from simpul.organisations.forms import DayField, LetterFileField

INCOMPLETE = _("Say what was promised, who promised it and until when.")


class PromiseForm(forms.Form):
    """What a side promised, and until when."""

    text = forms.CharField(label=_("What was promised?"), max_length=500)
    side = forms.ChoiceField(label=_("Who promised it?"), widget=forms.RadioSelect)
    due_on = DayField(label=_("Until when?"))

    def __init__(self, *args: Any, sides: Sequence[Side], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = [(one.key, one.label) for one in sides]  # type: ignore[attr-defined]

    @property
    def promise(self) -> Promise:
        return Promise(**{name: self.cleaned_data[name] for name in ("text", "side", "due_on")})


class SessionForm(PromiseForm):
    """One session, with the first thing that follows from it where something does."""

    held_on = DayField(label=_("When was it?"))
    kind = forms.ChoiceField(
        label=_("How did you meet?"), choices=SessionKind.choices, widget=forms.RadioSelect
    )
    minutes = forms.IntegerField(
        label=_("How long, in minutes?"), min_value=5, max_value=1440, initial=60
    )
    roles = forms.ModelMultipleChoiceField(
        Role.objects.all(),
        label=_("Who took part?"),
        help_text=_("By role only. Write no names of others here or below."),
        widget=forms.CheckboxSelectMultiple,
        to_field_name="key",
    )
    people = forms.IntegerField(
        label=_("How many people, without you?"), min_value=1, max_value=1000, initial=2
    )
    advice = forms.CharField(
        label=_("What did you advise?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    language = forms.ChoiceField(label=_("Written in"), choices=settings.LANGUAGES)

    field_order = ("held_on", "kind", "minutes", "roles", "people", "advice", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = clock.today()
        for name in ("text", "side", "due_on"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        promised = [said.get(name) for name in ("text", "side", "due_on")]
        if any(promised[:1] + promised[2:]) and not all(promised):
            self.add_error("text", INCOMPLETE)
        return said

    @property
    def held(self) -> Held:
        names = ("held_on", "kind", "minutes", "people", "advice", "language")
        return Held(**{name: self.cleaned_data[name] for name in names})

    @property
    def promises(self) -> list[Promise]:
        return [self.promise] if self.cleaned_data["text"] else []


class FileForm(forms.Form):
    """A file beside a session."""

    title = forms.CharField(label=_("What does it show?"), max_length=200)
    file = LetterFileField(label=_("File"), help_text=_("A PDF or a picture."))


class SettleForm(forms.Form):
    """What became of a promise."""

    note = forms.CharField(
        label=_("What became of it?"),
        help_text=_("What was done, or why it is not needed any more."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    file = LetterFileField(
        label=_("A file that shows it"), help_text=_("A PDF or a picture."), required=False
    )
