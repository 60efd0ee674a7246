"""Registers and the numbers they give: one after the other, none twice, none left out."""

import re
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as now_in
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.core.models import File
from simpul.documents.models import Document, Kind, Letterhead, Number, Register, Series
from simpul.documents.models.registers import DEFAULT_PATTERN
from simpul.documents.queries.letters import issuer_of, register_for, registers_of

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
PLACES = {"n", "kind", "office", "month", "roman_month", "year"}
PLACE = re.compile(r"\{([^{}]*)\}")

NO_RUNNING = _("A pattern needs {n}, the running number, once.")
NO_YEAR = _("A register that begins anew each year needs {year} in its pattern.")
UNKNOWN_PLACE = _("%(place)s is not known in a pattern. Use %(known)s.")
STUCK_TOGETHER = _("Put a sign between {n} and what stands beside it, such as / or a dot.")
BACKWARDS = _("The last number of this register is dated %(day)s; numbers go forward.")
READS_TWICE = _(
    "This office has given %(number)s already, in another register. "
    "Give this register a pattern or a code of its own."
)
CLOSED = _("This register is closed.")
NOT_ITS_KIND = _("This register does not number letters of the kind “%(kind)s”.")


# --- Registers ---------------------------------------------------------------------------------


@transaction.atomic
def open_register(
    scope: models.Model,
    *,
    name: str,
    office: str,
    by,
    pattern: str = DEFAULT_PATTERN,
    restarts: bool = True,
    digits: int = 3,
    first: int = 1,
    kinds: Iterable[Kind] = (),
) -> Register:
    """Begin a register of an office. Raises ``PermissionDenied`` and ``ValidationError``."""
    if not by.has_perm("documents.add_register", scope):
        raise PermissionDenied
    register = Register(
        scope=scope,
        name=name.strip(),
        office=office.strip(),
        pattern=pattern.strip(),
        restarts=restarts,
        digits=digits,
        first=first,
        opened_at=clock.now(),
    )
    _check(register)
    register.save(force_insert=True)
    register.kinds.set(kinds)
    journal.record(register, "open", by=by, details={"pattern": register.pattern})
    return register


@transaction.atomic
def change_register(register: Register, *, by, kinds: Iterable[Kind], **changes) -> Register:
    """Change how the numbers that follow are written; those given stay as they are."""
    if not by.has_perm("documents.change_register", register):
        raise PermissionDenied
    before = register.pattern
    for name, value in changes.items():
        setattr(register, name, value)
    _check(register)
    register.save(update_fields=list(changes))
    register.kinds.set(kinds)
    journal.record(
        register, "change", by=by, details={"before": before, "pattern": register.pattern}
    )
    return register


@transaction.atomic
def close_register(register: Register, *, by, note: str = "") -> Register:
    """Let a register give no more numbers."""
    if not by.has_perm("documents.change_register", register):
        raise PermissionDenied
    if register.closed_at is None:
        register.closed_at = clock.now()
        register.save(update_fields=["closed_at"])
        journal.record(register, "close", by=by, note=note)
    return register


@transaction.atomic
def set_letterhead(
    scope: models.Model,
    *,
    by,
    name: str,
    above: str = "",
    address: str = "",
    contact: str = "",
    place: str = "",
    logo: File | None = None,
) -> Letterhead:
    """Say what stands at the head of the letters of an office from now on."""
    if not by.has_perm("documents.change_letterhead", scope):
        raise PermissionDenied
    words = {"above": above, "name": name, "address": address, "contact": contact, "place": place}
    from_now = {**{key: text.strip() for key, text in words.items()}, "logo": logo}
    letterhead, _created = Letterhead.objects.update_or_create(
        scope_type=Register(scope=scope).scope_type, scope_id=scope.pk, defaults=from_now
    )
    journal.record(letterhead, "change", by=by, details=words)
    return letterhead


def register_or_new(scope: models.Model, kind: Kind, *, by) -> Register:
    """The register that numbers letters of ``kind``; the first of an office begins by itself."""
    # Names are read first: whoever opens it between our questions is met as a name that is taken.
    names = set(registers_of(scope).values_list("name", flat=True))
    found = register_for(scope, kind)
    if found is not None:
        return found
    code = issuer_of(scope).heading(scope).code
    with translation.override(settings.LANGUAGE_CODE):
        name = now_in("Register of letters")
    while name in names:
        name += " *"
    try:
        with transaction.atomic():
            return open_register(scope, name=name, office=code, by=by)
    except (IntegrityError, ValidationError):
        found = register_for(scope, kind)
        if found is None:
            raise
        return found


