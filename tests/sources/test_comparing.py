"""How likely two mentions are one: what is compared, what it is worth, and how it is judged."""

import csv
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from simpul.sources.queries import comparing, judging
from simpul.sources.queries.features import features
from tests.factories.innovations import listed
from tests.factories.organisations import OrganisationFactory, OrganisationNameFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    body = OrganisationFactory(name="Pemerintah Kabupaten Sragen")
    OrganisationNameFactory(organisation=body)
    return body


def score(one, other):
    return comparing.scores([("pair", one, other)])["pair"]


def row(*titles, owner=None, year=2021, **said):
    return features("x", titles, owner=owner, year=year, **said)


def test_the_same_name_of_one_owner_is_nearly_sure_and_of_another_is_not(owner):
    elsewhere = OrganisationFactory()
    one = row("Si Loki (Sistem Layanan Keamanan Informasi)", owner=owner)

    same = score(one, row("Si Loki", owner=owner))
    other = score(one, row("Si Loki", owner=elsewhere))

    assert same.levels["naming"] == "same writing"
    assert (same.levels["owner"], other.levels["owner"]) == ("same", "different")
    assert same.probability >= comparing.model().automatic > other.probability


def test_two_names_for_like_words_are_two_innovations(owner):
    panrita = row("Panrita (Pusat Informasi Perencanaan Berbasis Peta)", owner=owner)
    pinisi = row("Pinisi (Pusat Informasi Perencanaan berbasis NIK)", owner=owner)

    said = score(panrita, pinisi)

    assert said.levels["short_name"] == "different"
    assert said.probability < comparing.model().automatic


def test_what_is_not_told_says_nothing(owner):
    one = row("Kebun Si Pintar", owner=owner, year=None)

    said = score(one, row("Kebun Si Pintar", owner=owner, unit="Dinas Pendidikan"))

    assert {said.levels[name] for name in ("year", "unit", "subject", "short_name")} == {"not told"}


def test_every_pair_is_scored_for_itself_though_a_mention_stands_in_several(owner):
    one, two, three = (row(title, owner=owner) for title in ("Katalis", "Katalis", "Rumah Sehat"))

    found = comparing.scores([("a", one, two), ("b", one, three), ("c", two, three)])

    assert found["b"] == found["c"]
    assert found["a"].probability > found["b"].probability


def test_shares_of_levels_are_shares_and_thresholds_stand_in_order():
    using = comparing.model()

    for name, comparison in comparing.COMPARISONS.items():
        for side in (0, 1):
            shares = [using.shares[name, level.label][side] for level in comparison.levels]
            assert sum(shares) == pytest.approx(1, abs=1e-3)
    assert 0 < using.queue < using.automatic < 1


@pytest.fixture
def pairs_file(tmp_path, owner):
    listed("UJI-1", title="Ampera Cakep", owner=owner.code, year=2023)
    listed("UJI-2", title="Ampera Kito", owner=owner.code, year=2023)
    rows = [
        # by number, by raw words, and by both
        ("P1", "UJI-1", "", "duplicate", "", "", "", "Ampera Cakep", owner.name, "2023"),
        ("P2", "UJI-1", "UJI-2", "not_duplicate", "", "", "", "", "", ""),
        ("P3", "", "", "duplicate", "Telunjuk Sakti", "Kantor Tak Dikenal", "2020",
         "aplikasi Telunjuk Sakti", "Kantor Tak Dikenal", "2020"),
    ]  # fmt: skip
    path = tmp_path / "pairs.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["pair_id", "id_a", "id_b", "label", "raw_title_a", "raw_institution_a", "year_a",
             "raw_title_b", "raw_institution_b", "year_b"]
        )  # fmt: skip
        writer.writerows(rows)
    return path


def test_the_command_says_precision_and_recall_at_both_thresholds(pairs_file):
    out = StringIO()

    call_command("match_eval", str(pairs_file), "--json", stdout=out)

    said = json.loads(out.getvalue())
    assert said["automatic"] == {"precision": 1.0, "recall": 1.0, "pairs": 2}
    assert said["queue"]["recall"] == 1.0
    assert sum(band["pairs"] for band in said["calibration"]) == said["pairs"] == 3
    assert said["unresolved"] == ["Kantor Tak Dikenal"]


