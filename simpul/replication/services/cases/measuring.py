"""What is measured before, in the pilot, in the evaluation and after."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.core.models import File
from simpul.replication.models import Case, Direction, Measure, Result, ResultStage
from simpul.replication.services.cases.asking import changing
from simpul.replication.workflow import CaseState

NO_INDICATOR = _("Say what is counted.")
NO_WHY = _("Say why it cannot be compared with what the origin reached.")
NOT_YET = _("It cannot have been measured on a day that is still to come.")
BEFORE = _("It was measured before the figure it is compared with, of %(day)s.")
HAS_RESULTS = _("It has results already. Say that it is not comparable instead.")
SETTLED = _("The figures before were settled with the plan and change no more.")
_OPEN_TO_CHANGE = {
    CaseState.INTEREST,
    CaseState.RETURNED,
    CaseState.LEARNING,
    CaseState.AGREEMENT,
    CaseState.APPROVAL,
    CaseState.ADAPTING,
    CaseState.PLANNING,
}
_STAGES = {CaseState.PILOT: ResultStage.PILOT, CaseState.IMPLEMENTING: ResultStage.PILOT}


@transaction.atomic
def add_measure(case: Case, *, indicator: str, direction: str, by, **figures) -> Measure:
    """Name one more indicator: ``unit``, ``baseline``, ``baseline_on``, ``target``, ``source``."""
    changing(case, by)
    last = case.measures.order_by("-order").values_list("order", flat=True).first() or 0
    measure = Measure(case=case, order=last + 1)
    _write(measure, indicator, direction, figures)
    journal.record(case, "add_measure", by=by, details={"indicator": measure.indicator})
    return measure


@transaction.atomic
def change_measure(measure: Measure, *, indicator: str, direction: str, by, **figures) -> Measure:
    """Change an indicator while the plan is not settled; afterwards only whether it compares."""
    case = changing(measure.case, by)
    if case.state not in _OPEN_TO_CHANGE:
        raise ValidationError(SETTLED, code="settled")
    _write(measure, indicator, direction, figures)
    journal.record(case, "change_measure", by=by, details={"indicator": measure.indicator})
    return measure


@transaction.atomic
def say_comparable(measure: Measure, *, comparable: bool, by, why_not: str = "") -> Measure:
    """Say whether the result may stand beside that of the origin, and if not, why."""
    case = changing(measure.case, by)
    if not comparable and not why_not.strip():
        raise ValidationError({"why_not": NO_WHY}, code="no_why")
    measure.comparable = comparable
    measure.why_not = "" if comparable else why_not.strip()[:300]
    measure.save(update_fields=["comparable", "why_not"])
    journal.record(case, "say_comparable", by=by, details={"comparable": comparable})
    return measure


@transaction.atomic
def remove_measure(measure: Measure, *, by) -> None:
    """Take an indicator out that nothing was measured for."""
    case = changing(measure.case, by)
    if measure.results.exists():
        raise ValidationError(HAS_RESULTS, code="has_results")
    journal.record(case, "remove_measure", by=by, details={"indicator": measure.indicator})
    measure.delete()


@transaction.atomic
def record_result(
    measure: Measure,
    *,
    value: Decimal,
    measured_on: date,
    by,
    n: int | None = None,
    method: str = "",
    file: File | None = None,
) -> Result:
    """Write down what an indicator is on a day; of which stage follows from where the case is."""
    case = changing(measure.case, by)
    if measured_on > clock.today():
        raise ValidationError({"measured_on": NOT_YET}, code="not_yet")
    if measure.baseline_on and measured_on < measure.baseline_on:
        words = BEFORE % {"day": measure.baseline_on}
        raise ValidationError({"measured_on": words}, code="before")
    result = Result.objects.create(
        measure=measure,
        stage=_stage_of(case),
        value=value,
        measured_on=measured_on,
        n=n,
        method=method.strip()[:300],
        file=file,
        by=by,
        at=clock.now(),
    )
    journal.record(case, "record_result", by=by, details={"indicator": measure.indicator})
    return result


def _stage_of(case: Case) -> ResultStage:
    if case.state in {CaseState.REPORTING, CaseState.DONE}:
        return ResultStage.REPORT
    return _STAGES.get(CaseState(case.state), ResultStage.EVALUATION)


_FIGURES = ("unit", "baseline", "baseline_on", "target", "source")


def _write(measure: Measure, indicator: str, direction: str, figures: dict) -> None:
    if not indicator.strip():
        raise ValidationError({"indicator": NO_INDICATOR}, code="no_indicator")
    measure.indicator, measure.direction = indicator.strip()[:200], Direction(direction)
    for name in _FIGURES:
        if name in figures:
            setattr(measure, name, figures[name])
    measure.save()
