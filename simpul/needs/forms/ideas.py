from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.needs.forms.parts import AREA, SMALL_AREA, BodyField, RegionField
from simpul.needs.models import Audience, AuthorKind, Need
from simpul.needs.policies import bodies_of
from simpul.organisations.forms import DayField
from simpul.vocabularies.models import Sector

DAYS = ("opens_on", "closes_on", "decides_on")


class IdeaWordsForm(forms.Form):
    """The words of an idea."""

    title = forms.CharField(label=_("The idea in one line"), max_length=140)
    body = forms.CharField(
        label=_("The idea"),
        max_length=2000,
        widget=AREA,
        help_text=_("Short: what would change for whom. Your name stands beside it."),
    )


class IdeaForm(IdeaWordsForm):
    """An idea, and as whom it is offered."""

    author_kind = forms.ChoiceField(
        label=_("You offer it as"),
        choices=AuthorKind.choices,
        widget=forms.RadioSelect,
        initial=AuthorKind.RESIDENT,
    )
    organisation = BodyField(
        label=_("For which institution do you speak?"),
        required=False,
        empty_label=_("only for myself"),
    )
    region = RegionField(
        label=_("For which region?"), required=False, empty_label=_("for everywhere")
    )
    sector = forms.ModelChoiceField(
        Sector.objects.all(),
        label=_("What is it about?"),
        required=False,
        to_field_name="key",
        empty_label=_("not chosen"),
    )

    def __init__(self, *args, user, target=None, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = bodies_of(user).select_related("parent").order_by("name")
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]
        if not bodies:
            del self.fields["organisation"]
        if target is not None:
            del self.fields["region"], self.fields["sector"]


class ChallengeForm(forms.Form):
    """What a sponsor asks the public, and until when."""

    sponsor = BodyField(label=_("Who asks?"), empty_label=None)
    title = forms.CharField(label=_("The challenge in one line"), max_length=160)
    question = forms.CharField(
        label=_("What do you ask for?"),
        max_length=4000,
        widget=AREA,
        help_text=_("The problem, what was tried, and what an idea must fit into."),
    )
    looks_for = forms.CharField(
        label=_("What makes an idea good?"), max_length=2000, required=False, widget=SMALL_AREA
    )
    support = forms.CharField(
        label=_("What do you offer?"),
        max_length=2000,
        required=False,
        widget=SMALL_AREA,
        help_text=_("Money, people, a place to try it. Promise only what is sure."),
    )
    audience = forms.ChoiceField(
        label=_("Who may answer?"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        initial=Audience.ALL,
    )
    need = forms.ModelChoiceField(
        Need.objects.none(),
        label=_("Which need is it about?"),
        required=False,
        to_field_name="public_id",
        empty_label=_("none"),
    )
    region = RegionField(
        label=_("For which region?"), required=False, empty_label=_("for everywhere")
    )
    sector = forms.ModelChoiceField(
        Sector.objects.all(),
        label=_("What is it about?"),
        required=False,
        to_field_name="key",
        empty_label=_("not chosen"),
    )
    opens_on = DayField(label=_("First day"))
    closes_on = DayField(label=_("Last day"))
    decides_on = DayField(
        label=_("Decided by"), help_text=_("By this day every idea has an answer with a reason.")
    )

    def __init__(self, *args, user, challenge=None, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = bodies_of(user)
        self.fields["sponsor"].queryset = bodies.select_related("parent").order_by("name")  # type: ignore[attr-defined]
        needs = Need.objects.public().running().filter(organisation__in=bodies.values("pk"))
        self.fields["need"].queryset = needs  # type: ignore[attr-defined]
        if challenge is not None:
            del self.fields["sponsor"]

    def clean(self):
        cleaned = super().clean() or {}
        days = [day for name in DAYS if (day := cleaned.get(name))]
        if len(days) == len(DAYS) and days != sorted(days):
            self.add_error(
                "closes_on", _("The dates run backwards: it opens, it closes, then it is decided.")
            )
        return cleaned


class OutcomeForm(forms.Form):
    """What came of a challenge."""

    outcome = forms.CharField(
        label=_("What came of it?"),
        max_length=4000,
        widget=AREA,
        help_text=_("Read by everybody, and sent to those who offered an idea."),
    )


class SupportForm(forms.Form):
    """Nothing to fill in: the button is all."""
