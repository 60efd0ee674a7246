"""Where records come from, for everybody: every source, and how the site is managed jointly."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from simpul.core import figures
from simpul.innovations.models import AuthorityKind
from simpul.sources.queries import contradicting, coverage
from simpul.sources.queries.joint import standing
from simpul.sources.queries.joint.pages import public_proposals, told
from simpul.sources.queries.joint.parties import joint_agreement, parties_of

PAGE = 50
MOST_PROPOSALS = 20
FIGURES = ("parameters_in_force", "proposals_in_force", "contradictions_open")


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Every source by how much it gave."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in AuthorityKind.values else ""
    page = Paginator(coverage.listed_sources(kind), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "kind": kind,
        "kinds": coverage.kinds(),
        "query": f"kind={kind}" if kind else "",
    }
    return render(request, "sources/public/list.html", context)


@require_safe
def authority(request: HttpRequest, key: str) -> HttpResponse:
    """What one source gave and when, and what is still open about it."""
    found = get_object_or_404(coverage.public_sources(), key=key)
    now = coverage.standing_of(found)
    context = {
        "authority": found,
        "now": now,
        "bars": coverage.bars(now.coverage),
        "runs": coverage.last_runs(found),
        "parties": found.parties.select_related("organisation", "agreement"),
        "ranks": [row for row in standing.precedence_table() if row.authority_id == found.pk],
    }
    return render(request, "sources/public/source.html", context)


@require_safe
def joint(request: HttpRequest) -> HttpResponse:
    """The agreement, what is in force by it, what each source gave, and what is open."""
    agreement = joint_agreement()
    parties = list(parties_of(agreement))
    authorities = [each for party in parties for each in party.authorities.all()]
    context = {
        "agreement": agreement,
        "parties": contradicting.by_party(parties),
        "standards": standing.standards(),
        "precedence": standing.precedence_table(),
        "sources": coverage.standings(authorities),
        "proposals": told(public_proposals()[:MOST_PROPOSALS]),
        "stated": contradicting.official_figures(),
        "figures": [(figures.get(key), figures.read(key)) for key in FIGURES],
        "every": _("every field"),
    }
    return render(request, "sources/public/joint.html", context)
