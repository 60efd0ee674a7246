"""What taking part adds to the pages of records, institutions and hubs, and to a person's desk.

The pages are public and kept in memory: nothing here depends on who reads, and nothing posts.
"""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.core.hooks import Panel
from simpul.forum.queries import desk, talk
from simpul.forum.queries.mine import asked


def of_record(request: HttpRequest, record) -> Panel | None:
    """What people asked and think of a public record, and the ways to take part."""
    if not record.is_public:
        return None
    shown = talk.questions_about(record)[: talk.SHOWN_ON_RECORD + 1]
    questions = talk.with_answers(message for message in shown if message.is_shown)
    context = {
        "record": record,
        "opinions": talk.opinions_of(record),
        "questions": questions[: talk.SHOWN_ON_RECORD],
        "more": len(shown) > talk.SHOWN_ON_RECORD,
        "colleagues": talk.colleagues_of(record) if questions else set(),
    }
    html = render_to_string("forum/panels/record.html", context, request=request)
    return Panel("partisipasi", _("Ask, follow, and say whether it helped"), html)


def of_organisation(request: HttpRequest, organisation) -> Panel:
    """The way to follow an institution."""
    return _follow(request, reverse("forum:follow_body", args=[organisation.slug]))


def of_hub(request: HttpRequest, hub) -> Panel:
    """The way to follow a hub."""
    return _follow(request, reverse("forum:follow_hub", args=[hub.slug]))


def of_person(request: HttpRequest, person) -> Panel | None:
    """What a person asked and reported, and the way to their lists."""
    context = {"sent": desk.sent_by(person)}
    html = render_to_string("forum/panels/desk.html", context, request=request)
    return Panel("terkirim", _("What you asked and reported"), html)


def search_address(request: HttpRequest, query: str) -> str:
    """The way to follow a search; nothing for the whole catalogue."""
    question = asked(query)
    if question.is_plain:
        return ""
    return f"{reverse('forum:follow_search')}?{question.query_string}"


def _follow(request: HttpRequest, address: str) -> Panel:
    html = render_to_string("forum/panels/follow.html", {"address": address}, request=request)
    return Panel("ikuti", _("Keep up"), html)
