"""Where a record of another installation began, on its public page."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from simpul.core.hooks import Panel
from simpul.exchange.queries.sync_origin import origin_of


def of_record(request: HttpRequest, record) -> Panel | None:
    """Which hub recorded it, whether it verified it, and the files it shows."""
    origin = origin_of(record)
    if origin is None:
        return None
    html = render_to_string("exchange/sync/_origin.html", {"origin": origin}, request=request)
    return Panel("hub-asal", _("From its own hub"), html)
