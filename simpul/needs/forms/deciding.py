from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.needs.forms.parts import AREA, SMALL_AREA, BodyField
from simpul.needs.models import Idea, IdeaState
from simpul.needs.policies import bodies_of, run_by
from simpul.organisations.forms import OtherBodyField

OUTCOMES = [
    (IdeaState.TAKEN_UP, _("Taken up: we work on it")),
    (IdeaState.PARKED, _("Parked: good, but later; it comes back to this desk")),
    (IdeaState.NOT_NOW, _("Not now")),
]


class DecisionForm(forms.Form):
    """What a sponsor decides about an idea, and why."""

    outcome = forms.ChoiceField(
        label=_("What do you decide?"), choices=OUTCOMES, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=2000,
        widget=AREA,
        help_text=_("Read by everybody, and sent to its author and its supporters."),
    )


class NoteForm(forms.Form):
    """Why something is done."""

    note = forms.CharField(label=_("Why?"), max_length=2000, widget=SMALL_AREA)


class SponsorForm(forms.Form):
    """Which body decides about an idea."""

    organisation = BodyField(label=_("Which institution or unit?"), empty_label=None)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = bodies_of(user).select_related("parent").order_by("name")
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]


class HubSponsorForm(forms.Form):
    """The same for a hub, which may name any institution it answers for."""

    organisation = OtherBodyField(
        label=_("Which institution or unit?"),
        help_text=_("Its full name as on its page, or its code."),
    )


class PromoteForm(forms.Form):
    """In whose name an innovation is recorded."""

    organisation = BodyField(label=_("Which institution or unit records it?"), empty_label=None)

    def __init__(self, *args, user, sponsor, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = bodies_of(user) | run_by(user)
        self.fields["organisation"].queryset = bodies.distinct().order_by("name")  # type: ignore[attr-defined]
        self.fields["organisation"].initial = sponsor.code


class MergeForm(forms.Form):
    """Which idea says the same."""

    other = forms.ModelChoiceField(
        Idea.objects.none(),
        label=_("Which idea says the same?"),
        to_field_name="public_id",
        widget=forms.RadioSelect,
        empty_label=None,
    )
    note = forms.CharField(label=_("Why?"), max_length=300, required=False)

    def __init__(self, *args, ideas, **kwargs):
        super().__init__(*args, **kwargs)
        found = Idea.objects.filter(pk__in=[idea.pk for idea in ideas])
        self.fields["other"].queryset = found  # type: ignore[attr-defined]
