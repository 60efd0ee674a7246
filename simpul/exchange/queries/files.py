"""The filtered catalogue as rows of a file: the same records in the same order as the list."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from simpul.innovations.models import Claim, ExternalId, Innovation
from simpul.innovations.queries.rows import CatalogueRow

CHUNK_ROWS = 500
# Names of several values in one cell stand apart like this; no name of ours holds it.
JOINT = "; "


@dataclass(frozen=True)
class Source:
    """Who says something about a record, where, and under what terms."""

    name: str
    url: str
    licence: str


@dataclass(frozen=True)
class FileRow:
    """A row of the list with what only files say: goals, numbers elsewhere, sources."""

    row: CatalogueRow
    goals: tuple[int, ...]
    ids: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    as_of: datetime

    @property
    def url(self) -> str:
        return settings.SITE_URL + self.row.url

    @property
    def state(self) -> str:
        return "verified" if self.row.is_verified else "listed"

    @property
    def language(self) -> str:
        return self.row.language if self.row.summary else ""


def _label(value: Any) -> str:
    return str(value.label) if value else ""


def _code(value: Any) -> str:
    return str(value.code) if value else ""


def _name(place: Any) -> str:
    return _label(place and place.name)


@dataclass(frozen=True)
class Column:
    """A column of a file: its name for programs, its heading for readers, and its value."""

    key: str
    heading: Any
    value: Callable[[FileRow], Any]


COLUMNS = (
    Column("id", _("Permanent number"), lambda file: file.row.public_id),
    Column("title", _("Title"), lambda file: file.row.title),
    Column("acronym", _("Acronym"), lambda file: file.row.acronym),
    Column("long_title", _("Long form"), lambda file: file.row.long_title),
    Column("summary", _("Summary"), lambda file: file.row.summary),
    Column("summary_language", _("Language of the summary"), lambda file: file.language),
    Column("owner_code", _("Code of the institution"), lambda file: _code(file.row.owner)),
    Column("owner", _("Institution"), lambda file: file.row.owner.name if file.row.owner else ""),
    Column("unit", _("Unit"), lambda file: file.row.unit),
    Column("province_code", _("Code of the province"), lambda file: _code(file.row.province)),
    Column("province", _("Province"), lambda file: _name(file.row.province)),
    Column("region_code", _("Code of the region"), lambda file: _code(file.row.region)),
    Column("region", _("Region"), lambda file: _name(file.row.region)),
    Column("sector_code", _("Code of the sector"), lambda file: _code(file.row.sector)),
    Column("sector", _("Sector"), lambda file: _label(file.row.sector)),
    Column("goals", _("Goals of sustainable development"), lambda file: file.goals),
    Column("year", _("Year"), lambda file: file.row.year),
    Column(
        "awards",
        _("Awards and mentions"),
        lambda file: tuple(award.label for award in file.row.awards),
    ),
    Column("state", _("Verification"), lambda file: file.state),
    Column("life_status", _("Life status"), lambda file: _label(file.row.life_status)),
    Column("life_as_of", _("Life status as of"), lambda file: file.row.life_as_of),
    Column("evidence", _("Grade of evidence, 0 to 5"), lambda file: file.row.evidence_grade),
    Column("synthetic", _("Synthetic"), lambda file: "yes" if file.row.synthetic else ""),
    Column(
        "ids",
        _("Numbers at the sources"),
        lambda file: tuple(f"{scheme}:{value}" for scheme, value in file.ids),
    ),
    Column("sources", _("Sources"), lambda file: _each(file, "name")),
    Column("source_urls", _("Addresses of the sources"), lambda file: _each(file, "url")),
    Column("licences", _("Terms of the sources"), lambda file: _each(file, "licence")),
    Column("url", _("Address of the page"), lambda file: file.url),
    Column("changed_at", _("Changed at"), lambda file: file.row.changed_at),
    Column("as_of", _("Taken from the catalogue at"), lambda file: file.as_of),
)


def _each(file: FileRow, name: str) -> tuple[str, ...]:
    values = (getattr(source, name) for source in file.sources)
    return tuple(dict.fromkeys(value for value in values if value))


def header() -> list[str]:
    """The headings in the language of the reader."""
    return [str(column.heading) for column in COLUMNS]


def cells(files: Iterable[FileRow]) -> Iterator[list[Any]]:
    """The values of each row, in the order of the columns."""
    for file in files:
        yield [_cell(column.value(file)) for column in COLUMNS]


def as_data(file: FileRow) -> dict[str, Any]:
    """The same values under the names that programs know; several values as a list."""
    return {column.key: column.value(file) for column in COLUMNS}


def file_rows(rows: Iterable[CatalogueRow], *, as_of: datetime) -> Iterator[FileRow]:
    """Each row with what only files say, read in chunks so that memory stays small."""
    waiting = iter(rows)
    while chunk := list(islice(waiting, CHUNK_ROWS)):
        keys = [row.pk for row in chunk]
        goals, ids, sources = _goals(keys), _ids(keys), _sources(keys)
        for row in chunk:
            yield FileRow(
                row,
                tuple(goals.get(row.pk, ())),
                tuple(ids.get(row.pk, ())),
                tuple(dict.fromkeys(sources.get(row.pk, ()))),
                as_of,
            )


def _goals(keys: Sequence[int]) -> dict[int | None, list[int]]:
    goals = Innovation.goals.through.objects.filter(innovation__in=keys).order_by("goal__number")
    return _grouped(goals.values_list("innovation_id", "goal__number"))


def _ids(keys: Sequence[int]) -> dict[int | None, list[tuple[str, str]]]:
    """The numbers under which sources know a record, those of records merged into it included."""
    ids = ExternalId.objects.filter(innovation__canonical__in=keys).order_by("scheme", "value")
    rows = ids.values_list("innovation__canonical_id", "scheme", "value")
    return _grouped((key, (scheme, value)) for key, scheme, value in rows)


def _sources(keys: Sequence[int]) -> dict[int | None, list[Source]]:
    """Who says something about a record, those who named a record merged into it included."""
    claims = Claim.objects.filter(innovation__canonical__in=keys, retired_at=None).order_by("pk")
    rows = claims.values_list(
        "innovation__canonical_id", "authority__name", "evidence_url", "authority__licence"
    )
    return _grouped((key, Source(*said)) for key, *said in rows)


def _grouped(pairs: Iterable[tuple[int | None, Any]]) -> dict[int | None, list[Any]]:
    groups: dict[int | None, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def _cell(value: Any) -> Any:
    return JOINT.join(map(str, value)) if isinstance(value, tuple) else value
