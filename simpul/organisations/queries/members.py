"""The people of an institution as its pages show them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, Q, QuerySet, When
from django.utils.translation import gettext as _

from simpul.accounts.models import User
from simpul.core import clock, duties
from simpul.core.hooks import DUTY_TOPICS
from simpul.core.models import Duty, Entry, Mandate
from simpul.organisations.models import (
    OPEN_MEMBERSHIPS,
    Kind,
    Membership,
    Organisation,
    OrganisationName,
    Status,
    name_key,
)
from simpul.organisations.policies import runs_the_network
from simpul.organisations.workflow import STANDING

from .holding import held_in_words, mandates_at, office_in_words, offices
from .pages import RANK
from .people import administered_by, deciding_offices, with_units

LATEST = 20


# --- Bodies ------------------------------------------------------------------------------------


def bodies_run_by(user) -> QuerySet[Organisation]:
    """The bodies whose people ``user`` looks after: all of them for a national admin."""
    bodies = Organisation.objects.select_related("parent", "region")
    return bodies if runs_the_network(user) else bodies.filter(pk__in=administered_by(user))


def institutions_run_by(user, *, q: str = "") -> QuerySet[Organisation]:
    """The same without the units of those among them, with how many people and units each has."""
    run = bodies_run_by(user)
    if q:
        run = run.filter(names__key__contains=name_key(q)).distinct()
    own_units = Q(kind=Kind.UNIT, parent__in=run.values("pk"))
    return run.exclude(own_units).annotate(
        people=Count("memberships", Q(memberships__state="confirmed"), distinct=True),
        waiting=Count("memberships", Q(memberships__state="requested"), distinct=True),
        units=Count("children", Q(children__kind=Kind.UNIT), distinct=True),
    ).order_by("-waiting", "-people", RANK, "name")  # fmt: skip


def units_of(organisation: Organisation) -> QuerySet[Organisation]:
    """The body and its units that stand today."""
    bodies = with_units(Organisation.objects.filter(pk=organisation.pk))
    return bodies.filter(status=Status.ACTIVE).order_by("name")


@dataclass(frozen=True)
class UnitLine:
    """A unit in the list of its institution."""

    unit: Organisation
    depth: int
    people: int


def unit_lines(organisation: Organisation) -> list[UnitLine]:
    """All units below the body, each after the one it belongs to."""
    bodies = with_units(Organisation.objects.filter(pk=organisation.pk)).annotate(
        people=Count("memberships", Q(memberships__state="confirmed"))
    )
    below: dict[int | None, list] = defaultdict(list)
    for body in bodies.order_by("name"):
        below[body.parent_id].append(body)
    return list(_under(organisation.pk, below, 0))


def _under(pk: int, below: dict, depth: int) -> Iterable[UnitLine]:
    for unit in below[pk]:
        if unit.is_unit:
            yield UnitLine(unit, depth, unit.people)
            yield from _under(unit.pk, below, depth + 1)


def changes_open_to(user, organisation: Organisation) -> list[str]:
    """Which changes of the body ``user`` may make now."""
    open_steps = {step.name for step in STANDING.open_steps(organisation, user)}
    asked = {
        "rename": user.has_perm("organisations.rename_organisation", organisation),
        "succeed": user.has_perm("organisations.succeed_organisation", organisation),
    }
    names = ("rename", "succeed", "merge", "dissolve", "restore")
    return [name for name in names if asked.get(name) or name in open_steps]


def former_names(organisation: Organisation) -> QuerySet[OrganisationName]:
    """What the body was called before, the latest first."""
    return organisation.names.filter(kind="former").order_by("-until", "name")


# --- People ------------------------------------------------------------------------------------


def people_of(organisation: Organisation, *, q: str = "", show: str = "") -> QuerySet[Membership]:
    """The confirmed members of the body and its units, narrowed by name and by who never came."""
    bodies = with_units(Organisation.objects.filter(pk=organisation.pk))
    found = Membership.objects.confirmed().filter(organisation__in=bodies)
    if show == "never":
        found = found.filter(person__last_login=None)
    if q:
        found = found.filter(_named(q, "person__"))
    return found.select_related("person", "organisation").order_by("person__name", "pk")


def _named(text: str, prefix: str = "") -> Q:
    text = text.strip()
    whole = "".join(letter for letter in text if letter.isdigit())
    found = Q(**{f"{prefix}name__icontains": text}) | Q(**{f"{prefix}email__iexact": text})
    return found | Q(**{f"{prefix}nip": whole}) if len(whole) == 18 else found


@dataclass(frozen=True)
class MemberLine:
    """A member with the offices they hold for the institution."""

    membership: Membership
    offices: str

    @property
    def came(self) -> bool:
        return self.membership.person.last_login is not None


def member_lines(memberships: Iterable[Membership], organisation: Organisation) -> list[MemberLine]:
    """Members with their offices, with one question for all."""
    bodies = with_units(Organisation.objects.filter(pk=organisation.pk))
    known, held = offices(), defaultdict(list)
    current = Mandate.objects.valid_at(clock.now()) & mandates_at(bodies)
    for mandate in current:
        held[mandate.person_id].append(office_in_words(mandate, known))
    return [MemberLine(one, ", ".join(held[one.person_id])) for one in memberships]


def requests_of(organisation: Organisation) -> QuerySet[Membership]:
    """Who waits to be confirmed by the body or one of its units, the longest first."""
    bodies = with_units(Organisation.objects.filter(pk=organisation.pk))
    waiting = Membership.objects.requested().filter(organisation__in=bodies)
    return waiting.select_related("person", "organisation").order_by("requested_at")


def memberships_of(person) -> QuerySet[Membership]:
    """Where ``person`` works, asked to, or did; the open ones first."""
    found = Membership.objects.filter(person=person)
    open_first = Case(When(state__in=OPEN_MEMBERSHIPS, then=0), default=1)
    return found.select_related("organisation", "letter", "person").order_by(
        open_first, "-requested_at"
    )


def current_mandates_at(person, organisation: Organisation) -> QuerySet[Mandate]:
    """The offices ``person`` holds for exactly this body now."""
    valid = Mandate.objects.valid_at(clock.now())
    return (valid & mandates_at([organisation])).filter(person=person)


def decider_words(organisation: Organisation) -> str:
    """Who will answer a request, in words: an office and what it is held over."""
    known = offices()
    assignees = [duties.Assignee.of(key) for key in deciding_offices(organisation)]
    return "; ".join(
        f"{known[one.office].label}, {one.scope}" if one.scope else known[one.office].label
        for one in assignees
        if one.office in known
    )


# --- Mandates ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class MandateLine:
    """A mandate as lists show it."""

    mandate: Mandate
    office: str
    held: str
    state: str
    tone: str


def mandate_lines(found: Iterable[Mandate]) -> list[MandateLine]:
    """Mandates in words, with whether they count now."""
    rows = list(found)
    known = offices()
    counting = set(
        Mandate.objects.valid_at(clock.now())
        .filter(pk__in=[row.pk for row in rows])
        .values_list("pk", flat=True)
    )
    return [_mandate_line(row, known, counts=row.pk in counting) for row in rows]


def _mandate_line(mandate: Mandate, known, *, counts: bool) -> MandateLine:
    if counts:
        state, tone = _("counts"), "ok"
    elif mandate.valid_from > clock.now():
        state, tone = _("begins later"), "wait"
    else:
        state, tone = _("ended"), "stop"
    return MandateLine(
        mandate, office_in_words(mandate, known), held_in_words(mandate, known), state, tone
    )


def is_open(mandate: Mandate) -> bool:
    """Say whether the mandate counts or will."""
    return mandate.valid_to is None or mandate.valid_to > clock.now()


@dataclass(frozen=True)
class DutyLine:
    """Something that waits, as a page names it."""

    label: str
    what: str
    url: str
    due: object


def duty_lines(found: Sequence[Duty]) -> list[DutyLine]:
    """Duties with the words and addresses of their rooms."""
    lines = []
    for duty in found:
        topic = DUTY_TOPICS.get(duty.topic)
        if topic:
            label, what, url = str(topic.label), topic.what(duty.subject), topic.url(duty)
        else:
            label, what, url = duty.topic, str(duty.subject), ""
        lines.append(DutyLine(label, what, url, duty.due_at))
    return lines


# --- Everybody ---------------------------------------------------------------------------------


def users(*, q: str = "", show: str = "") -> QuerySet[User]:
    """Everybody with an account, narrowed by name and by who never signed in."""
    found = User.objects.all()
    if show == "never":
        found = found.filter(last_login=None, closed_at=None)
    return found.filter(_named(q)) if q else found


@dataclass(frozen=True)
class UserLine:
    """A person with where they work and what they may decide."""

    person: User
    works_for: list[Organisation]
    offices: list[str]


def user_lines(page: Iterable[User]) -> list[UserLine]:
    """People with memberships and current mandates, with two questions for all."""
    people = list(page)
    works, held, known = defaultdict(list), defaultdict(list), offices()
    confirmed = Membership.objects.confirmed().filter(person__in=people)
    for membership in confirmed.select_related("organisation"):
        works[membership.person_id].append(membership.organisation)
    current = Mandate.objects.valid_at(clock.now()).filter(person__in=people)
    for mandate in current.select_related("delegated_from__person").prefetch_related("scope"):
        held[mandate.person_id].append(held_in_words(mandate, known))
    return [UserLine(one, works[one.pk], held[one.pk]) for one in people]


def latest_acts(person) -> QuerySet[Entry]:
    """What ``person`` did last, by the journal."""
    return Entry.objects.filter(actor=duties.person_key(person)).order_by("-id")[:LATEST]
