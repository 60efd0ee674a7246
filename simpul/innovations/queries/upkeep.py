"""What a record still needs, for those who look after it: fields, word about its life, tests."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from simpul.core import clock
from simpul.core.figures import without_zeros
from simpul.innovations.models import (
    CORE_FIELDS,
    FIELDS,
    Claim,
    Evidence,
    EvidenceGrade,
    Innovation,
    InstitutionalTest,
    LifeStatement,
    Outcome,
    PassedTest,
    Reconfirmation,
)
from simpul.innovations.policies import visible
from simpul.innovations.queries.lasting import is_due
from simpul.innovations.queries.rules import questions_on
from simpul.organisations.queries import capacities

PARTS = ("owner", "hub", "province", "sector", "life_status", "author")
HISTORY = 10


@dataclass(frozen=True)
class Needed:
    """A core field, whether it says anything, and where its owner writes it."""

    field: str
    filled: bool
    url: str = ""

    @property
    def label(self) -> str:
        return str(FIELDS[self.field].label)


@dataclass(frozen=True)
class Proof:
    """One of the four tests: not shown, waiting for a verifier, or accepted."""

    test: InstitutionalTest
    passed: PassedTest | None
    may_decide: bool = False

    @property
    def is_accepted(self) -> bool:
        return self.passed is not None and self.passed.accepted_at is not None

    @property
    def state(self) -> str:
        """As the list of ticks shows it."""
        if self.passed is None:
            return "no"
        return "yes" if self.is_accepted else "partly"


@dataclass(frozen=True)
class OutcomeLine:
    """An outcome with its grade in words and what its page draws."""

    outcome: Outcome
    grade: EvidenceGrade | None

    @property
    def before(self) -> Decimal | None:
        return without_zeros(self.outcome.baseline)

    @property
    def after(self) -> Decimal | None:
        return without_zeros(self.outcome.latest)

    @property
    def is_comparable(self) -> bool:
        """Say whether it was measured twice."""
        return self.before is not None and self.after is not None

    @property
    def difference(self) -> Decimal | None:
        if self.before is None or self.after is None:
            return None
        return without_zeros(self.after - self.before)

    @property
    def share(self) -> float | None:
        """How much it grew or fell, as a share of what it was."""
        if self.difference is None or not self.before:
            return None
        return float(abs(self.difference) / abs(self.before))


@dataclass(frozen=True)
class Upkeep:
    """Everything the page of upkeep reads."""

    record: Innovation
    fields: Sequence[Needed]
    # Each with the office in which it was said.
    statements: Sequence[tuple[LifeStatement, str]]
    tests: Sequence[Proof]
    outcomes: Sequence[OutcomeLine]
    question: Reconfirmation | None
    has_files: bool
    may_show: bool

    @property
    def filled(self) -> int:
        return sum(field.filled for field in self.fields)

    @property
    def missing(self) -> list[Needed]:
        return [field for field in self.fields if not field.filled]

    @property
    def is_institutional(self) -> bool:
        return all(line.is_accepted for line in self.tests)

    @property
    def missing_tests(self) -> list[Proof]:
        return [line for line in self.tests if not line.is_accepted]

    @property
    def share(self) -> float:
        return self.filled / len(self.fields)

    @property
    def is_due(self) -> bool:
        return is_due(self.record)


def record_to_keep(public_id: str, user) -> Innovation | None:
    """A record ``user`` looks after, for its owner or its hub; None for everybody else."""
    found = Innovation.objects.filter(visible(user), public_id=public_id).select_related(
        "canonical"
    )
    first = found.first()
    if first is None:
        return None
    record = Innovation.objects.select_related(*PARTS).get(pk=first.canonical_id or first.pk)
    return record if user.has_perm("innovations.say_life_innovation", record) else None


def upkeep(record: Innovation, user) -> Upkeep:
    """What the page of upkeep of one record shows to one of those who look after it."""
    statements = record.life_statements.select_related("status", "by").order_by("-said_at", "-pk")
    files = Evidence.objects.kept().filter(innovation__canonical=record)
    return Upkeep(
        record=record,
        fields=_fields(record, user),
        statements=_with_offices(record, statements[:HISTORY]),
        tests=proofs_of(record, user),
        outcomes=outcome_lines(record),
        question=record.reconfirmations.open().first(),
        has_files=files.exists(),
        may_show=user.has_perm("innovations.show_test_innovation", record),
    )


def _with_offices(record: Innovation, said: Iterable[LifeStatement]):
    statements = list(said)
    people = {one.by_id for one in statements if one.by_id}
    owner = record.owner.chain if record.owner else []
    office_of = capacities(people, [*owner, *filter(None, [record.hub])])
    return [(one, office_of(one.by_id, one.said_at) if one.by_id else "") for one in statements]


def _fields(record: Innovation, user) -> list[Needed]:
    said = Claim.objects.filter(
        innovation__canonical=record, retired_at=None, field__in=CORE_FIELDS
    )
    filled, places = set(said.values_list("field", flat=True)), _places(record, user)
    return [Needed(name, name in filled, places.get(name, "")) for name in CORE_FIELDS]


def _places(record: Innovation, user) -> dict[str, str]:
    """The address under which each field is written: a step of the open draft, or its beginning."""
    steps = {question.field: question.step.key for question in questions_on(clock.today())}
    draft = record.drafts.open().first()
    if draft is not None and user.has_perm("innovations.change_draft", draft):
        return {
            field: f"{reverse('innovations:draft_step', args=[draft.pk, step])}#q-{field}"
            for field, step in steps.items()
        }
    if draft is None and user.has_perm("innovations.revise_innovation", record):
        return dict.fromkeys(steps, reverse("innovations:revise", args=[record.slug]))
    return {}


def proofs_of(record: Innovation, user=None) -> list[Proof]:
    """The four tests of an institutionalised innovation and how far each is."""
    rows = PassedTest.objects.filter(innovation__canonical=record)
    passed = {
        row.test: row
        for row in rows.select_related("evidence__file", "innovation__hub", "innovation__owner")
    }
    return [
        Proof(
            test,
            passed.get(test),
            may_decide=user is not None
            and test in passed
            and user.has_perm("innovations.accept_passedtest", passed[test]),
        )
        for test in InstitutionalTest
    ]


def outcome_lines(record: Innovation) -> list[OutcomeLine]:
    """The outcomes of a record, each with the grade it has."""
    grades = {grade.grade: grade for grade in EvidenceGrade.objects.all()}
    return [OutcomeLine(row, grades.get(row.grade)) for row in record.outcomes.all()]
