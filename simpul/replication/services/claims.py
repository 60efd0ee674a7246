"""Replications of the past: recorded in minutes, answered by the origin, or told as unanswered."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy

from simpul.core import clock, duties, journal, outbox
from simpul.core.hooks import LoadReport
from simpul.core.models import File
from simpul.innovations.models import Authority, Innovation, Relation, RelationKind, RelationState
from simpul.innovations.services.relating import keep_agreed
from simpul.organisations.models import Organisation
from simpul.organisations.policies import acts_for
from simpul.organisations.queries import deciding_offices
from simpul.replication.models import Adoption, Mode
from simpul.replication.queries.cases import terms
from simpul.replication.workflow import ADOPTION, AdoptionState

ANSWER = "replication.answer"
RECORD_IT = gettext_lazy("Record a replication of this institution")
NOT_PUBLIC = gettext_lazy("Choose an innovation that everybody may read.")
NO_PROOF = gettext_lazy("Say what came of it, or give an address or a file that shows it.")
OWN_RECORD = gettext_lazy("Choose the record of what your institution made of it, not its origin.")
NOT_THEIRS = gettext_lazy("That record belongs to another institution.")
SAID = gettext_lazy("This replication is recorded already.")
YOUR_RECORD_IS = gettext_lazy("Your record of the replication of %(title)s: %(state)s")
RECORD_IS = gettext_lazy("The record of the replication of %(title)s: %(state)s")
LATER = gettext_lazy("The year cannot be one that is still to come.")


@transaction.atomic
def record_adoption(
    origin: Innovation,
    adopter: Organisation,
    *,
    by,
    mode: str = "",
    since: int | None = None,
    evidence: File | None = None,
    result: Innovation | None = None,
    **words: str,
) -> Adoption:
    """Say that ``adopter`` replicated ``origin`` in the past, and ask the origin whether it is so.

    ``words``: local_name, adopter_unit, note, evidence_url. Raises ``PermissionDenied`` where
    ``by`` speaks for neither side, or ``ValidationError``.
    """
    owner = origin.kept_record.owner
    speaks = acts_for(by, adopter) or (owner is not None and acts_for(by, owner))
    if not (by.is_authenticated and speaks):
        raise PermissionDenied(RECORD_IT)
    _check(origin, adopter, since, result)
    said = {name: text.strip() for name, text in words.items()}
    if not (said.get("note") or said.get("evidence_url") or evidence):
        raise ValidationError(NO_PROOF, code="no_proof")
    adoption = Adoption.objects.create(
        origin=origin,
        adopter=adopter,
        mode=Mode(mode) if mode else "",
        since=since,
        evidence=evidence,
        result=result,
        recorded_by=by,
        recorded_at=clock.now(),
        due_at=terms.due_in(terms.CLAIM_ANSWER),
        **said,
    )
    journal.record(adoption, "claim", by=by, details={"origin": origin.public_id})
    return _first_answer(adoption, by)


def _first_answer(adoption: Adoption, by) -> Adoption:
    """The origin's own word is an answer already; otherwise it is asked."""
    if by.has_perm("replication.confirm_adoption", adoption):
        return confirm(adoption, by=by)
    _ask_origin(adoption)
    return adoption


def confirm(adoption: Adoption, *, by, note: str = "") -> Adoption:
    """The origin says so too: it counts as confirmed, and both records are linked."""
    return _answer("confirm", adoption, by=by, note=note)


def contest(adoption: Adoption, *, by, note: str) -> Adoption:
    """The origin says that it is not so; readers see both words."""
    return _answer("contest", adoption, by=by, note=note)


@transaction.atomic
def take_back(adoption: Adoption, *, by, note: str) -> Adoption:
    """Whoever recorded it says that it was wrong; it counts no longer."""
    ADOPTION.take("take_back", adoption, by=by, note=note)
    duties.settle(ANSWER, adoption, by=by)
    if adoption.answered_by is not None and adoption.answered_by != by:
        _tell(adoption, "taken-back", adoption.answered_by, RECORD_IS, note)
    _link(adoption, by)
    return adoption


def fall_silent() -> int:
    """Tell as unanswered what the origin left unanswered too long; answers how many."""
    late = Adoption.objects.filter(state=AdoptionState.CLAIMED, due_at__lte=clock.now())
    for adoption in late:
        with transaction.atomic():
            ADOPTION.take("fall_silent", adoption, by=None)
            duties.settle(ANSWER, adoption)
            if adoption.recorded_by is not None:
                _tell(adoption, "silent", adoption.recorded_by, YOUR_RECORD_IS)
    return len(late)


@transaction.atomic
def _answer(step: str, adoption: Adoption, *, by, note: str) -> Adoption:
    ADOPTION.take(
        step, adoption, by=by, note=note, answered_by=by, answered_at=clock.now(), answer=note
    )
    duties.settle(ANSWER, adoption, by=by)
    _link(adoption, by)
    _tell_recorder(adoption, step)
    return adoption


