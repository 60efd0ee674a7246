"""The kit of a handover: all that somebody had in hand, read from the records themselves."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from simpul.accounts.models import Purpose
from simpul.accounts.queries import standing_consent
from simpul.core import duties
from simpul.core.hooks import DESK_SECTIONS, DUTY_TOPICS
from simpul.core.models import Duty
from simpul.hubs.models import Hub
from simpul.hubs.policies import COORDINATOR, VERIFIER
from simpul.hubs.queries import responsible_hub
from simpul.innovations.models import Draft, Innovation
from simpul.organisations.models import Organisation
from simpul.organisations.policies import ADMIN, HEAD
from simpul.organisations.queries import offices
from simpul.replication.models import Case, Mentorship
from simpul.replication.models.continuity import Handover, MovedDuty
from simpul.replication.workflow.mentoring import MentorshipState

from .owners import family, personal_duties

MOST = 200


@dataclass(frozen=True)
class Item:
    """One thing to take over: what it is, beside whom or when, and where it stands."""

    what: str
    about: str = ""
    when: str = ""
    url: str = ""


@dataclass(frozen=True)
class Kit:
    """All that is handed over, part by part."""

    contacts: list[Item] = field(default_factory=list)
    duties: list[Item] = field(default_factory=list)
    cases: list[Item] = field(default_factory=list)
    drafts: list[Item] = field(default_factory=list)
    records: list[Item] = field(default_factory=list)
    mentorships: list[Item] = field(default_factory=list)
    procedures: list[Item] = field(default_factory=list)

    @property
    def in_hand(self) -> int:
        """How many things wait for somebody to go on with them."""
        parts = (self.duties, self.cases, self.drafts, self.records, self.mentorships)
        return sum(len(part) for part in parts)

    def parts(self) -> list[tuple[str, str, list[Item]]]:
        """Each part with its name, in the order of the page."""
        names = {
            "duties": _("Open duties"),
            "cases": _("Running cases"),
            "drafts": _("Drafts"),
            "records": _("Records in care"),
            "mentorships": _("Mentorships"),
            "contacts": _("Contacts"),
            "procedures": _("Procedures"),
        }
        return [(key, label, getattr(self, key)) for key, label in names.items()]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def kit_of(handover: Handover) -> Kit:
    """The kit as it stands now."""
    person, scope = handover.person, handover.scope
    if isinstance(scope, Organisation):
        bodies = list(family(scope))
        return Kit(
            contacts=_contacts(_around(scope), person),
            duties=_duties(handover),
            cases=_cases(Q(adopter__in=bodies) | Q(origin_organisation__in=bodies), person),
            drafts=_drafts(person, Q(organisation__in=bodies) | Q(innovation__owner__in=bodies)),
            records=_records(person, Q(owner__in=bodies)),
            mentorships=_mentorships(Q(case__adopter__in=bodies), person),
            procedures=_procedures(handover),
        )
    return Kit(
        contacts=_contacts(_around(scope), person),
        duties=_duties(handover),
        cases=_cases(Q(facilitator=scope), person),
        drafts=_drafts(person, Q(hub=scope)),
        records=_records(person, Q(hub=scope)),
        mentorships=_mentorships(Q(case__facilitator=scope), person),
        procedures=_procedures(handover),
    )


def in_hand(handover: Handover) -> int:
    """How much somebody leaves in their own name, whatever the office holds besides."""
    person, scope = handover.person, handover.scope
    if isinstance(scope, Organisation):
        bodies = family(scope)
        cases, drafts = Q(adopter__in=bodies), Q(organisation__in=bodies)
        records = Q(owner__in=bodies)
    else:
        cases, drafts, records = Q(facilitator=scope), Q(hub=scope), Q(hub=scope)
    return (
        len(personal_duties(person, scope))
        + Case.objects.active().filter(cases, opened_by=person).count()
        + Draft.objects.open().filter(drafts, author=person).count()
        + records_of(person, records).count()
    )


def _duties(handover: Handover) -> list[Item]:
    moved = MovedDuty.objects.filter(
        taken_from=duties.person_key(handover.person), returned_at=None, duty__closed_at=None
    )
    own = personal_duties(handover.person, handover.scope)
    known = {duty.pk for duty in own}
    passed = Duty.objects.filter(pk__in=moved.values("duty")).exclude(pk__in=known)
    seat = (
        Duty.objects.filter(closed_at=None, assignee=seat_key(handover)) if handover.office else []
    )
    found = duties.with_subjects([*own, *passed, *seat][:MOST])
    return [_duty(duty) for duty in found]


def seat_key(handover: Handover) -> str:
    """The assignee that is whoever holds the office that ended."""
    return duties.office_key(handover.office, handover.scope)


def _duty(duty: Duty) -> Item:
    topic = DUTY_TOPICS.get(duty.topic)
    return Item(
        str(topic.label) if topic else duty.topic,
        topic.what(duty.subject) if topic else str(duty.subject),
        date_format(localtime(duty.due_at), "j F Y") if duty.due_at else "",
        topic.url(duty) if topic else "",
    )


def _cases(about: Q, person) -> list[Item]:
    rows = Case.objects.active().filter(about).select_related("adopter", "origin_organisation")
    mine = rows.filter(opened_by=person)
    return [
        Item(
            str(case),
            f"{case.origin_organisation.short_name} → {case.adopter.short_name}",
            str(case.get_state_display()),
            reverse("replication:mentoring_case", args=[case.number]),
        )
        for case in (mine if mine.exists() else rows).order_by("number")[:MOST]
    ]


def _drafts(person, about: Q) -> list[Item]:
    rows = Draft.objects.open().filter(about, author=person).select_related("innovation")
    return [
        Item(
            draft.innovation.title,
            str(draft.get_state_display()),
            date_format(localtime(draft.touched_at), "j F Y"),
            draft.get_absolute_url(),
        )
        for draft in rows.order_by("-touched_at")[:MOST]
    ]


def records_of(person, about: Q) -> models.QuerySet[Innovation]:
    """The public records that somebody began, wrote or looks after."""
    theirs = (
        Q(author=person)
        | Q(drafts__author=person)
        | Q(caretakers__person=person, caretakers__ended_at=None)
    )
    return Innovation.objects.public().filter(about).filter(theirs).distinct().order_by("title")


def _records(person, about: Q) -> list[Item]:
    return [
        Item(
            record.name,
            str(record.life_status.label) if record.life_status else _("not known"),
            date_format(record.life_due_on, "j F Y") if record.life_due_on else "",
            record.get_absolute_url(),
        )
        for record in records_of(person, about).select_related("life_status")[:MOST]
    ]


def _mentorships(about: Q, person) -> list[Item]:
    rows = Mentorship.objects.filter(state=MentorshipState.RUNNING)
    rows = rows.filter(Q(mentor__person=person) | about).select_related("mentor__person", "case")
    return [
        Item(
            str(row.case),
            str(row.mentor),
            date_format(localtime(row.accepted_at), "j F Y") if row.accepted_at else "",
            row.get_absolute_url(),
        )
        for row in rows.order_by("-accepted_at")[:MOST]
    ]


# --- Whom to ask -------------------------------------------------------------------------------


def _around(scope: Any) -> list[tuple[str, Any]]:
    """The offices a successor works with."""
    if isinstance(scope, Organisation):
        hub, _reason = responsible_hub(scope)
        found: list[tuple[str, Any]] = [(ADMIN, scope), (HEAD, scope)]
        return [*found, *([(COORDINATOR, hub), (VERIFIER, hub)] if hub else [])]
    return [(COORDINATOR, scope), (VERIFIER, scope)]


def _contacts(seats: Sequence[tuple[str, Any]], leaver) -> list[Item]:
    """Who holds the offices around, by name only where they agreed to be named."""
    known, found = offices(), []
    for key, scope in seats:
        label = known[key].label if key in known else key
        people = duties.holders([duties.office_key(key, scope)]).values()
        for person in (each for held in people for each in held if each != leaver):
            named = standing_consent(person, Purpose.NAMED) is not None
            name = str(person) if named else _("name not shown: no consent")
            found.append(Item(f"{label}, {_name(scope)}", name, person.email if named else ""))
    return found


def _name(scope: Any) -> str:
    return scope.name if isinstance(scope, (Organisation, Hub)) else str(scope)


# --- How things are done -----------------------------------------------------------------------


def _procedures(handover: Handover) -> list[Item]:
    """The pages of the desk on which the work goes on, with what each is for."""
    reader = handover.successor or handover.named_by or handover.person
    sections = [one for one in DESK_SECTIONS if one.allowed(reader)]
    return [
        Item(str(one.label), str(one.about), "", reverse(one.url_name))
        for one in sorted(sections, key=lambda one: one.order)
    ]
