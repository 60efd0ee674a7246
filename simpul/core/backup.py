"""Backups: one file that holds the database, the kept files and what proves them whole.

The database is copied online, as it was at one moment; files are only ever added, so every file its
rows name is there to be copied after it. Indexes, page memory and sessions are not in a backup:
they are made anew.
"""

import hashlib
import io
import json
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File as StoredFile
from django.core.files.storage import default_storage
from django.db import connection

from simpul.core import clock, files, journal, pulse
from simpul.core.models import Entry, File
from simpul.core.models.files import FileState

FORMAT = 1
DATABASE = "database.sqlite3"
MANIFEST = "manifest.json"
SETTINGS = "settings.json"

# Settings whose names hold one of these words never leave the machine.
SECRET_WORDS = ("SECRET", "KEY", "PASSWORD", "TOKEN", "URL", "CREDENTIAL", "DATABASE", "MAIL")


class CannotBackUp(Exception):
    """The backup was not made; the message says why."""


class CannotRestore(Exception):
    """Nothing was restored, or what was restored is not what was backed up."""


@dataclass
class Manifest:
    """What a backup holds, with the sums and counts that prove it."""

    made_at: str
    database_sha256: str
    rows: dict[str, int]
    head: tuple[int, str]
    files: list[dict[str, Any]] = field(default_factory=list)
    format: int = FORMAT


# --- Making one --------------------------------------------------------------------------------


def make(directory: Path) -> tuple[Path, Manifest]:
    """Write one backup into ``directory``; a half-written one never bears its name."""
    if connection.vendor != "sqlite":
        raise CannotBackUp("PostgreSQL is backed up with its own tools: see the how-to on backups.")
    directory.mkdir(parents=True, exist_ok=True)
    made_at = clock.now()
    target = directory / f"simpul-{made_at:%Y%m%dT%H%M%SZ}.tar.gz"
    with _scratch(directory) as scratch:
        snapshot = scratch / DATABASE
        _copy_database(snapshot)
        manifest = _manifest(snapshot, made_at.isoformat())
        unfinished = scratch / target.name
        _write(unfinished, snapshot, manifest)
        unfinished.replace(target)
    # When it was, for whoever watches.
    (Path(settings.VAR_DIR) / "last-backup").write_text(f"{target}\n")
    return target, manifest


def prune(directory: Path, days: int) -> list[Path]:
    """Remove the backups in ``directory`` made more than ``days`` ago, but never the last."""
    oldest = f"{clock.now() - timedelta(days=days):simpul-%Y%m%dT%H%M%SZ}"
    old = [path for path in sorted(directory.glob("simpul-*.tar.gz"))[:-1] if path.name < oldest]
    for path in old:
        path.unlink()
    return old


def _copy_database(target: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)


def _manifest(snapshot: Path, made_at: str) -> Manifest:
    with closing(sqlite3.connect(snapshot)) as database:
        kept = database.execute(
            f"SELECT token, size, sha256 FROM {File._meta.db_table} WHERE state = ? ORDER BY token",  # noqa: S608 - our own table
            [FileState.READY],
        )
        rows = [{"token": token, "size": size, "sha256": sum_} for token, size, sum_ in kept]
        return Manifest(made_at, _sum_of(snapshot), _counted(database), _head(database), rows)


def _counted(database: sqlite3.Connection) -> dict[str, int]:
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    tables = [name for (name,) in names if not name.startswith("sqlite_")]
    return {
        table: database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608 - names from the database itself
        for table in tables
    }


def _head(database: sqlite3.Connection) -> tuple[int, str]:
    row = database.execute(
        f"SELECT seq, seal FROM {Entry._meta.db_table}"  # noqa: S608 - our own table
        " WHERE seq IS NOT NULL ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return (row[0], row[1]) if row else (0, "")


def _write(target: Path, snapshot: Path, manifest: Manifest) -> None:
    with tarfile.open(target, "w:gz") as archive:
        _add(archive, MANIFEST, json.dumps(asdict(manifest), indent=1).encode())
        _add(archive, SETTINGS, json.dumps(_public_settings(), indent=1, default=str).encode())
        archive.add(snapshot, DATABASE)
        for row in manifest.files:
            path = File(token=row["token"]).path
            with default_storage.open(path, "rb") as content:
                if _sum(content) != row["sha256"]:
                    raise CannotBackUp(f"{path} is not what was received; run simpul verify-files.")
                member = tarfile.TarInfo(path)
                member.size = content.seek(0, io.SEEK_END)
                content.seek(0)
                archive.addfile(member, content)


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))


