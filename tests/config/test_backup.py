"""The restore drill: a backup of a living hub, put into an empty directory by another process."""

import io
import json
import sqlite3
import tarfile
from datetime import UTC, datetime

import pytest

from simpul.core import backup, clock
from tests.config.serving import prepare, run

pytestmark = pytest.mark.kill

KEPT = """
import io
from simpul.core import files, journal
files.keep("surat.pdf", io.BytesIO(b"%PDF-1.7 surat keputusan"))
journal.seal_pending()
"""


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    var = tmp_path_factory.mktemp("hub")
    prepare(var)
    assert run(var, "load", "--only", "vocabularies").returncode == 0
    kept = run(var, "shell", "-c", KEPT)
    assert kept.returncode == 0, kept.stderr
    return var


@pytest.fixture(scope="module")
def made(hub, tmp_path_factory):
    said = run(hub, "backup", str(tmp_path_factory.mktemp("backups")))
    assert said.returncode == 0, said.stderr
    return next(iter(tmp_path_factory.getbasetemp().glob("backups*/simpul-*.tar.gz")))


def rows(var):
    with sqlite3.connect(var / "simpul.sqlite3") as database:
        return database.execute("SELECT * FROM vocabularies_sector ORDER BY id").fetchall()


def test_a_backup_restored_elsewhere_is_the_same_hub(hub, made, tmp_path):
    said = run(tmp_path, "restore", str(made))

    assert said.returncode == 0, said.stderr
    assert "journal intact" in said.stdout
    assert rows(tmp_path) == rows(hub) != []
    assert run(tmp_path, "verify_files").returncode == 0
    assert run(tmp_path, "verify_log").returncode == 0


def test_a_backup_holds_no_secret(made):
    with tarfile.open(made) as archive:
        told = archive.extractfile("settings.json").read().decode()

    assert "only-for-tests" not in told
    assert "SECRET_KEY" not in json.loads(told)
    assert "TIME_ZONE" in json.loads(told)


def test_nothing_is_restored_over_a_hub(hub, made):
    said = run(hub, "restore", str(made))

    assert said.returncode == 1
    assert "empty directory" in said.stderr


def test_a_damaged_backup_restores_nothing(made, tmp_path):
    whole = made.read_bytes()
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(whole[: len(whole) // 2])

    said = run(tmp_path / "var", "restore", str(cut))

    assert said.returncode == 1
    assert not (tmp_path / "var" / "simpul.sqlite3").exists()


def test_an_altered_database_is_refused(made, tmp_path):
    altered = tmp_path / "altered.tar.gz"
    with tarfile.open(made) as old, tarfile.open(altered, "w:gz") as new:
        for member in old.getmembers():
            content = old.extractfile(member)
            if member.name == "manifest.json":
                text = content.read().replace(b'"database_sha256": "', b'"database_sha256": "0')
                member.size = len(text)
                content = io.BytesIO(text)
            new.addfile(member, content)

    said = run(tmp_path / "var", "restore", str(altered))

    assert said.returncode == 1
    assert "not what was backed up" in said.stderr
    assert not (tmp_path / "var" / "simpul.sqlite3").exists()


def test_old_backups_go_and_the_last_one_never_does(tmp_path):
    names = ["simpul-20260101T000000Z.tar.gz", "simpul-20260102T000000Z.tar.gz"]
    for name in names:
        (tmp_path / name).touch()
    (tmp_path / "simpul-notes.txt").touch()

    with clock.frozen(datetime(2026, 3, 1, tzinfo=UTC)):
        gone = backup.prune(tmp_path, 30)

    assert [path.name for path in gone] == names[:1]
    assert sorted(path.name for path in tmp_path.iterdir()) == [names[1], "simpul-notes.txt"]


def test_when_the_last_one_was_made_is_remembered(hub, made):
    assert (hub / "last-backup").read_text().strip() == str(made)