def _link(adoption: Adoption, by) -> None:
    """Let the relation of both records say what the adoption says now."""
    if adoption.result is None:
        return
    between = Relation.objects.filter(
        kind=RelationKind.REPLICATES,
        subject__canonical=adoption.result.canonical_id,
        object__canonical=adoption.origin.canonical_id,
    )
    if adoption.state == AdoptionState.CONFIRMED:
        keep_agreed(adoption.result, adoption.origin, RelationKind.REPLICATES, by=by)
    elif adoption.state == AdoptionState.CONTESTED:
        between.update(state=RelationState.CONTESTED)
    elif not _held_by_others(adoption, adoption.result):
        between.filter(by=by).delete()


def _held_by_others(adoption: Adoption, result: Innovation) -> bool:
    same = Adoption.objects.standing().filter(
        origin__canonical=adoption.origin.canonical_id,
        result__canonical=result.canonical_id,
    )
    return same.exclude(pk=adoption.pk).exists() or result.cases_as_result.exists()


def _check(
    origin: Innovation, adopter: Organisation, since: int | None, result: Innovation | None
) -> None:
    if not origin.kept_record.is_public:
        raise ValidationError({"origin": NOT_PUBLIC}, code="not_public")
    if since is not None and since > clock.today().year:
        raise ValidationError({"since": LATER}, code="later")
    if result is not None:
        if result.canonical_id == origin.canonical_id:
            raise ValidationError({"result": OWN_RECORD}, code="itself")
        owner = result.kept_record.owner
        if owner is None or owner.institution != adopter.institution:
            raise ValidationError({"result": NOT_THEIRS}, code="not_theirs")
    same = Adoption.objects.standing().filter(
        origin__canonical=origin.canonical_id, adopter=adopter, result=result
    )
    if same.exists():
        raise ValidationError(SAID, code="said")


def _ask_origin(adoption: Adoption) -> None:
    owner = adoption.origin.kept_record.owner
    if owner is None:
        return
    for office in deciding_offices(owner):
        duties.expect(ANSWER, adoption, of=office, due=adoption.due_at)


def _tell_recorder(adoption: Adoption, step: str) -> None:
    person = adoption.recorded_by
    if person is None or person == adoption.answered_by:
        return
    event = f"{step}-{adoption.answered_at:%Y%m%d%H%M%S}"
    _tell(adoption, event, person, YOUR_RECORD_IS, adoption.answer)


def _tell(adoption: Adoption, event: str, person, words, note: str = "") -> None:
    title, state = adoption.origin.kept_record.name, AdoptionState(adoption.state).label

    def subject() -> str:
        return str(words) % {"title": title, "state": state}

    message = outbox.Message("case", subject, note, adoption.get_absolute_url())
    outbox.tell(f"adoption-{adoption.pk}-{event}", person, message)


# --- Read from forms and registers -------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """One replication as a form or a register tells it, under the number it has there."""

    key: str
    origin: Innovation
    adopter: Organisation
    mode: str = ""
    local_name: str = ""
    since: int | None = None
    note: str = ""
    evidence_url: str = ""
    result: Innovation | None = None


@transaction.atomic
def take_over_adoptions(source: Authority, told: Iterable[Told], *, by=None) -> LoadReport:
    """Make the words of ``source`` about past replications equal to what it tells now.

    A new one is a claim and asks its origin; one that was answered keeps its answer.
    """
    report = LoadReport()
    known = {row.source_key: row for row in Adoption.objects.filter(source=source)}
    for one in told:
        row = known.get(one.key)
        if row is None:
            _take(source, one)
            report.created += 1
        elif _bring_up_to_date(row, one):
            report.changed += 1
        else:
            report.same += 1
    if report.created or report.changed:
        details = {"created": report.created, "changed": report.changed}
        journal.record(source, "tell_adoptions", by=by, details=details)
    return report


_TOLD = ("mode", "local_name", "since", "note", "evidence_url")


def _take(source: Authority, one: Told) -> None:
    adoption = Adoption.objects.create(
        origin=one.origin,
        adopter=one.adopter,
        result=one.result,
        source=source,
        source_key=one.key,
        recorded_at=clock.now(),
        due_at=terms.due_in(terms.CLAIM_ANSWER),
        **{name: getattr(one, name) for name in _TOLD},
    )
    _ask_origin(adoption)


def _bring_up_to_date(row: Adoption, one: Told) -> bool:
    changes = {
        name: getattr(one, name) for name in _TOLD if getattr(row, name) != getattr(one, name)
    }
    for name, value in changes.items():
        setattr(row, name, value)
    if changes:
        row.save(update_fields=list(changes))
    return bool(changes)
