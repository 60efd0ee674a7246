"""Lists of the desk: letters and registers, narrowed, sorted and ready for an export."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from simpul.core import clock
from simpul.documents.hooks import ISSUERS
from simpul.documents.models import Document, Kind, Letterhead, Number, Register, Series, State
from simpul.documents.policies import issued_by, offices_of
from simpul.organisations.policies import runs_the_network

from .checking import Standing, standing_of
from .letters import letters_for

ORDERS: dict[str, list[Any]] = {
    "": ["-changed_at", "-pk"],
    "number": [F("year").desc(nulls_last=True), "register", F("sequence").desc(nulls_last=True)],
    "title": ["title", "pk"],
    "ends": [F("valid_to").asc(nulls_last=True), "pk"],
}


@dataclass(frozen=True)
class Line:
    """A letter in a list."""

    document: Document
    standing: Standing


# --- Offices -----------------------------------------------------------------------------------


def offices_kept(user) -> list[tuple[str, models.Model]]:
    """What ``user`` issues letters for, each by the name it has in an address."""
    return [(key_of(scope), scope) for scopes in offices_of(user).values() for scope in scopes]


def offices_to_choose(user) -> list[tuple[str, str]]:
    """What ``user`` issues letters for, as choices of a form."""
    return [(key, str(scope)) for key, scope in offices_kept(user)]


def key_of(scope: models.Model) -> str:
    """An office as an address names it."""
    return f"{scope._meta.label_lower}:{getattr(scope, 'slug', scope.pk)}"


def office_with(key: str) -> models.Model | None:
    """The office an address names; nothing where there is none."""
    label, _colon, slug = key.partition(":")
    if label not in ISSUERS:
        return None
    kind = ContentType.objects.get_by_natural_key(*label.split("."))
    model = kind.model_class()
    return None if model is None else model._default_manager.filter(slug=slug).first()


def offices_in(letters: QuerySet[Document]) -> list[tuple[str, str]]:
    """The offices whose letters stand in a list, as choices of a form."""
    pairs = letters.order_by().values_list("scope_type", "scope_id").distinct()
    wanted: dict[int, set[int]] = {}
    for kind, pk in pairs:
        wanted.setdefault(kind, set()).add(pk)
    found = []
    for kind, keys in wanted.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is not None:
            found += [
                (key_of(row), str(row)) for row in model._default_manager.in_bulk(keys).values()
            ]
    return sorted(found, key=lambda choice: choice[1])


# --- Letters -----------------------------------------------------------------------------------


def letters_on_desk(user) -> QuerySet[Document]:
    """The letters in which somebody signed in has part; not what is merely public."""
    found = letters_for(user)
    if runs_the_network(user):
        return found
    theirs = found.exclude(is_public=True) | found.filter(
        issued_by(user) | Q(signers__person=user.pk) | Q(begun_by=user.pk)
    )
    return letters_for(user).filter(pk__in=theirs.values("pk"))


def narrowed(letters: QuerySet[Document], chosen: dict[str, Any]) -> QuerySet[Document]:
    """The letters that answer what was chosen, in the order that was chosen."""
    if text := chosen.get("q"):
        named = Q(number__icontains=text) | Q(title__icontains=text) | Q(code__iexact=text)
        letters = letters.filter(named | Q(parties__name__icontains=text)).distinct()
    if kind := chosen.get("kind"):
        letters = letters.filter(kind=kind)
    if year := chosen.get("year"):
        letters = letters.filter(dated__year=year)
    if office := chosen.get("office"):
        scope = office_with(office)
        letters = letters.filter(_of_office(scope)) if scope else letters.none()
    letters = _in_state(letters, chosen.get("state", ""))
    return letters.order_by(*ORDERS[chosen.get("sort", "")])


def _of_office(scope: models.Model) -> Q:
    return Q(scope_type=ContentType.objects.get_for_model(scope), scope_id=scope.pk)


def _in_state(letters: QuerySet[Document], state: str) -> QuerySet[Document]:
    if state == "expired":
        return letters.filter(state=State.IN_FORCE, valid_to__lt=clock.today())
    if state == State.IN_FORCE:
        return letters.filter(state=state).exclude(valid_to__lt=clock.today())
    if state:
        return letters.filter(state=state)
    return letters.exclude(state=State.DROPPED)


def lines(letters: Iterable[Document]) -> list[Line]:
    """Letters with how they stand."""
    return [Line(letter, standing_of(letter)) for letter in letters]


def export_header() -> list[str]:
    return [
        _("Number"), _("Date"), _("Kind"), _("About"), _("Issuing office"), _("State"),
        _("Holds from"), _("Holds until"), _("Code"), _("Sum of the file (SHA-256)"),
    ]  # fmt: skip


def export_rows(letters: QuerySet[Document]) -> Iterator[list[Any]]:
    """The list as rows of a table, in its order."""
    for letter in letters.iterator(chunk_size=500):
        yield [
            letter.number, letter.dated, letter.kind.label, letter.title, str(letter.scope),
            str(standing_of(letter).label), letter.valid_from, letter.valid_to,
            letter.code if letter.number else "", letter.sha256,
        ]  # fmt: skip


def kinds_to_write() -> QuerySet[Kind]:
    """Kinds of which a letter may be begun at the desk today."""
    return Kind.objects.in_force(clock.today()).filter(is_free=True)


# --- Registers ---------------------------------------------------------------------------------


def registers_for(user) -> QuerySet[Register]:
    """The registers ``user`` keeps, or watches as national admin."""
    found = (
        Register.objects.all()
        if runs_the_network(user)
        else Register.objects.filter(issued_by(user))
    )
    series = models.Prefetch("series", Series.objects.order_by("-year"))
    return found.select_related("scope_type").prefetch_related("scope", "kinds", series)


def numbers_of(register: Register) -> QuerySet[Number]:
    """The book of a register, the latest number first."""
    found = register.numbers.select_related("kind", "document", "taken_by")
    return found.order_by("-year", "-sequence")


def number_header() -> list[str]:
    return [
        _("Year"), _("Sequence"), _("Number"), _("Date"), _("Kind"), _("About"), _("State"),
        _("Taken by"),
    ]  # fmt: skip


def number_cells(numbers: QuerySet[Number]) -> Iterator[list[Any]]:
    """The book as rows of a table, in its order."""
    for one in numbers.iterator(chunk_size=500):
        kept = one.document
        yield [
            one.year, one.sequence, one.text, one.dated, one.kind.label, one.title,
            kept.get_state_display() if kept else _("a letter written elsewhere"),
            str(one.taken_by or ""),
        ]  # fmt: skip


def gaps_of(register: Register) -> list[tuple[int, int]]:
    """Numbers that are missing, by year: none, ever; shown so that everybody can see it."""
    missing = []
    for series in register.series.all():
        given = set(register.numbers.filter(year=series.year).values_list("sequence", flat=True))
        begun = min(given, default=series.last)
        missing += [(series.year, n) for n in range(begun, series.last + 1) if n not in given]
    return missing


def letterhead_row(scope: models.Model) -> Letterhead | None:
    """The letterhead that staff wrote for an office."""
    kind = ContentType.objects.get_for_model(scope)
    return Letterhead.objects.filter(scope_type=kind, scope_id=scope.pk).first()
