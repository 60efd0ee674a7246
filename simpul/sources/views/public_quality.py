"""How good matching is, for everybody: as it was measured last."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from simpul.sources.queries.measured import measured


@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """Precision, recall and calibration of the last measurement, and the rule in force."""
    return render(request, "sources/public/quality.html", {"told": measured()})
