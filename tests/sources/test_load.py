"""Loading: once, whole, in any order, and every fault named."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from simpul.innovations.models import (
    Authority,
    ExternalId,
    Innovation,
)
from simpul.innovations.services.checking import check_records
from simpul.sources.models import RawRecord
from simpul.sources.services.faults import Unreadable
from simpul.sources.services.innovations import load_innovations
from tests.factories.sources import checksum, load, prepare, row, write
from tests.factories.vocabularies import AwardLevelFactory, ProgrammeFactory


def world():
    """What readers see, told by numbers that are the same on every machine."""
    ids = dict(ExternalId.objects.values_list("innovation_id", "value"))
    return sorted(
        (ids[pk], ids[canonical], title, acronym, long, year, slug)
        for pk, canonical, title, acronym, long, year, slug in Innovation.objects.values_list(
            "pk", "canonical_id", "title", "acronym", "long_title", "year", "slug"
        )
    )


class TestOrder(TestCase):
    """The same mentions end in the same records, however they arrive."""

    titles = st.sampled_from(
        ["Katalis", "Inovasi Digital Katalis", "KATALIS", "Si Dora Emon", "Sidora Eman", "Lain",
         "Puas (Pelayanan Adminduk)", "Puas", "Pelayanan Adminduk (Puas)"]
    )  # fmt: skip
    mentions = st.lists(
        st.tuples(titles, st.sampled_from(["PEMDA-1", "PEMDA-2"]), st.integers(2015, 2025)),
        min_size=2,
        max_size=8,
    )

    def setUp(self):
        self.directory = Path(tempfile.mkdtemp())

    def tearDown(self):
        shutil.rmtree(self.directory)

    def setup_example(self):
        super().setup_example()
        prepare()

    def file(self, rows):
        return write(self.directory / "innovations.csv", rows)

    @given(mentions, st.randoms(use_true_random=False), st.integers(0, 8))
    @profile(suppress_health_check=list(HealthCheck))
    def test_shuffled_or_in_pieces(self, mentions, dice, cut):
        rows = [
            row(number, title=title, institution_id=owner, year=str(year))
            for number, (title, owner, year) in enumerate(mentions)
        ]
        load(self.file(rows))
        whole = world()
        Innovation.objects.update(canonical=None)
        Innovation.objects.all().delete()
        shuffled = dice.sample(rows, len(rows))

        load(self.file(shuffled[:cut]))
        load(self.file(shuffled))

        assert world() == whole
        assert check_records().different == []

    @given(mentions, st.integers(0, 7), titles)
    @profile(suppress_health_check=list(HealthCheck))
    def test_a_changed_row_ends_as_if_it_had_always_been_so(self, mentions, place, title):
        rows = [
            row(number, title=name, institution_id=owner, year=str(year))
            for number, (name, owner, year) in enumerate(mentions)
        ]
        changed = list(rows)
        changed[place % len(rows)] = {**changed[place % len(rows)], "title": title}
        load(self.file(rows))
        load(self.file(changed))
        told = [line[:-1] for line in world()]
        Innovation.objects.update(canonical=None)
        Innovation.objects.all().delete()

        load(self.file(changed))

        # The address keeps the words it was first given.
        assert told == [line[:-1] for line in world()]


pytestmark = pytest.mark.django_db


@pytest.fixture
def ready():
    prepare()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "innovations.csv"


def test_a_second_run_writes_nothing(ready, path):
    write(path, [row(1), row(2, title="Inovasi 1"), row(3)])
    load(path)
    before = checksum()

    report = load(path)

    assert (report.created, report.changed, report.same) == (0, 0, 3)
    assert checksum() == before


def test_a_changed_row_changes_only_its_record(ready, path):
    write(path, [row(1), row(2), row(3)])
    load(path)
    stamps = dict(Innovation.objects.values_list("title", "changed_at"))

    report = load(write(path, [row(1), row(2, year="2019"), row(3)]))

    assert (report.created, report.changed, report.same) == (0, 1, 2)
    changed = [
        title
        for title, stamp in Innovation.objects.values_list("title", "changed_at")
        if stamp != stamps[title]
    ]
    assert changed == ["Inovasi 2"]


def test_a_row_that_is_gone_is_reported_and_its_record_stays(ready, path):
    load(write(path, [row(1), row(2), row(3)]))

    report = load(write(path, [row(1), row(3)]))

    assert (report.missing, report.missing_count) == (["UJI-2"], 1)
    assert Innovation.objects.count() == 3


def test_two_mentions_of_one_innovation_become_one_record(ready, path):
    load(write(path, [row(1, title="Puas (Pelayanan Adminduk)"), row(2, title="Puas")]))

    record = Innovation.objects.public().get()

    assert (record.name, record.long_title) == ("Puas", "Pelayanan Adminduk")
    numbers = ExternalId.objects.filter(innovation__canonical=record)
    assert [number.value for number in numbers] == ["UJI-1", "UJI-2"]


def test_the_same_name_of_another_owner_is_another_innovation(ready, path):
    load(write(path, [row(1, title="Puas"), row(2, title="Puas", institution_id="PEMDA-2")]))

    assert Innovation.objects.public().count() == 2


FAULTS = [
    ({"id": ""}, "column id"),
    ({"title": ""}, "column title"),
    ({"title": "x" * 301}, "column title"),
    ({"title": "a\0b"}, "column title"),
    ({"institution_id": "PEMDA-99.99"}, "PEMDA-99.99"),
    ({"institution_id": "", "raw_institution": "Kantor Antah Berantah"}, "column raw_institution"),
    ({"year": "dua ribu"}, "column year"),
    ({"year": "1066"}, "column year"),
    ({"year": "٢٠٢٠"}, "column year"),
    ({"region_code": "99.99"}, "column region_code"),
    ({"sector": "sihir"}, "column sector"),
    ({"urusan_code": "9.99"}, "column urusan_code"),
    ({"sdg_inferred": "3;18"}, "column sdg_inferred"),
    ({"award_level": "emas", "program": "Program"}, "column award_level"),
    ({"award_level": "top", "program": "Lomba entah"}, "column program"),
    ({"id": "UJI-1"}, "earlier row"),
]


@pytest.mark.parametrize(("cells", "told"), FAULTS)
def test_every_fault_is_named_and_its_row_left_out(ready, path, cells, told):
    AwardLevelFactory(code="top")
    ProgrammeFactory(short_name="Program")

    report = load(write(path, [row(1), row(2, **cells), row(3)]))

    assert len(report.errors) == 1
    assert "innovations.csv, row 3" in report.errors[0]
    assert told in report.errors[0]
    assert sorted(Innovation.objects.values_list("title", flat=True)) == ["Inovasi 1", "Inovasi 3"]


def test_a_faulty_row_is_no_gap_of_a_known_record(ready, path):
    load(write(path, [row(1), row(2)]))

    report = load(write(path, [row(1), row(2, year="kapan-kapan")]))

    assert (report.missing_count, len(report.errors)) == (0, 1)
    assert Innovation.objects.get(title="Inovasi 2").year == 2021


def test_a_row_with_too_many_cells_is_named(ready, path):
    write(path, [row(1)])
    path.write_text(path.read_text() + "UJI-2," + "x," * 40 + "\n")

    assert "more cells than the header" in load(path).errors[0]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"id;title\n1;a\n", b"", b"id,title\n1,a\n"])
def test_a_file_that_is_no_table_of_mentions_is_refused_whole(ready, path, content):
    path.write_bytes(content)

    with pytest.raises(Unreadable):
        load(path)

    assert not Innovation.objects.exists()


def test_a_run_that_breaks_leaves_whole_batches(ready, path, monkeypatch):
    from simpul.sources.services import innovations

    monkeypatch.setattr(innovations, "BATCH", 2)
    write(path, [row(number) for number in range(6)])
    told = []

    def stop(done):
        told.append(done)
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(path, progress=stop)
    assert Innovation.objects.count() == RawRecord.objects.count() == 4

    report = load(path)

    assert (report.created, report.same) == (2, 4)


def test_an_unknown_site_becomes_a_source_of_its_own(ready, path):
    sources = ("https://bappeda.bone.go.id/?p=189", "https://m.jpnn.com/a", "tanpa alamat")
    rows = [row(number, source=source) for number, source in enumerate(sources, start=2)]
    load(write(path, [row(1), *rows]))

    named = dict(ExternalId.objects.values_list("value", "authority__key"))

    assert named == {
        "UJI-1": "berita.example",
        "UJI-2": "bappeda.bone.go.id",
        "UJI-3": "jpnn",
        "UJI-4": "tanpa-alamat",
    }
    assert Authority.objects.get(key="bappeda.bone.go.id").kind == "official"


def test_a_directory_with_mentions_alone_is_enough(ready, path):
    write(path, [row(1, source="https://m.jpnn.com/a")])

    assert load_innovations(path).created == 1
    assert ExternalId.objects.get().authority.key == "jpnn"


def test_the_number_of_questions_does_not_grow_with_the_batch(ready, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for size in (2, 40):
        write(path, [row(f"{size}-{number}") for number in range(size)])
        with CaptureQueriesContext(connection) as captured:
            load(path, feed=f"berkas-{size}")
        counts.append(len(captured))

    assert counts[0] == counts[1]
