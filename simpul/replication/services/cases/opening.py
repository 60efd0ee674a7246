"""Interest in an innovation of somebody else: a case begins."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.hubs.models import Hub
from simpul.hubs.queries import responsible_hub
from simpul.innovations.models import Innovation
from simpul.needs.models import Need
from simpul.needs.services import answer
from simpul.organisations.models import Organisation
from simpul.organisations.policies import acts_for
from simpul.replication.models import Case, Measure, Mode, NumberOfYear, Passage
from simpul.replication.queries.cases.terms import due_in
from simpul.replication.services.cases import telling, waiting
from simpul.replication.services.cases.asking import ask, locked
from simpul.replication.workflow import CaseState

OPEN_IT = _("Open a case for this institution")
NO_ORIGIN = _("Choose the innovation, or name it and the institution it comes from.")
NO_OWNER = _("Say which institution the innovation comes from.")
NOT_PUBLIC = _("Only an innovation that everybody may read can be replicated.")
NO_HUB = _("No hub answers for this institution yet, so nobody can stand between both sides.")
NO_PROBLEM = _("Say which problem it is to solve, in a sentence or more.")
NO_NAME = _("Give it the name it will have at your place.")
OWN_ONLY = _("Scale-up is for one's own innovation; take adoption, adaptation or modification.")
NOT_OWN = _("This innovation is your institution's own: choose scale-up.")
TWICE = _("Your institution has a case about this innovation already: %(number)s.")
NOT_THEIR_NEED = _("This need is another institution's.")
CLOSED_WORDS = _("What the interest says can be changed only while the hub looks at it.")


# What else an interest may say in words; the first two are of an innovation not in the catalogue.
_TEXTS = ("origin_title", "origin_about", "expectation", "adopter_unit", "contact")


@transaction.atomic
def open_case(
    *,
    adopter: Organisation,
    mode: str,
    local_name: str,
    problem: str,
    by,
    origin: Innovation | None = None,
    origin_organisation: Organisation | None = None,
    need: Need | None = None,
    facilitator: Hub | None = None,
    **words: str,
) -> Case:
    """Send the interest of ``adopter`` in an innovation to the hub that answers for it.

    ``words``: origin_title, origin_about, expectation, adopter_unit, contact. Raises
    ``PermissionDenied`` where ``by`` does not speak for ``adopter``, or ``ValidationError``.
    """
    if not (by.is_authenticated and acts_for(by, adopter)):
        raise PermissionDenied(OPEN_IT)
    texts = _texts(words, origin)
    giver = _giver(origin, texts["origin_title"], origin_organisation)
    _check_words(local_name, problem)
    _check_mode(mode, giver, adopter)
    case = _create(
        number=_number_for(origin, adopter),
        origin=origin,
        origin_organisation=giver,
        adopter=adopter,
        facilitator=facilitator or _hub_of(adopter),
        need=_of_theirs(need, adopter),
        mode=Mode(mode),
        local_name=local_name.strip(),
        problem=problem.strip(),
        opened_by=by,
        **texts,
    )
    _begin(case, by)
    return case


def _number_for(origin: Innovation | None, adopter: Organisation) -> str:
    """Whoever has the number goes first: of two sent at once the second sees the first's case."""
    number = _next_number(clock.today().year)
    _check_once(origin, adopter)
    return number


def _create(**fields: Any) -> Case:
    now = clock.now()
    return Case.objects.create(
        state_since=now,
        due_at=due_in(CaseState.INTEREST),
        opened_at=now,
        **fields,
    )


def _texts(words: dict[str, str], origin: Innovation | None) -> dict[str, str]:
    if unknown := words.keys() - set(_TEXTS):
        raise TypeError(f"An interest has no {sorted(unknown)}.")
    said = {name: words.get(name, "").strip() for name in _TEXTS}
    return {**said, "origin_title": "", "origin_about": ""} if origin else said


