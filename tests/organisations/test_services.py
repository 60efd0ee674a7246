import csv

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from simpul.core.models import Entry
from simpul.organisations.models import NameKind, Organisation, OrganisationName, Succession
from simpul.organisations.services import link_succession, load_organisations
from tests.factories.organisations import OrganisationFactory, SuccessionFactory

pytestmark = pytest.mark.django_db


def row(code, **cells):
    columns = [
        "id",
        "name",
        "acronym",
        "type",
        "parent_id",
        "region_code",
        "status",
        "valid_from",
        "valid_to",
        "predecessor_ids",
        "successor_ids",
        "other_names",
        "former_names",
        "unit_names",
        "note",
        "source",
    ]
    given = {
        "id": code,
        "name": f"Badan {code}",
        "type": "lembaga",
        "region_code": "ID",
        "status": "aktif",
    }
    return dict.fromkeys(columns, "") | given | cells


def shipped():
    with (settings.DATA_DIR / "institutions.csv").open(newline="", encoding="utf-8") as lines:
        return [line for line in csv.DictReader(lines) if "PEMDA" not in str(line)]


def counts(report):
    return report.created, report.changed, report.same


def test_the_shipped_national_bodies_load_once():
    rows = [line | {"region_code": "ID"} for line in shipped()]

    first = load_organisations(rows)
    entries = Entry.objects.count()
    second = load_organisations(rows)

    assert first.errors == second.errors == []
    assert counts(first) == (len(rows), 0, 0)
    assert counts(second) == (0, 0, len(rows))
    assert Entry.objects.count() == entries


def test_a_changed_row_changes_only_that_row():
    rows = [row("A"), row("B"), row("C", parent_id="A")]
    load_organisations(rows)
    rows[1]["acronym"] = "BB"

    report = load_organisations(rows)

    assert counts(report) == (0, 1, 2)
    changed = Organisation.objects.get(code="B")
    assert Entry.objects.order_by("-pk").first().rows == [changed.pk]
    assert changed.short_name == "BB"
    assert set(changed.names.values_list("name", "kind")) == {
        ("Badan B", NameKind.NAME),
        ("BB", NameKind.SHORT),
    }


def test_an_address_stays_when_the_name_changes():
    load_organisations([row("A", name="Badan Angin")])

    load_organisations([row("A", name="Badan Awan")])

    assert Organisation.objects.values_list("name", "slug").get() == ("Badan Awan", "badan-angin")


def test_the_living_body_gets_the_address_of_a_name_borne_twice():
    rows = [
        row("OLD", name="Kementerian Laut (sampai 2014)", acronym="KL", status="bubar"),
        row("NEW", name="Kementerian Laut", acronym="KL"),
    ]

    load_organisations(rows)

    assert dict(Organisation.objects.values_list("code", "slug")) == {
        "NEW": "kl",
        "OLD": "kementerian-laut-sampai-2014",
    }


def test_successions_come_from_either_side_and_leave_with_their_rows():
    rows = [row("A", successor_ids="B", status="bubar"), row("B"), row("C", predecessor_ids="B")]

    load_organisations(rows)
    pairs = set(Succession.objects.values_list("predecessor__code", "successor__code"))
    rows[2]["predecessor_ids"] = ""
    report = load_organisations(rows)

    assert pairs == {("A", "B"), ("B", "C")}
    assert counts(report) == (0, 2, 1)
    assert Succession.objects.get().successor.code == "B"


def test_a_circle_of_successions_is_refused_and_the_rest_loads():
    rows = [row("A", successor_ids="B"), row("B", successor_ids="C"), row("C", successor_ids="A")]

    report = load_organisations(rows)

    assert Organisation.objects.count() == 3
    assert Succession.objects.count() == 2
    assert len(report.errors) == 1


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        ({"type": "koperasi"}, "koperasi"),
        ({"region_code": "99"}, "99"),
        ({"valid_from": "lama"}, "lama"),
        ({"valid_from": "2020", "valid_to": "2010", "status": "bubar"}, "2 (X)"),
        ({"valid_to": "2010"}, "2 (X)"),
        ({"name": "n" * 201}, "200"),
        ({"name": ""}, "2 (X)"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_the_others_load(cells, word):
    report = load_organisations([row("X", **cells), row("Y")])

    assert counts(report) == (1, 0, 0)
    assert len(report.errors) == 1
    assert word.split(" (")[0] in report.errors[0]


def test_nothing_comes_after_itself():
    old, new = SuccessionFactory().predecessor, OrganisationFactory()
    middle = old.successions_onward.get().successor
    link_succession(middle, successor=new)

    with pytest.raises(ValidationError):
        link_succession(new, successor=old)

    assert Succession.objects.count() == 2


def test_names_are_kept_with_what_they_are():
    load_organisations(
        [
            row(
                "A",
                name="Badan Laut",
                acronym="BL",
                other_names="Badan Kelautan;BL",
                former_names="Dinas Laut",
                unit_names="Syahbandar",
            )
        ]
    )

    assert list(OrganisationName.objects.values_list("name", "kind")) == [
        ("Badan Laut", "name"),
        ("BL", "short"),
        ("Badan Kelautan", "alias"),
        ("Dinas Laut", "former"),
        ("Syahbandar", "unit"),
    ]


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1)


# Each example loads twice: a quarter of the examples costs as much as any other test.
@trying(max_examples=trying().max_examples // 4)
@given(
    st.lists(
        st.tuples(
            NAMES.map(lambda text: text[:50]).filter(str.strip),
            st.sampled_from(["kementerian", "BUMN", "lembaga", "zzz"]),
            st.lists(st.sampled_from(["A0", "A1", "A2", "A3"]), max_size=2).map(";".join),
            NAMES.map(lambda text: text[:50]),
        ),
        max_size=4,
    )
)
def test_whatever_was_loaded_is_not_written_again(told):
    rows = [
        row(f"A{place}", name=name, type=kind, predecessor_ids=before, other_names=others)
        for place, (name, kind, before, others) in enumerate(told)
    ]

    with transaction.atomic():
        first = load_organisations(rows)
        second = load_organisations(rows)
        transaction.set_rollback(True)

    assert (second.created, second.changed) == (0, 0)
    assert second.same == first.created
    assert second.errors == first.errors
