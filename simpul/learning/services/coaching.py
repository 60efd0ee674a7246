"""The coaching log: sessions, what was promised in them, and the files that show it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import IO

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, files, journal, outbox
from simpul.core.models import File
from simpul.learning.models import FollowUp, Role, Session, SessionFile
from simpul.learning.policies import mentor_of
from simpul.learning.queries.coaching import sides_of

FOLLOW_UP = "mentor_follow_up"

NOT_YET = _("A session is logged once it was held. This day is still to come.")
BEFORE = _("What follows from a session is due on its day or later.")
NO_SIDE = _("Choose who promised it.")
SETTLED = _("This was settled already.")
SAY_HOW = _("Say in a few words what became of it.")


@dataclass(frozen=True)
class Promise:
    """What a side promised in a session, and until when."""

    text: str
    side: str
    due_on: date


@dataclass(frozen=True)
class Held:
    """What happened in a session."""

    held_on: date
    kind: str
    minutes: int
    people: int
    advice: str
    language: str = "id"


@transaction.atomic
def log_session(
    subject: models.Model,
    said: Held,
    *,
    by,
    roles: Collection[Role],
    promises: Sequence[Promise] = (),
) -> Session:
    """Keep what happened in a session about ``subject``, and open what follows from it.

    Raises ``PermissionDenied`` when ``by`` is not its mentor now.
    """
    mentor = mentor_of(by, subject)
    if mentor is None:
        raise PermissionDenied
    if said.held_on > clock.today():
        raise ValidationError(NOT_YET, code="not_yet")
    session = Session.objects.create(
        mentor=mentor,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        by=by,
        logged_at=clock.now(),
        **vars(said),
    )
    session.roles.set(roles)
    journal.record(session, "log", by=by)
    for promise in promises:
        add_follow_up(session, promise, by=by)
    return session


@transaction.atomic
def add_follow_up(session: Session, promise: Promise, *, by) -> FollowUp:
    """Keep what a side promised: it waits on that side's desk until it is settled."""
    if not by.has_perm("learning.change_session", session):
        raise PermissionDenied
    if promise.due_on < session.held_on:
        raise ValidationError(BEFORE, code="before")
    side = next((one for one in sides_of(session.subject) if one.key == promise.side), None)
    if side is None:
        raise ValidationError(NO_SIDE, code="side")
    follow_up = FollowUp.objects.create(
        session=session,
        text=promise.text,
        side=side.key,
        assignee=side.assignee,
        due_on=promise.due_on,
    )
    journal.record(follow_up, "promise", by=by)
    duties.expect(FOLLOW_UP, follow_up, of=side.assignee, due=end_of(promise.due_on))
    _tell(follow_up, by)
    return follow_up


@transaction.atomic
def settle_follow_up(follow_up: FollowUp, *, by, note: str, file: File | None = None) -> FollowUp:
    """Say what became of a promise, perhaps with a file that shows it."""
    if not by.has_perm("learning.settle_followup", follow_up):
        raise PermissionDenied
    if not note.strip():
        raise ValidationError(SAY_HOW, code="note")
    settled = FollowUp.objects.filter(pk=follow_up.pk, done_at=None).update(
        done_at=clock.now(), done_by=by, note=note.strip(), file=file
    )
    if not settled:
        raise ValidationError(SETTLED, code="settled")
    follow_up.refresh_from_db()
    journal.record(follow_up, "settle", by=by, note=note)
    duties.settle(FOLLOW_UP, follow_up, by=by)
    return follow_up


def add_file(session: Session, name: str, content: IO[bytes], *, title: str, by) -> SessionFile:
    """Keep a file beside a session; only its parties open it."""
    if not by.has_perm("learning.change_session", session):
        raise PermissionDenied
    file = files.keep(name, content, by=by)
    with transaction.atomic():
        added = SessionFile.objects.create(
            session=session, title=title or file.name, file=file, added_at=clock.now()
        )
        journal.record(session, "add_file", by=by, details={"sha256": file.sha256})
    return added


def end_of(day: date) -> datetime:
    """The last minute of a day on the wall of the office."""
    return timezone.make_aware(datetime.combine(day, time(23, 59)), timezone.get_default_timezone())


def _tell(follow_up: FollowUp, by) -> None:
    people = duties.holders([follow_up.assignee])[follow_up.assignee]
    message = outbox.Message(
        FOLLOW_UP,
        lambda: str(_("To do after a coaching session: %(what)s")) % {"what": follow_up.text},
        link=reverse("learning:follow_up", args=[follow_up.pk]),
    )
    others = [person for person in people if person != by]
    outbox.tell_all(f"follow-up-{follow_up.pk}", others, message)