def _check(register: Register) -> None:
    if problem := pattern_problem(register.pattern, restarts=register.restarts):
        raise ValidationError({"pattern": problem})
    register.clean_fields(exclude=["scope_type"])
    register.validate_constraints()


def pattern_problem(pattern: str, *, restarts: bool) -> ValidationError | None:
    """Say what would keep a pattern from giving each letter a number of its own."""
    places = PLACE.findall(pattern)
    unknown = [place for place in places if place not in PLACES]
    if unknown or pattern.count("{") != len(places) or pattern.count("}") != len(places):
        known = ", ".join(f"{{{place}}}" for place in sorted(PLACES))
        named = f"{{{unknown[0]}}}" if unknown else "{ }"
        return ValidationError(UNKNOWN_PLACE, params={"place": named, "known": known})
    if places.count("n") != 1:
        return ValidationError(NO_RUNNING)
    if restarts and "year" not in places:
        return ValidationError(NO_YEAR)
    if re.search(r"[\w}]\{n\}|\{n\}[\w{]", pattern):
        return ValidationError(STUCK_TOGETHER)
    return None


# --- Numbers -----------------------------------------------------------------------------------


@transaction.atomic
def take_number(
    register: Register,
    kind: Kind,
    *,
    title: str,
    by,
    dated: date | None = None,
    document: Document | None = None,
) -> Number:
    """Give the next number of a register, to a letter kept here or to one written elsewhere.

    The transaction it runs in holds the line of this register until it ends: a number whose
    transaction fails was never given. Raises ``PermissionDenied`` and ``ValidationError``.
    """
    if not by.has_perm("documents.take_number", register):
        raise PermissionDenied
    day = dated or clock.today()
    year = day.year if register.restarts else 0
    sequence = _next(register, year)
    # Read again behind the line: whoever was before us may have changed or closed it.
    register = Register.objects.get(pk=register.pk)
    _refuse(register, kind)
    _refuse_backwards(register, year, day)
    number = Number(
        scope_type=register.scope_type, scope_id=register.scope_id, register=register, year=year,
        sequence=sequence, text=written(register, kind, sequence, day), dated=day, kind=kind,
        title=title.strip()[:300], document=document, taken_by=by, taken_at=clock.now(),
    )  # fmt: skip
    _write(number)
    journal.record(number, "give", by=by, details={"number": number.text})
    return number


def _write(number: Number) -> None:
    try:
        with transaction.atomic():
            number.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError(READS_TWICE, params={"number": number.text}) from error


def written(register: Register, kind: Kind, sequence: int, day: date) -> str:
    """A number as the pattern of its register writes it."""
    parts = {
        "n": str(sequence).zfill(register.digits),
        "kind": kind.code,
        "office": register.office,
        "month": f"{day.month:02}",
        "roman_month": ROMAN[day.month - 1],
        "year": str(day.year),
    }
    return PLACE.sub(lambda place: parts[place[1]], register.pattern)


def next_number(register: Register) -> str:
    """How the next number of a register would read today; empty where it gives none."""
    if not register.is_open:
        return ""
    day = clock.today()
    year = day.year if register.restarts else 0
    lasts = {series.year: series.last for series in register.series.all()}
    sequence = lasts[year] + 1 if year in lasts else (1 if lasts else register.first)
    kind = next(iter(register.kinds.all()), None) or Kind(code="…")
    return written(register, kind, sequence, day)


def _next(register: Register, year: int) -> int:
    """Count one on; whoever asks next waits until our transaction has ended."""
    begun = register.first if not register.series.exists() else 1
    series, created = Series.objects.get_or_create(
        register=register, year=year, defaults={"last": begun}
    )
    if created:
        return series.last
    Series.objects.filter(pk=series.pk).update(last=F("last") + 1)
    return Series.objects.values_list("last", flat=True).get(pk=series.pk)


def _refuse(register: Register, kind: Kind) -> None:
    if not register.is_open:
        raise ValidationError(CLOSED, code="closed")
    kinds = set(register.kinds.values_list("pk", flat=True))
    if kinds and kind.pk not in kinds:
        raise ValidationError(NOT_ITS_KIND, code="kind", params={"kind": kind})


def _refuse_backwards(register: Register, year: int, day: date) -> None:
    """Numbers of a register are dated in their order, as in a book on paper."""
    last = register.numbers.filter(year=year).order_by("-sequence").first()
    if last is not None and last.dated > day:
        raise ValidationError(BACKWARDS, code="backwards", params={"day": last.dated})
