"""search, reindex, check-index and search-eval as a person or a program runs them."""

import csv
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from simpul.innovations.models import Innovation
from simpul.innovations.services import index, merge_innovations
from tests.factories.accounts import UserFactory
from tests.factories.geography import ProvinceFactory
from tests.factories.innovations import InnovationFactory, listed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_index(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    settings.SEMANTIC = False


def run(*words, **options):
    out = StringIO()
    call_command(*words, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_search_answers_programs_with_numbers_of_the_data_set():
    record = listed("INV-7", title="Akta Kilat", year=2020)
    index.reindex()

    answer = json.loads(run("search", "akte", json=True))

    assert answer["total"] == 1
    (result,) = answer["results"]
    assert result["public_id"] == record.public_id
    assert result["ids"] == {"dataset": ["INV-7"]}
    assert answer["facets"]["year"] == {"2020": 1}


def test_merged_records_lend_their_numbers_to_the_one_shown():
    kept, absorbed = listed("INV-1", title="Akta Kilat"), listed("INV-2", title="Akta Kilat Dua")
    merge_innovations(kept, absorbed=absorbed, by=UserFactory(is_superuser=True))
    index.reindex()

    (result,) = json.loads(run("search", "akta", json=True))["results"]

    assert result["ids"] == {"dataset": ["INV-1", "INV-2"]}


def test_search_tells_a_person_and_filters():
    province = ProvinceFactory(code="35", name="Provinsi Jawa Timur")
    InnovationFactory(title="Akta Timur", province=province)
    InnovationFactory(title="Akta Barat")
    index.reindex()

    told = run("search", "akta", filter=["province=35"])

    assert "Akta Timur" in told
    assert "Akta Barat" not in told
    assert "province: 35 1" in told


def test_nothing_found_ends_with_one():
    InnovationFactory(title="Akta Kilat")
    index.reindex()

    with pytest.raises(SystemExit) as ended:
        run("search", "zzzzzz")

    assert ended.value.code == 1


@pytest.mark.parametrize("pair", ["province", "colour=red", "province=99", "=", "year="])
def test_a_wrong_filter_is_explained(pair):
    index.reindex()

    with pytest.raises(CommandError) as wrong:
        run("search", "akta", filter=[pair])

    assert wrong.value.returncode == 2


def test_without_an_index_search_says_what_to_do():
    with pytest.raises(CommandError, match="simpul reindex"):
        run("search", "akta")


def test_reindex_and_check_index_tell_how_many():
    InnovationFactory()

    assert json.loads(run("reindex", json=True))["documents"] == 1
    assert json.loads(run("check_index", json=True))["sound"]


def test_check_index_ends_with_one_until_it_is_repaired():
    record = InnovationFactory(title="Akta Kilat")
    index.reindex()
    Innovation.objects.filter(pk=record.pk).update(title="Akta Lambat")

    with pytest.raises(SystemExit):
        run("check_index")
    run("check_index", repair=True)

    assert json.loads(run("check_index", json=True))["sound"]


def test_search_eval_prints_figures_and_the_worst(tmp_path):
    listed("INV-1", title="Akta Kilat")
    listed("INV-2", title="Bank Sampah")
    index.reindex()
    queries, qrels = tmp_path / "queries.csv", tmp_path / "qrels.csv"
    _write(queries, ["query_id", "text", "lang"], [["1", "akta", "id"], ["2", "garbage", "en"]])
    _write(qrels, ["query_id", "innovation_id", "grade"], [["1", "INV-1", 3], ["2", "INV-9", 2]])

    report = json.loads(run("search_eval", str(queries), str(qrels), json=True))

    figures = report["runs"]["by words alone"]
    assert figures["means"]["id"] == {"queries": 1, "ndcg@10": 1.0, "recall@50": 1.0}
    assert figures["worst"][0]["query"] == "2"
    assert any("INV-9" in note for note in report["notes"])
    assert "nDCG@10" in run("search_eval", str(queries), str(qrels))


def test_search_eval_explains_a_wrong_file(tmp_path):
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n")

    with pytest.raises(CommandError):
        run("search_eval", str(wrong), str(wrong))


def _write(path, heading, rows):
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([heading, *rows])
