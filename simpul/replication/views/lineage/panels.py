"""What replication adds to pages of records, institutions and hubs; the same for all readers."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from simpul.core.hooks import Panel
from simpul.replication.queries.lineage import beside


def of_record(request: HttpRequest, record) -> Panel | None:
    """What was copied from a public record, and what it is a copy of."""
    found = beside.of_record(record) if record.is_public else None
    if found is None:
        return None
    context = {"found": found, "innovation": record}
    html = render_to_string("replication/lineage/panels/record.html", context, request=request)
    return Panel("lineage", _("Lineage"), html)


def of_organisation(request: HttpRequest, body) -> Panel | None:
    """The replications an institution gave and took."""
    found = beside.of_body(body)
    if found is None:
        return None
    html = render_to_string("replication/lineage/panels/body.html", {"found": found}, request)
    return Panel("replications", _("Replications given and taken"), html)


def of_hub(request: HttpRequest, hub) -> Panel | None:
    """What is replicated in the area of a hub."""
    found = beside.of_hub(hub)
    if found is None:
        return None
    html = render_to_string("replication/lineage/panels/hub.html", {"found": found}, request)
    return Panel("replications", _("Replication in its area"), html)