def test_a_file_without_labels_is_refused_by_name(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text("id_a,id_b\nUJI-1,UJI-2\n")

    with pytest.raises(CommandError, match="label"):
        call_command("match_eval", str(path))


def test_an_unknown_number_without_a_title_is_named(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text("pair_id,id_a,id_b,label\nP9,UJI-8,UJI-9,duplicate\n")

    with pytest.raises(ValueError, match="P9: id_a is not loaded"):
        judging.judge(path)


WRITTEN = {
    "as the data set is": (",", "utf-8", {}),
    "by a spreadsheet": (";", "utf-8-sig", {"duplicate": '" Duplicate "', "pair_id": "PAIR_ID "}),
    "as Unicode text": ("\t", "utf-16", {"year": "Tahun", "2023": "2023.0"}),
    "by a program": (",", "cp1252", {"duplicate": "1", "raw_title": "title", "pair_id": "no"}),
}


@pytest.mark.parametrize("how", WRITTEN)
def test_pairs_of_raw_words_are_read_however_they_were_written(how, tmp_path, owner):
    mark, encoding, other = WRITTEN[how]
    rows = [
        ["pair_id", "label", "raw_title_a", "raw_institution_a", "year_a", "raw_title_b",
         "raw_institution_b", "year_b", "note"],
        ["P1", "duplicate", "Telunjuk Sakti", f'"{owner.name}"', "2023", '"Telunjuk ""Sakti"""',
         f'"{owner.name}"', "", "Café"],
        # Numbers may stand twice, cells may be empty, and rows may break off or run on.
        ["P1", "duplicate", "Ampera Kito", "", "", "Ampera Kito"],
        ["", "duplicate", "Lumbung Mataraman", "", "", "Lumbung Mataraman", "", "", "", "more"],
        [],
    ]  # fmt: skip
    text = "\r\n".join(mark.join(row) for row in rows)
    for word, instead in other.items():
        text = text.replace(word, instead)
    path = tmp_path / "pairs.csv"
    path.write_bytes(text.encode(encoding))

    report = judging.judge(path)

    assert report.unread == []
    assert len({pair.key for pair in report.pairs}) == len(report.pairs) == 3
    assert all(pair.is_duplicate and pair.probability > 0.5 for pair in report.pairs)


def test_a_row_that_says_too_little_is_named_and_stands_in_no_figure(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text(
        "pair_id,label,raw_title_a,raw_title_b\n"
        "P1,duplicate,Telunjuk Sakti,Telunjuk Sakti\nP2,perhaps,Satu,Dua\nP3,duplicate,Satu,\n"
    )
    out, told = StringIO(), StringIO()

    call_command("match_eval", str(path), "--json", stdout=out)
    call_command("match_eval", str(path), stdout=told)

    said = json.loads(out.getvalue())
    assert said["pairs"] == 1
    assert [why.partition(":")[0] for why in said["unread"]] == ["P2", "P3"]
    assert "P2: “perhaps” says neither" in told.getvalue()


def test_a_number_of_another_source_is_known_where_only_one_source_has_it(tmp_path, owner):
    for key, scheme in (("N-1", "lain"), ("N-2", "lain"), ("N-1", "lagi")):
        record = listed(f"UJI-{scheme}-{key}", title="Ampera Cakep", owner=owner.code)
        own = record.external_ids.get()
        record.external_ids.create(scheme=scheme, value=key, authority=own.authority)
    path = tmp_path / "pairs.csv"
    path.write_text("id_a,id_b,label\nUJI-lain-N-1,N-2,duplicate\nN-1,N-2,duplicate\n")

    report = judging.judge(path)

    assert len(report.pairs) == 1
    assert report.unread == ["2: id_a is not loaded and raw_title_a is empty"]
