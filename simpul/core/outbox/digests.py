"""Digests: what is new for a person becomes one mail.

The work grows with the news, not with the people.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simpul.core import clock, leases
from simpul.core.hooks import ADDRESSES
from simpul.core.models import OutboxMessage
from simpul.core.models.outbox import Channel, MessageState

from .jobs import answers, later
from .messages import NEVER, language_of

DIGEST = "core.digest"
LEASE_SECONDS = 60

# People whose mails are written in one transaction, and lines one mail holds.
PEOPLE = 200
LINES = 30


@dataclass
class Line:
    """Notices about one thing, told together."""

    last: OutboxMessage
    count: int = 0

    @property
    def words(self) -> str:
        """What happened; how often, where it was more than once."""
        if self.count == 1:
            return self.last.subject
        more = ngettext("and %(count)s more like it", "and %(count)s more like it", self.count - 1)
        return f"{self.last.subject} ({more % {'count': self.count - 1}})"


def fold(notices: Iterable[OutboxMessage]) -> list[Line]:
    """One line for all notices of one topic and link, deadlines first, then the latest last."""
    lines: dict[tuple[str, str], Line] = {}
    for notice in sorted(notices, key=lambda notice: notice.pk):
        line = lines.setdefault((notice.topic, notice.link), Line(notice))
        line.last, line.count = notice, line.count + 1
    return sorted(lines.values(), key=lambda line: not line.last.deadline)


def wake_digests() -> bool:
    """Queue the writing of digests if any is due and none is under way."""
    holder = secrets.token_hex(8)
    if not _due().exists() or not leases.take(DIGEST, seconds=LEASE_SECONDS, by=holder):
        return False
    later(DIGEST, {"holder": holder})
    return True


@answers(DIGEST)
def write_digests(holder: str = "") -> int:
    """Write one mail for each person who has news that is due; answers how many."""
    written = 0
    while people := _people_due():
        written += _write_for(people)
    leases.release(DIGEST, by=holder)
    return written


def _due():
    return OutboxMessage.objects.filter(channel=Channel.NOTICE, mail_at__lte=clock.now())


def _people_due() -> list[int]:
    due = _due().order_by("person").values_list("person", flat=True).distinct()
    return list(due[:PEOPLE])


@transaction.atomic
def _write_for(people: list[int]) -> int:
    notices = list(_due().filter(person__in=people).select_related("person").order_by("id"))
    by_person: dict[int, list[OutboxMessage]] = {}
    for notice in notices:
        if _is_wanted(notice):
            by_person.setdefault(notice.person_id or 0, []).append(notice)
    mails = OutboxMessage.objects.bulk_create(map(_mail, by_person.values()))
    carried = dict(zip(by_person, mails, strict=True))
    for notice in notices:
        notice.mail_at = None
        notice.mailed_in = carried.get(notice.person_id or 0) if _is_wanted(notice) else None
    OutboxMessage.objects.bulk_update(notices, ["mail_at", "mailed_in"], batch_size=500)
    return len(mails)


def _is_wanted(notice: OutboxMessage) -> bool:
    person = notice.person
    if person is None or not person.is_active or not person.email:
        return False
    return notice.deadline or getattr(person, "digest", "") != NEVER


def _mail(notices: list[OutboxMessage]) -> OutboxMessage:
    """The mail that carries these notices of one person."""
    person, lines, now = notices[0].person, fold(notices), clock.now()
    language = language_of(person)
    with translation.override(language):
        subject, body = _subject(lines), _body(person, lines)
    return OutboxMessage(
        # The last notice is in no other mail, so neither is the key.
        key=f"digest:{notices[-1].pk}",
        channel=Channel.MAIL,
        topic=DIGEST,
        person=person,
        address=(person and person.email) or "",
        language=language,
        subject=subject[:200],
        body=body,
        state=MessageState.QUEUED,
        by_preference=any(not notice.deadline for notice in notices),
        written_at=now,
        not_before=now,
    )


def _subject(lines: list[Line]) -> str:
    if len(lines) == 1:
        return lines[0].words
    subject = ngettext("%(count)s thing for you", "%(count)s things for you", len(lines))
    return subject % {"count": len(lines)}


def _body(person, lines: list[Line]) -> str:
    parts = [_("Dear %(name)s,") % {"name": person}]
    parts += [_paragraph(line) for line in lines[:LINES]]
    if len(lines) > LINES:
        parts.append(_("%(count)s more stand on your desk.") % {"count": len(lines) - LINES})
    if desk := page(ADDRESSES.desk):
        parts.append(_("Your desk: %(address)s") % {"address": desk})
    if preferences := page(ADDRESSES.preferences):
        parts.append(_("How often you get mail: %(address)s") % {"address": preferences})
    return "\n\n".join(parts)


def _paragraph(line: Line) -> str:
    link = f"{settings.SITE_URL}{line.last.link}" if line.last.link.startswith("/") else ""
    return "\n".join(part for part in (line.words, line.last.body, link) if part)


def page(url_name: str, *args: str) -> str:
    """The whole address of a page of a higher room in the current language, if there is one."""
    try:
        return f"{settings.SITE_URL}{reverse(url_name, args=args)}" if url_name else ""
    except NoReverseMatch:
        return ""
