"""What writing adds to other pages: drafts on the desk, the way in beside a record."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.core import personal
from simpul.core.hooks import DESK_PANELS, Panel
from simpul.innovations.hooks import DETAIL_PANELS, DRAFT_SOURCES
from simpul.innovations.models import OPEN_DRAFTS
from simpul.innovations.queries.beginning import bodies_for
from simpul.innovations.queries.mine import MineQuery, my_drafts, title_of
from simpul.innovations.services.draft_sources import SHEET
from simpul.innovations.services.personal import PERSONAL

ON_DESK = 3


def of_person(request: HttpRequest, person) -> Panel | None:
    """The last drafts somebody writes, and the way to begin one."""
    rows = list(my_drafts(MineQuery(), person).filter(state__in=OPEN_DRAFTS)[:ON_DESK])
    if not rows and not bodies_for(person).exists():
        return None
    context = {
        "rows": [(draft, title_of(draft)) for draft in rows[:ON_DESK]],
        "more": rows[ON_DESK:],
    }
    html = render_to_string("innovations/writing/_desk.html", context, request=request)
    return Panel("my-drafts", _("My drafts"), html)


def of_record(request: HttpRequest, record) -> Panel | None:
    """The way for the owner of a record to take it over or to change it; the same for all."""
    if not record.is_public:
        return None
    context = {
        "innovation": record,
        "url": reverse("innovations:revise", args=[record.slug]),
        "like": f"{reverse('innovations:begin')}?like={record.slug}",
    }
    html = render_to_string("innovations/writing/_ours.html", context, request=request)
    return Panel("ours", _("Do you work for its owner?"), html)


def register() -> None:
    """Let drafts stand on desks, and records lead their owners in."""
    DRAFT_SOURCES.append(SHEET)
    DESK_PANELS.add(of_person, order=50)
    DETAIL_PANELS.add(of_record, order=90)
    personal.register(PERSONAL)
