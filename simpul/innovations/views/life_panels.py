"""What the page of a record says about its life and its results, and what else waits on desks."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from simpul.core.hooks import Panel
from simpul.innovations.models import EvidenceGrade, Innovation
from simpul.innovations.queries.lasting import is_due, shelf_lives
from simpul.innovations.queries.upkeep import outcome_lines, proofs_of

HISTORY = 5


def of_outcomes(request: HttpRequest, innovation: Innovation) -> Panel:
    """The results in figures, each with its grade, and the rule of the grades."""
    context = {
        "lines": outcome_lines(innovation),
        "grades": list(EvidenceGrade.objects.all()),
        "record": innovation,
    }
    html = render_to_string("innovations/life/outcomes.html", context, request=request)
    return Panel("outcomes", _("Results in figures"), html)


def of_life(request: HttpRequest, innovation: Innovation) -> Panel:
    """Whether it still runs, who said so when, and what makes it part of the regular work."""
    said = innovation.life_statements.filter(taken_back_at=None)
    proofs = proofs_of(innovation)
    context = {
        "record": innovation,
        "is_due": is_due(innovation),
        "months": shelf_lives().months(innovation.hub_id),
        "statements": list(
            said.select_related("status", "claim__authority").order_by("-as_of", "-pk")[:HISTORY]
        ),
        "proofs": proofs,
        "missing": [proof for proof in proofs if not proof.is_accepted],
    }
    html = render_to_string("innovations/life/life.html", context, request=request)
    return Panel("life", _("Does it still run?"), html)
