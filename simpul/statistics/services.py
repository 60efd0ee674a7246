"""Take over stated figures from rows; nothing else writes them."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from simpul.core.loading import Fields, LoadReport, Row, take_over
from simpul.geography.models import Region

from .models import Indicator, Observation, Precision, Statement

PRECISIONS = {1: Precision.YEAR, 2: Precision.MONTH, 3: Precision.DAY}


def load_indicators(rows: Iterable[Row], *, by=None) -> LoadReport:
    """Make the kinds of figures equal to ``rows``."""
    return take_over(Indicator, rows, key="key", read=_indicator, by=by)


def load_statements(rows: Iterable[Row], *, by=None) -> LoadReport:
    """Make the statements equal to ``rows``; two that disagree are two rows."""
    known = set(Indicator.objects.values_list("key", flat=True))

    def read(row: Row) -> Fields:
        if row["figure"] not in known:
            raise KeyError(row["figure"])
        return _statement(row)

    return take_over(Statement, rows, key="code", read=read, by=by)


def load_observations(rows: Iterable[Row], *, by=None) -> LoadReport:
    """Make the observations in regions equal to ``rows``; sources that disagree are two rows."""
    known = set(Indicator.objects.values_list("key", flat=True))
    regions = dict(Region.objects.values_list("code", "pk"))

    def read(row: Row) -> Fields:
        if row["figure"] not in known:
            raise KeyError(row["figure"])
        return _observation(row, regions[row["region"]])

    return take_over(Observation, rows, key="code", read=read, by=by)


def rows_of_regions(figures: Iterable[Row]) -> Iterator[dict[str, str]]:
    """What the list of regions says of each region, as rows of observations.

    ``from_field`` names a field of the region, or two joined by "/" of which the first is divided
    by the second; what is not known of a region states nothing.
    """
    asked = [row for row in figures if row["from_field"]]
    for region in Region.objects.order_by("code"):
        for figure in asked:
            value = _value_of(region, figure["from_field"])
            if value is not None:
                yield {
                    "id": f"{figure['key']}-{region.code}-{figure['as_of']}",
                    "figure": figure["key"],
                    "region": region.code,
                    "value": str(value),
                    "text": "",
                    "as_of": figure["as_of"],
                    "source": _source_of(region, figure["from_field"]),
                }


def _value_of(region: Region, field: str) -> Decimal | None:
    values = [getattr(region, name) for name in field.split("/")]
    if not all(values):
        return None
    first, *others = map(Decimal, values)
    for other in others:
        first /= other
    return first.quantize(Decimal("0.0001"))


def _source_of(region: Region, field: str) -> str:
    named = {"population": region.population_source, "area_km2": region.area_source}
    return "; ".join(named[name] for name in field.split("/") if named.get(name)) or region.source


def rows_of_years(
    rows: Iterable[Row], figures: dict[str, str], *, name: str
) -> Iterator[dict[str, str]]:
    """Turn a table with one line a year into statements.

    ``figures`` maps a column to the figure it states; empty cells state nothing.
    """
    for row in rows:
        for column, figure in figures.items():
            if row[column]:
                yield {
                    "id": f"{name}-{figure.replace('_', '-')}-{row['year']}",
                    "figure": figure,
                    "value": row[column],
                    "as_of": row["year"],
                    "source": row["source"],
                }


def partial_date(text: str) -> tuple[date, Precision]:
    """Read "2018", "2018-03" or "2018-03-14"; what is not said counts as the first day."""
    parts = text.strip().split("-")
    try:
        year, month, day = (*map(int, parts), 1, 1)[:3]
        return date(year, month, day), PRECISIONS[len(parts)]
    except (ValueError, KeyError):
        raise ValidationError(
            _("“%(text)s” is not a date such as 2024, 2024-03 or 2024-03-14.") % {"text": text}
        ) from None


def period(text: str) -> tuple[date | None, date, Precision]:
    """Read a date, or two years joined by a hyphen such as "2014-2023"."""
    start, _hyphen, end = text.partition("-")
    if len(start) == len(end) == 4 and end.isdecimal():
        return partial_date(start)[0], partial_date(end)[0], Precision.YEAR
    return None, *partial_date(text)


def _indicator(row: Row) -> Fields:
    return {
        "key": row["key"],
        "topic": row["topic"],
        "order": int(row["order"]),
        "label_id": row["name_id"],
        "label_en": row["name_en"],
        "unit": row.get("unit") or "",
    }


def _observation(row: Row, region: int) -> Fields:
    value, text = row["value"].strip(), (row.get("text") or "").strip()
    if not (value or text) or not row["source"].strip():
        raise ValidationError(_("An observation needs a value and a source."))
    as_of, precision = partial_date(row["as_of"])
    return {
        "code": row["id"],
        "figure_id": row["figure"],
        "region_id": region,
        "value": Decimal(value).quantize(Decimal("0.0001")) if value else None,
        "text": text,
        "as_of": as_of,
        "precision": precision,
        "source": row["source"],
    }


def _statement(row: Row) -> Fields:
    since, as_of, precision = period(row["as_of"])
    value = row["value"].strip()
    if not value or not row["source"].strip():
        raise ValidationError(_("A statement needs a value and a source."))
    return {
        "code": row["id"],
        "figure_id": row["figure"],
        "value": value,
        "number": int(value) if value.isdecimal() else None,
        "since": since,
        "as_of": as_of,
        "precision": precision,
        "qualifier": row.get("qualifier") or "",
        "meaning_id": row.get("meaning_id") or "",
        "meaning_en": row.get("meaning_en") or "",
        "source": row["source"],
    }
