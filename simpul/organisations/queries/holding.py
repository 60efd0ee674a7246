"""Mandates in words, and lists of them."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from simpul.core import clock, duties, mandates
from simpul.core.models import Duty, Mandate
from simpul.core.models.mandates import Capacity
from simpul.organisations.models import Office, Seat

ABBREVIATED = {Capacity.ACTING: "Plt.", Capacity.DEPUTY_FOR_DAYS: "Plh."}


def offices() -> dict[str, Office]:
    """Every office by its key, in their order."""
    return {office.key: office for office in Office.objects.all()}


def office_in_words(mandate: Mandate, known: dict[str, Office] | None = None) -> str:
    """The office with the capacity in which it is held, such as "Plt. Verifikator"."""
    office = (offices() if known is None else known).get(mandate.office)
    label = office.label if office else mandate.office
    short = ABBREVIATED.get(Capacity(mandate.capacity))
    if short:
        return f"{short} {label}"
    if mandate.delegated_from:
        return _("%(office)s, in the name of %(person)s") % {
            "office": label,
            "person": mandate.delegated_from.person,
        }
    return label


def held_in_words(mandate: Mandate, known: dict[str, Office] | None = None) -> str:
    """The office and what it is held over."""
    words = office_in_words(mandate, known)
    return f"{words}, {mandate.scope}" if mandate.scope else words


def acting_as(person, *, at: datetime, office: str, scopes: Iterable[models.Model | None]) -> str:
    """In what capacity, and in whose name, ``person`` acted at an instant; empty if in none."""
    found = mandates.acted_under(person, at=at, office=office, scopes=list(scopes)).first()
    return office_in_words(found) if found else ""


def capacities(
    people: Iterable[int], scopes: Iterable[models.Model | None]
) -> Callable[[int, datetime], str]:
    """``acting_as`` for many acts of ``people`` over these scopes, looked up once."""
    held = Mandate.objects.filter(mandates.for_scopes(scopes), person__in=list(people))
    rows = list(held.select_related("person", "delegated_from__person"))
    known = offices()

    def words(person: int, at: datetime) -> str:
        found = (row for row in rows if row.person_id == person and row.counted_at(at))
        mandate = next(found, None)
        return office_in_words(mandate, known) if mandate else ""

    return words


def deciding_as(person, scopes: Iterable[models.Model | None]) -> str:
    """The office by which ``person`` decides for one of these scopes now; empty if by none."""
    found = mandates.acted_under(person, at=clock.now(), scopes=list(scopes)).first()
    return held_in_words(found) if found else ""


def mandates_at(scopes: Iterable[models.Model | None]) -> QuerySet[Mandate]:
    """Every mandate over these scopes, those that count first, then the latest."""
    found = Mandate.objects.filter(mandates.for_scopes(scopes))
    return _for_lists(found)


def mandates_of(person) -> QuerySet[Mandate]:
    """Every mandate of a person, the latest first."""
    return _for_lists(Mandate.objects.filter(person=person))


def all_mandates(*, text: str = "", office: str = "", current: bool = True) -> QuerySet[Mandate]:
    """The mandates of the whole network, narrowed by person, office and whether they count."""
    found = Mandate.objects.all()
    if text:
        named = Q(person__name__icontains=text) | Q(person__email__icontains=text)
        found = found.filter(named | Q(letter_number__icontains=text))
    if office:
        found = found.filter(office=office)
    if current:
        found = found.exclude(valid_to__lte=clock.now())
    return _for_lists(found)


def _for_lists(found: QuerySet[Mandate]) -> QuerySet[Mandate]:
    return (
        found.select_related("person", "delegated_from__person", "letter_file", "scope_type")
        .prefetch_related("scope")
        .order_by(F("valid_to").desc(nulls_first=True), "office", "-valid_from", "pk")
    )


def counts_now(mandate: Mandate) -> bool:
    """Say whether somebody can decide by this mandate now."""
    return Mandate.objects.valid_at(clock.now()).filter(pk=mandate.pk).exists()


def duties_of_seat(mandate: Mandate) -> list[Duty]:
    """What waits for whoever holds this office; it stays with the office when the holder goes."""
    key = duties.office_key(mandate.office, mandate.scope)
    waiting = Duty.objects.filter(closed_at=None, assignee=key)
    return duties.with_subjects(waiting.order_by(F("due_at").asc(nulls_last=True), "pk"))


def duties_of_holder(mandate: Mandate) -> list[Duty]:
    """What waits for the holder by name; it does not follow the office."""
    waiting = Duty.objects.filter(closed_at=None, assignee=duties.person_key(mandate.person))
    return duties.with_subjects(waiting.order_by(F("due_at").asc(nulls_last=True), "pk"))


def grantable(user, scope: models.Model | None) -> list[Office]:
    """The offices that ``user`` may grant over ``scope``."""
    kind = "" if scope is None else label_of(scope)
    held_over = [office for office in Office.objects.all() if office.scope == kind]
    return [
        office
        for office in held_over
        if user.has_perm("organisations.grant_mandate", Seat(office, scope))
    ]


def label_of(scope: models.Model) -> str:
    """The model of a scope as ``Office.scope`` names it."""
    return scope._meta.label_lower


def scope_of(office: Office, pk: int) -> models.Model | None:
    """The row that ``office`` would be held over; ``None`` where there is no such row."""
    kind = ContentType.objects.get_by_natural_key(*office.scope.split("."))
    model = kind.model_class()
    return None if model is None else model._default_manager.filter(pk=pk).first()
