"""What the State measures and asks for, kept equal to the files shipped with the product."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from simpul.core.loading import Fields, LoadReport, Row, rows_of, take_over
from simpul.needs.models import Benchmark, Family
from simpul.needs.models.benchmarks import Reach
from simpul.vocabularies.models import Sector

# The letter that set the indicators of this edition of IGA.
IGA_SINCE = date(2026, 4, 29)


def load_benchmarks(directory: Path, *, vocabularies: Path, by=None) -> LoadReport:
    """Take over the standards of ``directory`` and the indicators of IGA; corrected rows stay."""
    sectors = dict(Sector.objects.values_list("key", "pk"))
    rows = [*rows_of(directory / "benchmarks.csv"), *_of_iga(vocabularies / "iga_indicators.csv")]
    return take_over(
        Benchmark,
        rows,
        key="key",
        read=lambda row: _benchmark(row, sectors),
        is_ours=lambda row: row.corrected_at is not None,
        by=by,
    )


def _of_iga(path: Path) -> Iterable[dict[str, str]]:
    """The indicators of IGA in the columns of our own file."""
    for order, row in enumerate(rows_of(path), start=1):
        levels = [row[f"parameter_{number}"] for number in (1, 2, 3)]
        yield {
            "key": f"iga-{row['block']}-{row['number']}".lower(),
            "family": Family.IGA,
            "order": str(order),
            "number": row["number"],
            "group": row["variable"],
            "label_id": row["name_id"],
            "label_en": row["name_en"],
            "reach": Reach.ALL,
            "levels": "\n".join(level for level in levels if level),
            "legal_duty": row["source"].partition(", as encoded")[0],
            "prompt": f"Indikator {row['number']} IGA, {row['name_id']}.",
            "sector": "",
            "valid_from": IGA_SINCE.isoformat(),
            "valid_to": "",
            "source": row["source"],
        }


def _benchmark(row: Row, sectors: Mapping[str, int]) -> Fields:
    plain = ("key", "number", "group", "label_id", "label_en", "legal_duty", "prompt", "source")
    return {
        **{name: row[name] for name in plain},
        "family": Family(row["family"]).value,
        "order": int(row["order"]),
        "reach": Reach(row["reach"]).value,
        "levels": row.get("levels", "").splitlines(),
        "sector_id": sectors[row["sector"]] if row["sector"] else None,
        "valid_from": date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
    }
