"""Dumps: everything public as files, whole or not at all, in memory that does not grow."""

import gzip
import hashlib
import json
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File as StoredFile
from django.core.files.storage import default_storage
from django.utils import timezone

from simpul.core import clock, exports, journal, leases
from simpul.exchange.models import Dump
from simpul.exchange.queries.dumps import DATASETS, Dataset, as_cell, as_line
from simpul.exchange.queries.dumps.columns import both

log = logging.getLogger("simpul.dumps")

FORMAT = 1
MANIFEST = "manifest.json"
LEASE, LEASE_SECONDS = "dump", 3600
PIECE = 256 * 1024
# A dump is nightly: one made by hand shortly before is enough.
YOUNG = timedelta(hours=12)

# What the maker of Parquet may use, and how many rows it holds at once.
STORE: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "memory_limit": "256MB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
ROWS_AT_ONCE = 10_000
LONGEST_LINE = 8 * 1024 * 1024

Progress = Callable[[str, int], None]


class AlreadyDumping(Exception):
    """Another process is making a dump."""


def dump_nightly() -> Dump | None:
    """Make the dump of the night, in its hour; an installation without any gets one at once."""
    prune()
    last = Dump.objects.first()
    hour = timezone.localtime(clock.now(), timezone.get_default_timezone()).hour
    is_due = last is None or (hour == settings.DUMP_HOUR and last.made_at < clock.now() - YOUNG)
    return make_dump() if is_due else None


def make_dump(*, progress: Progress | None = None) -> Dump:
    """Write every set of data in every form, then publish them together; older dumps go.

    Raises ``AlreadyDumping``.
    """
    if not leases.take(LEASE, seconds=LEASE_SECONDS):
        raise AlreadyDumping
    try:
        dump = _made(progress or (lambda _key, _rows: None))
        prune()
        return dump
    finally:
        leases.release(LEASE)


def prune() -> list[str]:
    """Remove dumps beyond those kept, what a broken one left, and those whose files are lost.

    Answers their names.
    """
    there = _folders()
    names = [name for name in Dump.objects.values_list("name", flat=True) if name in there]
    kept = set(names[: max(settings.DUMPS_KEPT, 1)])
    gone = list(Dump.objects.exclude(name__in=kept).values_list("name", flat=True))
    # First nobody finds them, then they are not there.
    Dump.objects.filter(name__in=gone).delete()
    left = [name for name in there if name not in kept]
    for name in left:
        _remove(name)
    return sorted({*gone, *left})


def _made(progress: Progress) -> Dump:
    made_at, seq = clock.now(), journal.head_seq()
    name = _free_name(f"{made_at:%Y%m%dT%H%M%SZ}")
    with _scratch() as scratch:
        told = [_dataset(dataset, scratch, name, progress) for dataset in DATASETS.values()]
        manifest = _manifest(name, made_at, seq, told)
        text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        (scratch / MANIFEST).write_bytes(text)
        _store(scratch / MANIFEST, name)
    return Dump.objects.create(name=name, made_at=made_at, seq=seq, manifest=manifest)


def _free_name(name: str) -> str:
    """The name, or with a number behind it where another dump was made in the same second."""
    taken = set(Dump.objects.filter(name__startswith=name).values_list("name", flat=True))
    return next(
        each for each in chain([name], map(f"{name}-{{}}".format, count(2))) if each not in taken
    )


def _manifest(name: str, made_at, seq: int, datasets: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "name": name,
        "site": settings.SITE_URL,
        "generated_at": made_at.isoformat(timespec="seconds"),
        # Everything up to this entry is in; some of what came meanwhile may be.
        "journal_seq": seq,
        "licence": settings.OPEN_DATA_LICENCE or "stated on each row",
        "datasets": datasets,
    }


@contextmanager
def _scratch() -> Iterator[Path]:
    folder = Path(settings.VAR_DIR) / "scratch"
    folder.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix="dump-", dir=folder))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


# --- Writing -----------------------------------------------------------------------------------


@dataclass
class _Count:
    rows: int = 0


