"""Dated things for the calendars of readers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from simpul.exchange.queries.calendars import calendar_named, icalendar
from simpul.exchange.views.answers import fresh


@require_safe
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """One calendar in the language of the address."""
    found = calendar_named(key)
    if found is None:
        raise Http404
    answer = fresh(request, icalendar(found), "text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{key}.ics"'
    return answer
