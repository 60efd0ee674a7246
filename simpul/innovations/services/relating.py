"""Say that two innovations have to do with each other; confirm, contest and take it back."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.innovations.models import Innovation, Relation, RelationKind, RelationState
from simpul.innovations.policies import may_merge

ITSELF = _("A record has no relation to itself: these two are one innovation already.")
ROUND = _("The other record is already said to come from this one. Take that back first.")
SAID_ALREADY = _("This relation is said already.")
# What one record owes to another it cannot be owed in turn.
_DIRECTED = (RelationKind.PART_OF, RelationKind.SUCCESSOR, RelationKind.REPLICATES)


@transaction.atomic
def relate(subject: Innovation, obj: Innovation, kind: str, *, by, note: str = "") -> Relation:
    """Say what ``subject`` is to ``obj``: part, successor, replication, or inspired by it.

    Whoever answers for both sides confirms it at once. Raises ``PermissionDenied`` or
    ``ValidationError``.
    """
    if not (may_merge(by, subject, obj) or _speaks_for(by, subject)):
        raise PermissionDenied(_("Relate records"))
    _check(subject, obj, RelationKind(kind))
    both = all(by.has_perm("innovations.merge_innovation", side) for side in (subject, obj))
    relation = Relation.objects.create(
        subject=subject,
        object=obj,
        kind=kind,
        state=RelationState.CONFIRMED if both else RelationState.CLAIMED,
        by=by,
        note=note,
        at=clock.now(),
    )
    details = {"kind": kind, "to": obj.public_id, "state": relation.state}
    journal.record(subject, "relate", by=by, note=note, details=details)
    return relation


@transaction.atomic
def keep_agreed(subject: Innovation, obj: Innovation, kind: str, *, by, note: str = "") -> Relation:
    """Keep a relation that both sides agreed on elsewhere, such as in a case they completed.

    One that was said before is confirmed. Whoever calls has asked the permission. Raises
    ``ValidationError`` where the two are one, or the other comes from this one.
    """
    said = Relation.objects.filter(
        subject__canonical=subject.canonical_id, object__canonical=obj.canonical_id, kind=kind
    ).first()
    if said is None:
        _check(subject, obj, RelationKind(kind))
        said = Relation.objects.create(
            subject=subject, object=obj, kind=kind, by=by, note=note, at=clock.now()
        )
    said.state = RelationState.CONFIRMED
    said.save(update_fields=["state"])
    details = {"kind": kind, "to": obj.public_id, "state": said.state}
    journal.record(subject, "relate", by=by, note=note, details=details)
    return said


@transaction.atomic
def confirm(relation: Relation, *, by, note: str = "") -> Relation:
    """The other side says so too."""
    return _set(relation, RelationState.CONFIRMED, "confirm_relation", by=by, note=note)


@transaction.atomic
def contest(relation: Relation, *, by, note: str) -> Relation:
    """A side says that it is not so; readers see both."""
    return _set(relation, RelationState.CONTESTED, "contest_relation", by=by, note=note)


@transaction.atomic
def end(relation: Relation, *, by, note: str = "") -> None:
    """Take a relation back; the journal remembers it."""
    _ask(by, "innovations.end_relation", relation)
    details = {"kind": relation.kind, "to": relation.object.public_id}
    journal.record(relation.subject, "end_relation", by=by, note=note, details=details)
    relation.delete()


def _set(relation: Relation, state: RelationState, verb: str, *, by, note: str) -> Relation:
    _ask(by, f"innovations.{verb}", relation)
    relation.state = state
    relation.save(update_fields=["state"])
    details = {"kind": relation.kind, "to": relation.object.public_id}
    journal.record(relation.subject, verb, by=by, note=note, details=details)
    return relation


def _ask(by, permission: str, relation: Relation) -> None:
    if not by.has_perm(permission, relation):
        raise PermissionDenied(_("Relate records"))


def _speaks_for(by, subject: Innovation) -> bool:
    return by.has_perm("innovations.revise_innovation", subject)


def _check(subject: Innovation, obj: Innovation, kind: RelationKind) -> None:
    if subject.canonical_id == obj.canonical_id:
        raise ValidationError(ITSELF, code="itself")
    between = Relation.objects.filter(
        subject__canonical=subject.canonical_id, object__canonical=obj.canonical_id
    )
    if between.filter(kind=kind).exists():
        raise ValidationError(SAID_ALREADY, code="said_already")
    if kind in _DIRECTED and _leads_back(subject, obj, kind):
        raise ValidationError(ROUND, code="round")


def _leads_back(subject: Innovation, obj: Innovation, kind: RelationKind) -> bool:
    """Say whether the same kind of relation leads from ``obj`` to ``subject``, at any remove."""
    seen: set[int | None] = set()
    ahead: set[int | None] = {obj.canonical_id}
    while ahead:
        if subject.canonical_id in ahead:
            return True
        seen |= ahead
        rows = Relation.objects.filter(kind=kind, subject__canonical__in=ahead)
        ahead = set(rows.values_list("object__canonical", flat=True)) - seen
    return False
