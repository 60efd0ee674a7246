"""Somebody leaves: a handover opens, a successor is named, accepts or refuses."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal, outbox
from simpul.core.limits import LimitReached
from simpul.core.models import Duty
from simpul.documents.models import Kind
from simpul.documents.services import issue_certificate
from simpul.innovations.models import Draft
from simpul.innovations.services.drafting.company import accept_invitation, invite
from simpul.organisations.models import Organisation
from simpul.replication.models.continuity import Caretaker, Handover, MovedDuty
from simpul.replication.queries.continuity.handovers import NAME, TAKE, answers_for, records_in
from simpul.replication.queries.continuity.kit import in_hand, kit_of
from simpul.replication.queries.continuity.owners import family, personal_duties
from simpul.replication.workflow.continuity import HANDOVER

from .moving import move

NAME_DAYS, TAKE_DAYS = 7, 7

NOT_THE_LEAVER = _("Name somebody else than the person who left.")
NOT_THERE = _("This account is closed.")
NO_KIT = _("Letters of this kind are not written on this installation.")


@transaction.atomic
def open_handover(person, scope: Any, *, cause: str, left_at, office: str = "") -> Handover | None:
    """Begin to hand over what somebody left behind; nothing where nothing is in hand.

    Doing it again answers the one that is open.
    """
    found = Handover(person=person, scope=scope, cause=cause, office=office, left_at=left_at)
    known = Handover.objects.filter(
        person=person, scope_type=found.scope_type, scope_id=found.scope_id
    )
    if (standing := known.filter(closed_at=None).first()) is not None:
        return standing
    if known.filter(closed_at__gte=left_at).exists() or not _is_needed(found):
        return None
    found.opened_at = clock.now()
    found.save(force_insert=True)
    journal.record(found, "open", details={"cause": cause, "office": office})
    _await_name(found)
    return found


def _is_needed(handover: Handover) -> bool:
    if handover.office:
        seat = duties.office_key(handover.office, handover.scope)
        if not duties.holders([seat])[seat]:
            return True
    return in_hand(handover) > 0


@transaction.atomic
def name(handover: Handover, successor, *, by) -> Handover:
    """Ask somebody to go on with what was left."""
    if successor == handover.person:
        raise ValidationError(NOT_THE_LEAVER, code="leaver")
    if not successor.is_active:
        raise ValidationError(NOT_THERE, code="closed")
    HANDOVER.take("name", handover, by=by, successor=successor, named_by=by, why="")
    duties.settle(NAME, handover, by=by)
    due = clock.now() + timedelta(days=TAKE_DAYS)
    duties.expect(TAKE, handover, of=duties.person_key(successor), due=due)
    _tell("named", handover, [successor], _("Go on with the work of %(person)s?"))
    return handover


@transaction.atomic
def accept(handover: Handover, *, by) -> Handover:
    """Go on with it: duties, records and drafts are the successor's from now on."""
    HANDOVER.take("accept", handover, by=by, closed_at=clock.now())
    duties.settle(TAKE, handover, by=by)
    for duty in _their_duties(handover):
        move(duty, duties.person_key(by), handover=handover, by=by)
    MovedDuty.objects.filter(handover=handover, returned_at=None).update(returned_at=clock.now())
    for record in records_in(handover):
        Caretaker.objects.get_or_create(
            innovation=record,
            person=by,
            ended_at=None,
            defaults={"since": clock.now(), "named_by": handover.named_by, "handover": handover},
        )
    _write_along(handover, by)
    if handover.named_by is not None:
        _tell("accepted", handover, [handover.named_by], _("%(successor)s goes on for %(person)s"))
    return handover


@transaction.atomic
def refuse(handover: Handover, *, by, note: str) -> Handover:
    """Do not take it over, with the reason; somebody else is to be named."""
    successor, namer = handover.successor, handover.named_by
    HANDOVER.take("refuse", handover, by=by, note=note, why=note, successor=None)
    duties.settle(TAKE, handover, by=by)
    _await_name(handover)
    handover.successor = successor
    words = _("%(successor)s does not go on for %(person)s")
    _tell(f"refused-{clock.now():%Y%m%d%H%M%S}", handover, [namer] if namer else [], words, note)
    handover.successor = None
    return handover


