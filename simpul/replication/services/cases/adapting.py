"""The adaptation matrix: every part of the innovation is weighed for its new place."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from simpul.core import journal
from simpul.innovations.models import FIELDS, Innovation
from simpul.replication.models import AdaptationRow, Case, Treatment
from simpul.replication.services.cases.asking import changing

# The parts that whoever takes an innovation over has to weigh, said at the origin or not, and those
# that stand in the matrix only where its record says something of them.
CORE_PARTS = ("how_it_works", "resources", "eligible", "cost", "access", "sustainability")
MORE_PARTS = ("objectives", "novelty", "place", "hours", "replication")
MATRIX_LANGUAGE = "id"
NO_REASON = _("Say why, wherever something changes, is dropped or is new.")
NO_ELEMENT = _("Name the part.")
NO_HERE = _("Say what it becomes at your place.")


def prefill(case: Case) -> None:
    """Fill an empty matrix with what the record of the origin says of its parts."""
    if case.matrix.exists() or case.origin is None:
        return
    said = _said(case.origin)
    names = [*CORE_PARTS, *(name for name in MORE_PARTS if name in said)]
    with override(MATRIX_LANGUAGE):
        rows = [
            AdaptationRow(
                case=case,
                order=order,
                field=name,
                element=str(FIELDS[name].label)[:120],
                at_origin=said.get(name, ""),
            )
            for order, name in enumerate(names, start=1)
        ]
    AdaptationRow.objects.bulk_create(rows)


def _said(origin: Innovation) -> dict[str, str]:
    """What the record of the origin says of each part; its summary tells how it works, if nothing
    else does.
    """
    wanted = ("summary", *CORE_PARTS, *MORE_PARTS)
    texts = origin.kept_record.texts.filter(field__in=wanted, language=MATRIX_LANGUAGE)
    said = dict(texts.values_list("field", "text"))
    summary = said.pop("summary", "")
    return {"how_it_works": summary, **said}


@transaction.atomic
def prefill_matrix(case: Case, *, by) -> Case:
    """Fill an empty matrix anew."""
    changing(case, by)
    prefill(case)
    return case


@transaction.atomic
def add_row(
    case: Case,
    *,
    element: str,
    by,
    at_origin: str = "",
    here: str = "",
    treatment: str = "",
    reason: str = "",
) -> AdaptationRow:
    """Weigh a part the record does not name."""
    changing(case, by)
    last = case.matrix.order_by("-order").values_list("order", flat=True).first() or 0
    row = AdaptationRow(case=case, order=last + 1)
    _write(
        row,
        element=element,
        at_origin=at_origin,
        here=here,
        treatment=treatment,
        reason=reason,
    )
    journal.record(case, "add_row", by=by, details={"element": row.element})
    return row


@transaction.atomic
def weigh(
    row: AdaptationRow,
    *,
    treatment: str,
    by,
    element: str | None = None,
    at_origin: str | None = None,
    here: str = "",
    reason: str = "",
) -> AdaptationRow:
    """Decide what becomes of one part, and why."""
    case = changing(row.case, by)
    _write(
        row,
        element=row.element if element is None else element,
        at_origin=row.at_origin if at_origin is None else at_origin,
        here=here,
        treatment=treatment,
        reason=reason,
    )
    details = {"element": row.element, "treatment": treatment}
    journal.record(case, "weigh", by=by, details=details)
    return row


@transaction.atomic
def remove_row(row: AdaptationRow, *, by) -> None:
    """Take a part out of the matrix that need not be weighed."""
    case = changing(row.case, by)
    journal.record(case, "remove_row", by=by, details={"element": row.element})
    row.delete()


def _write(
    row: AdaptationRow, *, element: str, at_origin: str, here: str, treatment: str, reason: str
) -> None:
    if not element.strip():
        raise ValidationError({"element": NO_ELEMENT}, code="no_element")
    if treatment not in {"", Treatment.AS_IS} and not reason.strip():
        raise ValidationError({"reason": NO_REASON}, code="no_reason")
    if treatment in {Treatment.ADAPTED, Treatment.NEW} and not here.strip():
        raise ValidationError({"here": NO_HERE}, code="no_here")
    row.element, row.at_origin = element.strip()[:120], at_origin.strip()
    row.here, row.treatment, row.reason = here.strip(), treatment, reason.strip()[:500]
    row.save()
