"""The door for harvesters: the same by GET and by POST, and never for one person only."""

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from simpul.exchange.queries.oai import answer_to
from simpul.exchange.views.answers import fresh, limited

SCHEMAS = settings.DATA_DIR / "schemas"

# What differs between two answers that say the same.
_MOMENT = re.compile(rb"<responseDate>[^<]*</responseDate>")


# A POST only asks, and a harvester has no session: there is nothing to forge.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@limited("harvest")
def oai(request: HttpRequest) -> HttpResponse:
    """OAI-PMH 2.0."""
    asked = request.POST if request.method == "POST" else request.GET
    pairs = [(name, value) for name, values in asked.lists() for value in values]
    body = answer_to(pairs)
    same = _MOMENT.sub(b"", body)
    return fresh(request, body, "text/xml; charset=utf-8", told_by=same)


@require_safe
def record_schema(request: HttpRequest) -> HttpResponse:
    """The schema of our own format of records."""
    try:
        text = (SCHEMAS / "simpul-record-1.xsd").read_bytes()
    except OSError:
        raise Http404 from None
    return fresh(request, text, "application/xml; charset=utf-8")
