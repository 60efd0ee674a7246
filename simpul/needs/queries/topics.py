"""How the duties of this room read on a desk."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simpul.core.hooks import DutyTopic
from simpul.needs.models import Challenge, Idea, Need


def _needs(keys):
    return Need.objects.select_related("organisation").in_bulk(list(keys))


def _challenges(keys):
    return Challenge.objects.select_related("sponsor").in_bulk(list(keys))


def _ideas(keys):
    return Idea.objects.select_related("author").in_bulk(list(keys))


def _at(route: str):
    return lambda duty: reverse(route, args=[duty.subject.slug])


TOPICS = {
    "need_deadline": DutyTopic(
        _("Say what became of a need"),
        url=_at("needs:desk"),
        what=lambda need: need.title,
        origin=lambda need: need.organisation.short_name,
        kind=_("Need"),
        icon="target",
        load=_needs,
    ),
    "idea_decision": DutyTopic(
        _("Decide about an idea"),
        url=_at("needs:decide"),
        what=lambda idea: idea.title,
        origin=lambda idea: str(idea.author or ""),
        kind=_("Idea"),
        icon="bulb",
        load=_ideas,
    ),
    "idea_sponsor": DutyTopic(
        _("Find a sponsor for an idea"),
        url=_at("needs:decide"),
        what=lambda idea: idea.title,
        origin=lambda idea: str(idea.author or ""),
        kind=_("Idea"),
        icon="bulb",
        load=_ideas,
    ),
    "challenge_conclusion": DutyTopic(
        _("Conclude a challenge"),
        url=_at("needs:challenge_desk"),
        what=lambda challenge: challenge.title,
        origin=lambda challenge: challenge.sponsor.short_name,
        kind=_("Challenge"),
        icon="flag",
        load=_challenges,
    ),
}
