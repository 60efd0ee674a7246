"""Which dumps there are, and what the page about open data says of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from simpul.core.hooks import CALENDARS, Calendar
from simpul.exchange.models import Dump
from simpul.innovations.queries.citing import data_block

FORMS = {".jsonl.gz": "JSON Lines", ".csv.gz": "CSV", ".parquet": "Parquet"}


@dataclass(frozen=True)
class FileLine:
    """A file to take away."""

    form: str
    url: str
    size: int
    sha256: str
    media_type: str


@dataclass(frozen=True)
class DatasetLine:
    """A set of data with its files and columns, in the reader's language."""

    key: str
    title: str
    about: str
    rows: int
    files: Sequence[FileLine]
    columns: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class DumpLine:
    """A dump of the list of those that are kept."""

    name: str
    made_at: datetime
    seq: int
    rows: int
    size: int
    manifest_url: str


@dataclass(frozen=True)
class OpenDataPage:
    """Everything the page shows."""

    newest: DumpLine | None
    datasets: Sequence[DatasetLine]
    dumps: Sequence[DumpLine]
    licence: str
    site: str
    # Lasting addresses for programs.
    oai: str
    catalogue: str
    calendars: Sequence[Calendar]


def newest() -> Dump | None:
    return Dump.objects.first()


def dump_named(name: str) -> Dump | None:
    return Dump.objects.filter(name=name).first()


def file_of(dump: Dump, file: str) -> dict[str, Any] | None:
    """What the manifest says of a file; nothing where it names none."""
    for dataset in dump.manifest["datasets"]:
        for told in dataset["files"]:
            if told["name"] == file:
                return told
    return None


def open_data_page() -> OpenDataPage:
    dumps = [_dump(dump) for dump in Dump.objects.all()]
    last = newest()
    return OpenDataPage(
        newest=dumps[0] if dumps else None,
        datasets=[_dataset(last, told) for told in last.manifest["datasets"]] if last else [],
        dumps=dumps,
        licence=settings.OPEN_DATA_LICENCE,
        site=settings.SITE_URL,
        oai=settings.SITE_URL + reverse("oai"),
        catalogue=settings.SITE_URL + reverse("dcat_turtle"),
        calendars=CALENDARS,
    )


def linked_data(page: OpenDataPage) -> SafeString:
    """The page as schema.org knows a catalogue of data, as the text of a data block."""
    told = {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "name": settings.OAI_NAME,
        "url": page.site + reverse("exchange:open_data"),
        "dataset": [_linked(page, line) for line in page.datasets],
    }
    return data_block(told)


def _linked(page: OpenDataPage, line: DatasetLine) -> dict[str, Any]:
    told = {
        "@type": "Dataset",
        "name": line.title,
        "description": line.about,
        "isAccessibleForFree": True,
        "dateModified": page.newest.made_at.isoformat(timespec="seconds") if page.newest else "",
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": page.site + file.url,
                "encodingFormat": file.media_type,
                "contentSize": str(file.size),
                "sha256": file.sha256,
            }
            for file in line.files
        ],
    }
    return told | ({"license": page.licence} if page.licence else {})


def _dump(dump: Dump) -> DumpLine:
    datasets = dump.manifest["datasets"]
    return DumpLine(
        dump.name,
        dump.made_at,
        dump.seq,
        sum(told["rows"] for told in datasets),
        sum(file["bytes"] for told in datasets for file in told["files"]),
        reverse("dump_file", args=[dump.name, "manifest.json"]),
    )


def _dataset(dump: Dump, told: dict[str, Any]) -> DatasetLine:
    language = get_language() or settings.LANGUAGE_CODE
    files = [
        FileLine(
            next(form for ending, form in FORMS.items() if file["name"].endswith(ending)),
            reverse("dump_file", args=[dump.name, file["name"]]),
            file["bytes"],
            file["sha256"],
            file["media_type"],
        )
        for file in told["files"]
    ]
    columns = [(column["name"], column[f"title_{language}"]) for column in told["schema"]]
    return DatasetLine(
        told["key"],
        told[f"title_{language}"],
        told[f"about_{language}"],
        told["rows"],
        files,
        columns,
    )