@transaction.atomic
def take_back(handover: Handover, *, by) -> Handover:
    """Ask somebody else, as the one who was named does not answer."""
    asked = handover.successor
    HANDOVER.take("take_back", handover, by=by, successor=None)
    duties.settle(TAKE, handover, by=by)
    words = _("You are no longer asked to go on with the work of %(person)s")
    event = f"taken-back-{clock.now():%Y%m%d%H%M%S}"
    _tell(event, handover, [asked] if asked and asked != by else [], words)
    _await_name(handover)
    return handover


@transaction.atomic
def close(handover: Handover, *, by, note: str) -> Handover:
    """Say why nobody goes on; the duties stay with the office that has them now."""
    HANDOVER.take("close", handover, by=by, note=note, why=note, closed_at=clock.now())
    duties.settle(NAME, handover, by=by)
    return handover


@transaction.atomic
def issue_kit(handover: Handover, *, by) -> Handover:
    """Write the kit as a numbered letter of the institution or hub, as PDF and Word file."""
    if not by.has_perm("replication.issue_handover", handover):
        raise PermissionDenied
    kind = Kind.objects.filter(key="kit").first()
    if kind is None:
        raise ValidationError(NO_KIT, code="no_kit")
    kit = kit_of(handover)
    scope: Any = handover.scope
    letter = issue_certificate(
        kind,
        title=str(_("Handover of the work of %(person)s")) % {"person": handover.person},
        content=_content(handover, kit),
        scope=scope,
        subject=handover,
        by=by,
    )
    Handover.objects.filter(pk=handover.pk).update(letter=letter)
    handover.letter = letter
    return handover


def _content(handover: Handover, kit) -> dict[str, Any]:
    summary = _("%(person)s left on %(day)s. In hand were %(n)s things; they are listed here.")
    told = {
        "person": handover.person,
        "day": f"{handover.left_at:%d.%m.%Y}",
        "n": kit.in_hand,
    }
    cases = [[*str(each.what).split(" ", 1), each.about, each.when] for each in kit.cases]
    waiting = [*kit.duties, *kit.drafts, *kit.records, *kit.mentorships]
    return {
        "summary": str(summary) % told,
        "contacts": [[each.about, each.what, each.when] for each in kit.contacts],
        "duties": [[each.what, each.about, each.when] for each in waiting],
        "cases": cases,
        "procedures": [f"{each.what}: {each.about}" for each in kit.procedures],
    }


def _their_duties(handover: Handover) -> list[Duty]:
    own = personal_duties(handover.person, handover.scope)
    moved = MovedDuty.objects.filter(
        taken_from=duties.person_key(handover.person), returned_at=None, duty__closed_at=None
    )
    return [*own, *Duty.objects.filter(pk__in=moved.values("duty"))]


def _write_along(handover: Handover, successor) -> None:
    """Let the successor write on the drafts the leaver had open, where the namer may invite."""
    if not isinstance(handover.scope, Organisation) or handover.named_by is None:
        return
    bodies = family(handover.scope)
    drafts = Draft.objects.open().filter(author=handover.person, organisation__in=bodies)
    for draft in drafts:
        try:
            with transaction.atomic():
                invited = invite(draft, successor.email, by=handover.named_by)
                accept_invitation(invited, by=successor)
        except (PermissionDenied, ValidationError, LimitReached):
            # It is being checked, or closed meanwhile: the kit names it all the same.
            continue


def _await_name(handover: Handover) -> None:
    office = answers_for(handover)
    due = clock.now() + timedelta(days=NAME_DAYS)
    duties.expect(NAME, handover, of=office, due=due)
    people = [one for one in duties.holders([office])[office] if one != handover.person]
    _tell("opened", handover, people, _("Name who goes on with the work of %(person)s"))


def _tell(event: str, handover: Handover, people: list, words, note: str = "") -> None:
    places = {"person": str(handover.person), "successor": str(handover.successor or "")}
    message = outbox.Message(NAME, lambda: str(words) % places, note, handover.get_absolute_url())
    outbox.tell_all(f"handover-{handover.pk}-{event}", people, message)
