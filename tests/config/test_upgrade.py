"""Expand, migrate, contract: the old release lives on the new schema until it is gone."""

import sqlite3
import tarfile

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db.migrations import Migration, RunPython
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import (
    DeleteModel,
    RemoveField,
    RenameField,
    RenameModel,
)
from django.test import override_settings

from simpul.config import upgrading
from simpul.core import maintenance
from tests.config.serving import run

EXPANDING = "tests.config.expanding.settings"

# What the release before cannot live with.
ENDING = (DeleteModel, RemoveField, RenameField, RenameModel)


class Step(Migration):
    pass


def step(name, *after, contract=False):
    made = Step(name, "room")
    made.contract = contract
    made.dependencies = [("room", before) for before in after]
    return made


def names(steps):
    return [found.name for found in steps]


def test_what_ends_something_waits_and_what_stands_on_it_too():
    first, removing = step("1"), step("2", "1", contract=True)
    on_it, beside = step("3", "2"), step("4", "1")

    found = upgrading.split("default", [first, removing, on_it, beside])

    assert (names(found.now), names(found.later)) == (["1", "4"], ["2", "3"])
    assert found.targets(contract=False) == [("room", "4")]
    assert found.targets(contract=True) == [()]


def test_a_fresh_database_takes_every_step():
    found = upgrading.split("default", [step("1"), step("2", contract=True)], is_fresh=True)

    assert found.targets(contract=False) == [()]


def test_migrations_that_end_something_say_so():
    unmarked = [
        f"{app}.{name}: {type(operation).__name__}"
        for (app, name), migration in MigrationLoader(None).disk_migrations.items()
        if migration.__module__.startswith("simpul.") and not getattr(migration, "contract", False)
        for operation in migration.operations
        if isinstance(operation, ENDING)
    ]

    assert unmarked == []


@pytest.mark.django_db
def test_an_upgrade_with_nothing_to_do_says_so(capsys):
    call_command("upgrade", "--dry-run")
    call_command("upgrade", "--no-backup")

    said = capsys.readouterr().out
    assert "Nothing waits." in said
    assert "as this release needs them" in said
    assert maintenance.closing() is None


@override_settings(DEMO=True)
def test_a_public_hub_is_no_demonstration():
    wrong = run_checks(include_deployment_checks=True)

    assert "config.E001" in {found.id for found in wrong}


# --- A room that is being upgraded -------------------------------------------------------------


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    """A hub of the release before: its schema knows only the name."""
    var = tmp_path_factory.mktemp("old")
    upgraded = run(var, "upgrade", settings=EXPANDING)
    assert upgraded.returncode == 0, upgraded.stderr
    back = run(var, "migrate", "expanding", "0001", settings=EXPANDING)
    assert back.returncode == 0, back.stderr
    with sqlite3.connect(var / "simpul.sqlite3") as database:
        database.execute("INSERT INTO expanding_thing (name) VALUES ('Antrean')")
    return var


def columns(var):
    with sqlite3.connect(var / "simpul.sqlite3") as database:
        return {row[1] for row in database.execute("PRAGMA table_info(expanding_thing)")}


@pytest.mark.kill
def test_an_upgrade_goes_in_three_moves(old, tmp_path):
    refused = run(old, "upgrade", settings=EXPANDING)
    assert (refused.returncode, "--backup DIR" in refused.stderr) == (1, True)
    assert columns(old) == {"id", "name"}

    said = run(old, "upgrade", "--backup", str(tmp_path), settings=EXPANDING)
    assert said.returncode == 0, said.stderr
    assert "For later, with --contract: expanding.0003_remove_the_name" in said.stdout
    assert columns(old) == {"id", "name", "title"}
    assert not (old / "read-only").exists()
    with tarfile.open(next(tmp_path.glob("simpul-*.tar.gz"))) as archive:
        assert "database.sqlite3" in archive.getnames()
    # The release before goes on writing.
    with sqlite3.connect(old / "simpul.sqlite3") as database:
        database.execute("INSERT INTO expanding_thing (name, title) VALUES ('Pajak', '')")

    checked = run(old, "check", "--database", "default", settings=EXPANDING)
    assert "expanding.0003_remove_the_name waits" in checked.stderr

    done = run(old, "upgrade", "--contract", "--no-backup", settings=EXPANDING)
    assert done.returncode == 0, done.stderr
    assert columns(old) == {"id", "title"}


@pytest.mark.django_db
def test_a_failing_migration_leaves_the_hub_open(monkeypatch):
    def broken(*words, **options):
        assert maintenance.closing() is not None
        raise RuntimeError("no such column")

    found = upgrading.split("default", [step("1")])
    monkeypatch.setattr(upgrading, "plan", lambda alias: found)
    monkeypatch.setattr("simpul.config.management.commands.upgrade.call_command", broken)

    with pytest.raises(RuntimeError):
        call_command("upgrade", "--no-backup")
    assert maintenance.closing() is None


@pytest.mark.django_db
def test_a_backup_that_fails_changes_nothing(monkeypatch, tmp_path):
    found = upgrading.split("default", [step("1")])
    monkeypatch.setattr(upgrading, "plan", lambda alias: found)
    (tmp_path / "file").touch()

    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("upgrade", "--backup", str(tmp_path / "file"))


# --- A new database ----------------------------------------------------------------------------


def schema(var, alias):
    """What each table holds: its columns, their kinds, its indexes with their columns."""
    name = {"default": "simpul.sqlite3"}.get(alias, f"{alias}.sqlite3")
    with sqlite3.connect(var / name) as database:
        ask = lambda words: database.execute(words).fetchall()  # noqa: E731
        tables = [row[0] for row in ask("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: (
                {row[1:5] for row in ask(f"PRAGMA table_info({table})")},
                {row[2:5] for row in ask(f"PRAGMA foreign_key_list({table})")},
                {
                    (row[2], tuple(part[2] for part in ask(f'PRAGMA index_info("{row[1]}")')))
                    for row in ask(f"PRAGMA index_list({table})")
                },
            )
            for table in tables
        }


@pytest.mark.kill
@pytest.mark.slow
def test_a_new_database_is_as_the_steps_would_make_it(tmp_path):
    built, walked = tmp_path / "built", tmp_path / "walked"
    assert run(built, "upgrade").returncode == 0
    for alias in ("default", "ephemeral"):
        run(walked, "migrate", "--database", alias, "--no-input", check=True)

        assert schema(built, alias) == schema(walked, alias)
    assert run(built, "makemigrations", "--check", "--dry-run").returncode == 0


def test_a_step_that_writes_rows_is_walked():
    writing = step("1")
    writing.operations = [RunPython(RunPython.noop)]
    moving = step("2")
    moving.operations = [RunPython(RunPython.noop, elidable=True)]
    Step.__module__ = "simpul.room.migrations.0001"

    assert not upgrading.can_build(upgrading.split("default", [writing], is_fresh=True))
    assert upgrading.can_build(upgrading.split("default", [moving], is_fresh=True))
    assert not upgrading.can_build(upgrading.split("default", [moving]))