def _dataset(dataset: Dataset, scratch: Path, name: str, progress: Progress) -> dict[str, Any]:
    """Write one set of data in every form and keep the files; answers what the manifest says."""
    lines, table = scratch / f"{dataset.key}.jsonl.gz", scratch / f"{dataset.key}.csv.gz"
    rows = _write(dataset, lines, table, progress)
    files = [
        _kept(lines, name, "application/x-ndjson"),
        _kept(table, name, "text/csv"),
    ]
    columns = scratch / f"{dataset.key}.parquet"
    if _columnar(dataset, lines, columns):
        files.append(_kept(columns, name, "application/vnd.apache.parquet"))
    for path in (lines, table, columns):
        path.unlink(missing_ok=True)
    # A long one goes on holding what it holds.
    leases.take(LEASE, seconds=LEASE_SECONDS)
    return {
        "key": dataset.key,
        **{f"title_{language}": words for language, words in both(dataset.title).items()},
        **{f"about_{language}": words for language, words in both(dataset.about).items()},
        "rows": rows,
        "schema": [column.as_data() for column in dataset.columns],
        "files": files,
    }


def _write(dataset: Dataset, lines: Path, table: Path, progress: Progress) -> int:
    """Read every row once and write it as a line and as cells; answers how many there were."""
    count = _Count()
    with _packed(lines) as out, _packed(table) as cells_out:

        def cells() -> Iterator[list[Any]]:
            for row in dataset.rows():
                out.write(as_line(dataset, row).encode("utf-8", "replace") + b"\n")
                count.rows += 1
                if count.rows % 10_000 == 0:
                    progress(dataset.key, count.rows)
                yield [as_cell(column, row[column.key]) for column in dataset.columns]

        for piece in exports.csv_stream(dataset.header, cells()):
            cells_out.write(piece)
    progress(dataset.key, count.rows)
    return count.rows


@contextmanager
def _packed(path: Path) -> Iterator[gzip.GzipFile]:
    """A packed file that says nothing of when it was made: same rows, same sum."""
    with (
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=0) as packed,
    ):
        yield packed


def _columnar(dataset: Dataset, lines: Path, target: Path) -> bool:
    """Turn the lines into Parquet; says no where the maker of it is not installed."""
    try:
        import duckdb  # noqa: PLC0415 -- heavy, and left out where SIMPUL_MATCHING=0
    except ImportError:
        log.warning("Without DuckDB there is no Parquet: %s.", dataset.key)
        return False
    kinds = ", ".join(f"'{column.key}': '{column.stored_as}'" for column in dataset.columns)
    # Names and kinds are our own; the paths are those of a folder just made.
    lines_of = (
        f"read_json('{lines}', format = 'newline_delimited', compression = 'gzip', "
        f"maximum_object_size = {LONGEST_LINE}, columns = {{{kinds}}})"
    )
    form = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS_AT_ONCE}"
    with duckdb.connect(":memory:", config=STORE) as store:
        store.execute(f"SET temp_directory = '{target.parent}'")
        store.execute(f"COPY (SELECT * FROM {lines_of}) TO '{target}' ({form})")  # noqa: S608
    return True


# --- Keeping -----------------------------------------------------------------------------------


def _kept(path: Path, name: str, media_type: str) -> dict[str, Any]:
    """Put a file where any node finds it; answers what the manifest says of it."""
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    told = {
        "name": path.name,
        "media_type": media_type,
        "packed": "gzip" if path.suffix == ".gz" else "",
        "bytes": path.stat().st_size,
        "sha256": digest,
    }
    _store(path, name)
    return told


def _store(path: Path, name: str) -> None:
    target = f"dumps/{name}/{path.name}"
    default_storage.delete(target)
    with path.open("rb") as content:
        default_storage.save(target, StoredFile(content))


def _folders() -> list[str]:
    try:
        return sorted(default_storage.listdir("dumps")[0])
    except FileNotFoundError:
        return []


def _remove(name: str) -> None:
    folder = f"dumps/{name}"
    for file in default_storage.listdir(folder)[1]:
        default_storage.delete(f"{folder}/{file}")
    default_storage.delete(folder)
