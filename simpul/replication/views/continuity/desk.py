"""What handovers and early warning put on desks."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simpul.core import personal
from simpul.core.hooks import DESK_SECTIONS, DUTY_TOPICS, DeskSection, DutyTopic
from simpul.innovations.hooks import RULE_PAGES, RulePage
from simpul.innovations.queries.quality import scopes_of
from simpul.replication.models.continuity import Handover
from simpul.replication.policies.continuity import sees_some
from simpul.replication.queries.continuity.handovers import NAME, TAKE
from simpul.replication.services.continuity.loading import LOADER
from simpul.replication.services.continuity.personal import CONTINUITY
from simpul.replication.services.continuity.warning import AT_RISK
from simpul.sources import hooks as sources


def _handover(duty) -> str:
    return duty.subject.get_absolute_url()


def _who(handover: Handover) -> str:
    return str(handover.person)


def _where(handover: Handover) -> str:
    return str(handover.scope)


def _handovers(keys) -> dict[int, Handover]:
    return Handover.objects.select_related("person").prefetch_related("scope").in_bulk(keys)


def _list(duty) -> str:
    return f"{reverse('replication:at_risk')}?{urlencode({'owner': duty.subject.code})}"


def register() -> None:
    """Tell the desk how the duties read, its pages, and whose data is kept."""
    personal.register(CONTINUITY)
    sources.register(LOADER)
    kind = _("Continuity")
    DUTY_TOPICS[NAME] = DutyTopic(
        _("Name who goes on"), _handover, _who, _where, kind, "checkup-list", _handovers
    )
    DUTY_TOPICS[TAKE] = DutyTopic(
        _("Say whether you take it over"), _handover, _who, _where, kind, "checkup-list", _handovers
    )
    DUTY_TOPICS[AT_RISK] = DutyTopic(
        _("Look at records whose people are gone"), _list, kind=kind, icon="alert-triangle"
    )
    RULE_PAGES.append(
        RulePage(
            _("Early warning"),
            "replication:risk_rules",
            _("When a record is at risk, by which threshold and since when."),
        )
    )
    DESK_SECTIONS.append(
        DeskSection(
            _("Records at risk"),
            "replication:at_risk",
            lambda user: bool(scopes_of(user)),
            order=66,
            about=_("People gone, no legal basis, no budget line, no word for long."),
            icon="alert-triangle",
        )
    )
    DESK_SECTIONS.append(
        DeskSection(
            _("Handovers"),
            "replication:handovers",
            sees_some,
            order=67,
            about=_("Who left, who goes on, and the kit of what was in hand."),
        )
    )
