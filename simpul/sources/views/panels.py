"""What sources add to the page of a record: where they disagree, for those who decide."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from simpul.core.hooks import Panel
from simpul.innovations.models import Innovation
from simpul.sources.policies import sees_contradictions
from simpul.sources.queries import contradicting


def contradictions_of(request: HttpRequest, record: Innovation) -> Panel | None:
    """The contradictions of a record that one may decide, each leading to its page."""
    if not request.user.is_authenticated or not sees_contradictions(request.user):
        return None
    asked = contradicting.Asked(record=record.pk, state="all")
    found = contradicting.lines(contradicting.queue(request.user, asked)[:20])
    if not found:
        return None
    html = render_to_string("sources/contradictions/_panel.html", {"lines": found}, request)
    return Panel("contradictions", _("Where sources disagree"), html)
