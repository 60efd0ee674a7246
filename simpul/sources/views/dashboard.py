"""The desk of those who lead sources: how each stands and what waits."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from simpul.core import figures
from simpul.core.hooks import DESK_SECTIONS, DUTY_TOPICS, DeskSection, DutyTopic
from simpul.innovations.hooks import DETAIL_PANELS
from simpul.innovations.models import FIELDS
from simpul.sources.models import Contradiction, Proposal
from simpul.sources.policies import dashboard_of, sees_contradictions, sees_sources
from simpul.sources.queries import contradicting, coverage
from simpul.sources.queries.joint.pages import proposals_for
from simpul.sources.services.contradictions import ASKED
from simpul.sources.services.joint.deciding import VOTE
from simpul.sources.views import panels
from simpul.sources.workflow import UNDECIDED
from simpul.ui.hooks import FOOT, FootLink


@never_cache
@login_required
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Freshness, faults, coverage and what waits, source by source."""
    if not sees_sources(request.user):
        raise PermissionDenied
    asked = contradicting.Asked()
    context = {
        "standings": [
            (each, coverage.bars(each.coverage)[:6])
            for each in coverage.standings(dashboard_of(request.user))
        ],
        "open": contradicting.queue(request.user, asked).count(),
        "proposals": proposals_for(request.user).filter(state__in=UNDECIDED)[:5],
    }
    return render(request, "sources/dashboard.html", context)


# --- On the desk -------------------------------------------------------------------------------


def _contradiction(found: Contradiction) -> str:
    return f"{found.innovation.name}: {FIELDS[found.field].label}"


def _hub(found: Contradiction) -> str:
    return found.innovation.hub.name if found.innovation.hub else ""


def _agreement(proposal: Proposal) -> str:
    return proposal.agreement.subject


def _contradictions(keys) -> dict[int, Contradiction]:
    return Contradiction.objects.select_related("innovation__hub").in_bulk(keys)


def _proposals(keys) -> dict[int, Proposal]:
    return Proposal.objects.select_related("agreement").in_bulk(keys)


def register() -> None:
    """Tell the desk how these topics read, and records who contradicts whom about them."""
    figures.register(*coverage.FIGURES)
    FOOT.append(FootLink(_("Where records come from"), "sources:sources", group="data", order=80))
    DETAIL_PANELS.add(panels.contradictions_of, order=70)
    _register_topics()
    _register_sections()


def _register_topics() -> None:
    DUTY_TOPICS[ASKED] = DutyTopic(
        _("Answer what sources disagree about"),
        lambda duty: reverse("sources:contradiction", args=[duty.subject_id]),
        what=_contradiction,
        origin=_hub,
        kind=_("Sources"),
        icon="help",
        load=_contradictions,
    )
    DUTY_TOPICS[VOTE] = DutyTopic(
        _("Vote on a proposal"),
        lambda duty: reverse("sources:proposal", args=[duty.subject_id]),
        origin=_agreement,
        kind=_("Joint management"),
        icon="gavel",
        load=_proposals,
    )


def _register_sections() -> None:
    DESK_SECTIONS.append(
        DeskSection(
            _("Sources"),
            "sources:dashboard",
            sees_sources,
            order=35,
            about=_("What each source gave, what waits for its steward, and agreed rules."),
            icon="inbox",
        )
    )
    DESK_SECTIONS.append(
        DeskSection(
            _("Contradictions"),
            "sources:contradictions",
            sees_contradictions,
            order=36,
            about=_("Where sources disagree about a record."),
            icon="git-fork",
        )
    )