def _hub_of(adopter: Organisation) -> Hub:
    hub, _reason = responsible_hub(adopter)
    if hub is None:
        raise ValidationError(NO_HUB, code="no_hub")
    return hub


def _of_theirs(need: Need | None, adopter: Organisation) -> Need | None:
    if need is not None and need.organisation.institution != adopter.institution:
        raise ValidationError({"need": NOT_THEIR_NEED}, code="need")
    return need


def _begin(case: Case, by) -> None:
    passage = Passage.objects.create(case=case, state=case.state, since=case.opened_at)
    if case.need is not None:
        _take_baselines(case, case.need)
        if case.need.is_running and by.has_perm("needs.answer_need", case.need):
            answer(case.need, by=by, note=case.number)
    journal.record(case, "open", by=by, details={"mode": case.mode})
    waiting.rearrange(case)
    telling.tell_of_step(case, passage, by=by)


def _take_baselines(case: Case, need: Need) -> None:
    """The indicators of the need, with what they are now, are those of its solution."""
    Measure.objects.bulk_create(
        Measure(
            case=case,
            order=order,
            indicator=row.name,
            unit=row.unit,
            direction=row.direction,
            baseline=row.baseline,
            baseline_on=row.baseline_on,
            target=row.target,
            source=row.source,
        )
        for order, row in enumerate(need.indicators.all(), start=1)
    )


@transaction.atomic
def change_interest(case: Case, *, by, **words: Any) -> Case:
    """Change what the interest says while the hub has not decided; its words are checked anew."""
    locked(case)
    ask(by, "replication.change_case", case)
    if case.state not in {CaseState.INTEREST, CaseState.RETURNED}:
        raise ValidationError(CLOSED_WORDS, code="closed")
    allowed = {"mode", "local_name", "problem", "expectation", "adopter_unit", "contact"}
    changes = {name: str(value).strip() for name, value in words.items() if name in allowed}
    _check_words(changes.get("local_name", case.local_name), changes.get("problem", case.problem))
    _check_mode(changes.get("mode", case.mode), case.origin_organisation, case.adopter)
    for name, value in changes.items():
        setattr(case, name, value)
    case.save(update_fields=list(changes))
    journal.record(case, "change", by=by, details={"fields": sorted(changes)})
    return case


def _giver(
    origin: Innovation | None, title: str, organisation: Organisation | None
) -> Organisation:
    if origin is None:
        if not title.strip() or organisation is None:
            raise ValidationError(NO_ORIGIN, code="no_origin")
        return organisation
    if not origin.kept_record.is_public:
        raise ValidationError({"origin": NOT_PUBLIC}, code="not_public")
    owner = origin.kept_record.owner or organisation
    if owner is None:
        raise ValidationError(NO_OWNER, code="no_owner")
    return owner


def _check_words(local_name: str, problem: str) -> None:
    if not local_name.strip():
        raise ValidationError({"local_name": NO_NAME}, code="no_name")
    if not problem.strip():
        raise ValidationError({"problem": NO_PROBLEM}, code="no_problem")


def _check_mode(mode: str, giver: Organisation, adopter: Organisation) -> None:
    own = giver.institution == adopter.institution
    if mode == Mode.SCALE_UP and not own:
        raise ValidationError({"mode": OWN_ONLY}, code="own_only")
    if own and mode != Mode.SCALE_UP:
        raise ValidationError({"mode": NOT_OWN}, code="not_own")


def _check_once(origin: Innovation | None, adopter: Organisation) -> None:
    if origin is None:
        return
    same = Case.objects.active().filter(origin__canonical=origin.canonical_id, adopter=adopter)
    running = same.first()
    if running is not None:
        raise ValidationError(TWICE, code="twice", params={"number": running.number})


def _next_number(year: int) -> str:
    """The next number of a year; whoever comes at the same moment waits for it."""
    NumberOfYear.objects.get_or_create(year=year)
    row = NumberOfYear.objects.select_for_update().get(year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return f"R-{year}-{row.last:04d}"
