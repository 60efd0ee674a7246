"""What matching and lessons add to the pages of other rooms."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.hooks import DESK_SECTIONS, DeskSection, Panel
from simpul.innovations.hooks import DETAIL_PANELS
from simpul.innovations.models import Innovation
from simpul.needs.hooks import NEED_ACTS, NeedAct
from simpul.needs.models import Need
from simpul.needs.policies import belongs_somewhere
from simpul.replication.queries.failures import entry_of, library


def register() -> None:
    """Let a need find innovations, and a record tell what failed with it."""
    act = NeedAct("find", gettext_lazy("Find what solved it elsewhere"), _find, "search", order=10)
    if act not in NEED_ACTS:
        NEED_ACTS.extend([act, replace(act, on_desk=True, url=_find_own)])
        DETAIL_PANELS.add(_lessons, order=60)
        DESK_SECTIONS.append(
            DeskSection(
                gettext_lazy("Lessons of failure"),
                "replication:lessons_desk",
                belongs_somewhere,
                order=24,
                about=gettext_lazy("Tell what did not work, with your name, later, or without it."),
                icon="alert-circle",
            )
        )


def _find(request: HttpRequest, need: Need) -> str:
    del request
    if not need.is_public or not need.is_running:
        return ""
    return f"{reverse('replication:find')}?{urlencode({'need': need.slug})}"


def _find_own(request: HttpRequest, need: Need) -> str:
    """For those who speak for it, also while not everybody reads it."""
    if need.is_running and not need.is_public:
        return reverse("replication:find_own", args=[need.slug])
    return _find(request, need)


def _lessons(request: HttpRequest, record: Innovation) -> Panel | None:
    """What others learned when it failed, from those who gave their name."""
    told = library().filter(innovation__canonical=record.canonical_id)
    entries = [entry_of(lesson) for lesson in told if not lesson.is_anonymous]
    if not entries:
        return None
    html = render_to_string(
        "replication/failures/_panel.html", {"entries": entries}, request=request
    )
    return Panel("lessons", _("Lessons of failure"), html)