def _public_settings() -> dict[str, Any]:
    """Plain values only: a dictionary of databases, caches or storages may hold a password."""
    named = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    return {
        name: value
        for name, value in named.items()
        if isinstance(value, str | int | float | bool | Path)
        and not any(word in name for word in SECRET_WORDS)
    }


# --- Restoring one -----------------------------------------------------------------------------


def restore(source: Path) -> Manifest:
    """Put a backup into an empty data directory and prove that all of it is there."""
    database = Path(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or database.exists():
        raise CannotRestore(
            f"{database} exists. A backup is restored into an empty directory: "
            "move the old one away, or name another with SIMPUL_VAR."
        )
    database.parent.mkdir(parents=True, exist_ok=True)
    try:
        with tarfile.open(source, "r:gz") as archive, _scratch(database.parent) as scratch:
            manifest = _read_manifest(archive)
            _extract(archive, DATABASE, scratch / DATABASE, manifest.database_sha256)
            _restore_files(archive, manifest.files, scratch / "file")
            (scratch / DATABASE).replace(database)
    except (tarfile.TarError, OSError, EOFError, KeyError, ValueError) as reason:
        raise CannotRestore(f"{source} cannot be read as a backup: {reason}") from reason
    pulse.bump()
    _prove(database, manifest)
    return manifest


def _read_manifest(archive: tarfile.TarFile) -> Manifest:
    content = archive.extractfile(MANIFEST)
    if content is None:
        raise CannotRestore("The backup has no manifest.")
    read = json.load(content)
    if read.get("format") != FORMAT:
        raise CannotRestore(f"The backup has format {read.get('format')}, not {FORMAT}.")
    return Manifest(**{**read, "head": tuple(read["head"])})


def _restore_files(archive: tarfile.TarFile, rows: Iterable[dict[str, Any]], scratch: Path) -> None:
    for row in rows:
        path = File(token=row["token"]).path
        _extract(archive, path, scratch, row["sha256"])
        with scratch.open("rb") as content:
            default_storage.delete(path)
            default_storage.save(path, StoredFile(content))


def _extract(archive: tarfile.TarFile, name: str, target: Path, expected: str) -> None:
    """Write one member to a path of ours; names inside an archive never become paths."""
    content = archive.extractfile(name)
    if content is None:
        raise CannotRestore(f"The backup lacks {name}.")
    with content, target.open("wb") as copy:
        shutil.copyfileobj(content, copy)
    if _sum_of(target) != expected:
        raise CannotRestore(f"{name} in the backup is not what was backed up.")


def _prove(database: Path, manifest: Manifest) -> None:
    with closing(sqlite3.connect(database)) as restored:
        if restored.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise CannotRestore("SQLite finds the restored database damaged.")
        if _counted(restored) != manifest.rows:
            raise CannotRestore("The restored database does not have the rows of the backup.")
    heads = [manifest.head] if manifest.head[0] else []
    found = journal.verify(heads)
    if not found.intact:
        raise CannotRestore(f"The restored journal is broken: {found.first_break}.")
    for file, wrong in files.damaged():
        raise CannotRestore(f"The restored file {file.token} is {wrong}.")


# --- Sums --------------------------------------------------------------------------------------


def _sum(content: IO[bytes]) -> str:
    content.seek(0)
    return hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]


def _sum_of(path: Path) -> str:
    with path.open("rb") as content:
        return _sum(content)


@contextmanager
def _scratch(directory: Path) -> Iterator[Path]:
    """A directory beside the target, so that the finished file is moved and never copied."""
    with tempfile.TemporaryDirectory(dir=directory, prefix=".unfinished-") as scratch:
        yield Path(scratch)
