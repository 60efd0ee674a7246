"""What people type when they take part."""

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from simpul.core.models.threads import Outcome, Reason
from simpul.core.threads import LONGEST
from simpul.forum.models import Shelf

# Nobody reads a form and fills it in faster than this; programs do.
LEAST_SECONDS = 3
LONGEST_HOURS = 24
SALT = "forum.report"

AREA = forms.Textarea(attrs={"rows": 6})
SMALL_AREA = forms.Textarea(attrs={"rows": 3})

TOO_FAST = _("That was very quick. Wait a moment, look at it once more, and send it again.")


class MessageForm(forms.Form):
    """The words of a question or an answer."""

    body = forms.CharField(label=_("Your message"), max_length=LONGEST, widget=AREA)


class QuestionForm(MessageForm):
    body = forms.CharField(
        label=_("What do you want to know?"),
        help_text=_("Your question and your name are public. Leave out personal data of others."),
        max_length=LONGEST,
        widget=AREA,
    )


class AnswerForm(MessageForm):
    body = forms.CharField(
        label=_("Your answer"),
        help_text=_("Your answer and your name are public."),
        max_length=LONGEST,
        widget=AREA,
    )


class OpinionForm(forms.Form):
    """Whether a record was useful, and why."""

    is_useful = forms.TypedChoiceField(
        label=_("Was this record useful to you?"),
        choices=[("1", _("Yes, it was useful")), ("0", _("No, it was not"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Read only by the owner of the record and its hub."),
        required=False,
        max_length=1000,
        widget=SMALL_AREA,
    )


class FollowForm(forms.Form):
    """Nothing to fill in: the button is all."""


class KeepForm(forms.Form):
    """On which lists a record is kept."""

    shelves = forms.ModelMultipleChoiceField(
        label=_("On which of your lists?"),
        queryset=Shelf.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    new_list = forms.CharField(label=_("A new list"), required=False, max_length=100)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["shelves"].queryset = Shelf.objects.filter(person=person)  # type: ignore[attr-defined]


class ShelfForm(forms.ModelForm):
    """What a list is called, what it is for, and who may read it."""

    class Meta:
        model = Shelf
        fields = ["name", "about", "is_shared"]
        widgets = {"about": SMALL_AREA}
        labels = {"is_shared": _("Whoever has the link may read it")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True


class ReportForm(forms.Form):
    """What is wrong with a record or a message."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"), choices=Reason.choices, widget=forms.RadioSelect
    )
    details = forms.CharField(
        label=_("Tell us more"),
        help_text=_("What exactly, and how you know. Read only by those who decide about it."),
        required=False,
        max_length=2000,
        widget=SMALL_AREA,
    )


class VisitorsReportForm(ReportForm):
    """The same without an account: what only programs fill in, and how long it took."""

    # People never see it; a program that fills in whatever it finds gives itself away.
    website = forms.CharField(label=_("Leave this empty"), required=False)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opened"].initial = signing.TimestampSigner(salt=SALT).sign("opened")

    def clean(self):
        cleaned = super().clean() or {}
        if cleaned.get("website") or not self._took_a_moment(cleaned.get("opened", "")):
            raise forms.ValidationError(TOO_FAST, code="too_fast")
        return cleaned

    def _took_a_moment(self, opened: str) -> bool:
        signer = signing.TimestampSigner(salt=SALT)
        try:
            signer.unsign(opened, max_age=LONGEST_HOURS * 3600)
        except signing.BadSignature:
            return False
        try:
            signer.unsign(opened, max_age=LEAST_SECONDS)
        except signing.SignatureExpired:
            return True
        return False


class DecisionForm(forms.Form):
    """What becomes of something that was reported, and why."""

    decision = forms.ChoiceField(label=_("What do you decide?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Read by its author and by those who reported it."),
        max_length=2000,
        widget=SMALL_AREA,
    )

    MESSAGE = [
        (Outcome.KEEP, _("It stays as it is")),
        (Outcome.HIDE, _("Hide it: only its author and those who moderate can read it")),
        (Outcome.REMOVE, _("Remove it: it breaks the law or harms somebody")),
    ]
    RECORD = [
        (Outcome.KEEP, _("Nothing is wrong with it")),
        (Outcome.MENDED, _("It was right to report it: it is corrected or passed on to its owner")),
    ]

    def __init__(self, *args, is_message: bool, **kwargs):
        super().__init__(*args, **kwargs)
        choices = self.MESSAGE if is_message else self.RECORD
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why a message is hidden."""

    reason = forms.CharField(
        label=_("Why?"), help_text=_("Read by its author."), max_length=2000, widget=SMALL_AREA
    )


class AppealForm(forms.Form):
    """Why a decision is wrong."""

    words = forms.CharField(
        label=_("Why is the decision wrong?"),
        help_text=_("Somebody who did not make it looks at it again. You can appeal once."),
        max_length=4000,
        widget=AREA,
    )


class AppealAnswerForm(forms.Form):
    """What becomes of an appeal, and why."""

    lift = forms.TypedChoiceField(
        label=_("What do you decide?"),
        choices=[("0", _("The decision stands")), ("1", _("Lift it and show the message again"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why?"), help_text=_("Read by the author."), max_length=2000, widget=SMALL_AREA
    )
