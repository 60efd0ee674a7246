"""What verification puts on desks: how each waiting thing reads, and what somebody sent."""

from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.hooks import (
    DESK_PANELS,
    DESK_SECTIONS,
    DUTY_TOPICS,
    DeskSection,
    DutyTopic,
    Panel,
)
from simpul.innovations.hooks import DETAIL_PANELS
from simpul.innovations.models import FIELDS, Contest, Draft, DraftState, Innovation
from simpul.innovations.queries.mine import written_by
from simpul.innovations.queries.queue import checks_somewhere
from simpul.innovations.services.contesting import CONTEST
from simpul.innovations.services.submission import ANSWER, REVISE, SIGN, VERIFY
from simpul.innovations.services.versions import WAITING

ON_DESK = 4
SENT = (
    DraftState.AWAITING_SIGN_OFF,
    DraftState.SUBMITTED,
    DraftState.IN_VERIFICATION,
    DraftState.RETURNED,
    DraftState.ACCEPTED,
    DraftState.REFUSED,
)


def sent(request: HttpRequest, person) -> Panel | None:
    """What somebody handed in, where it is now and until when."""
    rows = (
        written_by(person)
        .filter(Q(state__in=SENT))
        .select_related("innovation", "hub", "verifier", "organisation")
        .order_by("-submitted_at", "-pk")[:ON_DESK]
    )
    drafts = list(rows)
    if not drafts:
        return None
    html = render_to_string("innovations/verification/_sent.html", {"drafts": drafts}, request)
    return Panel("sent", _("What I sent and where it is"), html)


def of_record(request: HttpRequest, record) -> Panel | None:
    """The ways to the history of a record and to correct or contest it; the same for all."""
    if not record.is_public:
        return None
    html = render_to_string(
        "innovations/verification/_of_record.html", {"innovation": record}, request
    )
    return Panel("history", _("History and corrections"), html)


def _title(draft: Draft) -> str:
    return draft.innovation.title


def _from(draft: Draft) -> str:
    return draft.organisation.short_name if draft.organisation else str(draft.author)


def _drafts(keys) -> dict[int, Draft]:
    return Draft.objects.select_related("innovation", "organisation", "author").in_bulk(keys)


def _contests(keys) -> dict[int, Contest]:
    return Contest.objects.select_related("innovation__owner", "by").in_bulk(keys)


def _contested(contest: Contest) -> str:
    return f"{contest.innovation.title}: {FIELDS[contest.field].label}"


def _contested_by(contest: Contest) -> str:
    owner = contest.innovation.owner
    return owner.short_name if owner else str(contest.by)


def _record_title(record: Innovation) -> str:
    return record.title


def _record_owner(record: Innovation) -> str:
    return record.owner.short_name if record.owner else ""


def _records(keys) -> dict[int, Innovation]:
    return Innovation.objects.select_related("owner").in_bulk(keys)


SAID_OTHERWISE = DutyTopic(
    gettext_lazy("Sources say otherwise than a verified record"),
    lambda duty: reverse("innovations:waiting", args=[duty.subject.slug]),
    _record_title,
    _record_owner,
    gettext_lazy("Verification"),
    "gavel",
    _records,
)


def _topic(label, route: str, icon: str) -> DutyTopic:
    return DutyTopic(
        label,
        lambda duty: reverse(route, args=[duty.subject_id]),
        _title,
        _from,
        gettext_lazy("Verification"),
        icon,
        _drafts,
    )


def register() -> None:
    """Tell the desk how these topics read, and where the queue stands."""
    _register_topics()
    DESK_PANELS.add(sent, order=60)
    DETAIL_PANELS.add(of_record, order=80)
    DESK_SECTIONS.append(
        DeskSection(
            gettext_lazy("Verification"),
            "innovations:verification",
            checks_somewhere,
            order=10,
            about=gettext_lazy("What was submitted to the desks you check at"),
        )
    )


def _register_topics() -> None:
    DUTY_TOPICS[VERIFY] = _topic(
        gettext_lazy("Check a submission"), "innovations:case", "checkup-list"
    )
    DUTY_TOPICS[SIGN] = _topic(gettext_lazy("Sign a submission"), "innovations:sign", "pencil")
    DUTY_TOPICS[REVISE] = _topic(
        gettext_lazy("Change what was returned"), "innovations:draft", "pencil"
    )
    DUTY_TOPICS[ANSWER] = _topic(
        gettext_lazy("Answer the hub"), "innovations:answers", "message-circle"
    )
    DUTY_TOPICS[CONTEST] = DutyTopic(
        gettext_lazy("Decide what was contested"),
        lambda duty: reverse("innovations:contest_case", args=[duty.subject_id]),
        _contested,
        _contested_by,
        gettext_lazy("Verification"),
        "gavel",
        _contests,
    )
    DUTY_TOPICS[WAITING] = SAID_OTHERWISE
