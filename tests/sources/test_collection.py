"""The collection shipped, the command that loads it, and a corpus made up for tests of scale."""

import csv
import io
import json
import random

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from simpul.innovations.models import ExternalId, Innovation, State
from simpul.sources.services.corpus import make_corpus
from tests.factories.sources import DATA, checksum, load, prepare, row, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready():
    prepare()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "innovations.csv"


@pytest.fixture(scope="module")
def collection(django_db_setup, django_db_blocker):
    """Everything shipped, loaded once for this file."""
    from django.db import connections, transaction

    with django_db_blocker.unblock():
        whole = [transaction.atomic(using=alias) for alias in connections]
        for each in whole:
            each._from_testcase = True
            each.__enter__()
        out = io.StringIO()
        call_command("load", "--json", stdout=out, stderr=io.StringIO())
        yield json.loads(out.getvalue())
        for alias, each in zip(connections, whole, strict=True):
            transaction.set_rollback(True, using=alias)
            each.__exit__(None, None, None)


def test_everything_shipped_loads_without_a_fault(collection):
    assert {name: step["errors"] for name, step in collection.items() if step["errors"]} == {}
    assert collection["innovations"]["created"] == 616
    assert collection["regions"]["created"] == 552


def test_the_labelled_pairs_meet_and_stay_apart(collection):
    standing = dict(ExternalId.objects.values_list("value", "innovation__canonical"))
    with (DATA / "evaluation" / "dedup_pairs_dev.csv").open(newline="") as file:
        pairs = list(csv.DictReader(file))

    joined = {pair["pair_id"]: standing[pair["id_a"]] == standing[pair["id_b"]] for pair in pairs}

    assert joined == {pair["pair_id"]: pair["label"] == "duplicate" for pair in pairs}
    assert Innovation.objects.public().count() == 562


def test_loading_the_collection_again_writes_nothing(collection):
    before = checksum()

    call_command("load", stdout=io.StringIO())

    assert checksum() == before


# --- The command and the corpus ----------------------------------------------------------------


def test_wrong_use_of_the_command_is_told(tmp_path):
    for options in (
        {"only": ["sihir"]},
        {"dir": tmp_path / "tidak-ada"},
        {"only": ["innovations"], "file": tmp_path / "tidak-ada.csv"},
        {"file": __file__},
    ):
        with pytest.raises(CommandError) as told:
            call_command("load", **options)
        assert told.value.returncode == 2


def test_faults_end_the_command_with_one(ready, path):
    write(path, [row(1, year="kapan")])

    with pytest.raises(SystemExit) as ended:
        call_command("load", only=["innovations"], file=path, stdout=io.StringIO())

    assert ended.value.code == 1


def test_a_corpus_is_the_same_for_the_same_seed_and_says_that_it_is_made_up(tmp_path):
    first, second, other = io.StringIO(), io.StringIO(), io.StringIO()
    make_corpus(300, first, DATA, seed=7, duplicates=0.2)
    make_corpus(300, second, DATA, seed=7, duplicates=0.2)
    make_corpus(300, other, DATA, seed=8)

    assert first.getvalue() == second.getvalue()
    assert first.getvalue() != other.getvalue()
    rows = list(csv.DictReader(io.StringIO(first.getvalue())))
    assert len(rows) == 300
    assert {each["source"].partition("/korpus")[0] for each in rows} == {"https://simpul.invalid"}
    assert 30 < sum(bool(each["duplicate_of"]) for each in rows) < 90


def test_a_corpus_loads_without_a_fault_and_its_repeats_are_found(collection, tmp_path):
    path = tmp_path / "corpus.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        make_corpus(400, out, DATA, seed=3, duplicates=0.1)

    report = load(path)

    assert report.errors == []
    made_up = Innovation.objects.filter(synthetic=True)
    assert made_up.count() == 400
    assert set(made_up.values_list("state", flat=True)) == {State.LISTED}
    with path.open(newline="") as file:
        repeats = {each["id"]: each["duplicate_of"] for each in csv.DictReader(file)}
    standing = dict(ExternalId.objects.values_list("value", "innovation__canonical"))
    planted = {key: of for key, of in repeats.items() if of}
    found = [key for key, of in planted.items() if standing[key] == standing[of]]
    # Some repeats are hard on purpose: only the name where the first said name and long form.
    assert len(found) >= 0.9 * len(planted)
    strangers = random.Random(1).sample(sorted(set(repeats) - set(planted)), 100)
    assert len({standing[key] for key in strangers}) >= 99
