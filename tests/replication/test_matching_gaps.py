"""The gap map: every cell opens exactly what it counts, and what is kept back stays so."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.replication.queries.matching import gaps
from tests.factories.geography import ProvinceFactory, RegencyFactory
from tests.factories.innovations import InnovationFactory
from tests.factories.needs import NeedFactory
from tests.factories.vocabularies import SectorFactory, StageFactory


@pytest.fixture
def nation(db):
    """Two provinces with two regencies each; needs and records of two families."""
    running = StageFactory(code="running", life="alive")
    sectors = [SectorFactory(), SectorFactory()]
    for code in ("35", "73"):
        province = ProvinceFactory(code=code)
        for number in (1, 2):
            region = RegencyFactory(code=f"{code}.0{number}", parent=province)
            for sector in sectors[:number]:
                NeedFactory(region=region, sector=sector)
                NeedFactory(region=region, sector=sector, visibility="private")
                InnovationFactory(
                    region=region,
                    province=province,
                    sector=sector,
                    life_status=running,
                    evidence_grade=number,
                )
        NeedFactory(region=province, sector=None)


@pytest.mark.parametrize("code", [None, "35"])
def test_every_cell_opens_as_many_rows_as_it_counts(nation, code, client):
    province = gaps.Region.objects.filter(code=code).first()
    table = gaps.gap_table(province, none_label="-")
    counted = gaps.Counted(province, table.rule)
    for (place, family), cell in table.cells.items():
        for name in ("needs", "answers", "cases"):
            rows = counted.of_cell(getattr(counted, name)(), place, family)
            assert rows.count() == getattr(cell, name)


def test_cells_add_up_to_all_rows_and_provinces_to_their_regencies(nation):
    nation_wide, inside = (
        gaps.gap_table(none_label="-"),
        gaps.gap_table(gaps.Region.objects.get(code="35"), none_label="-"),
    )
    whole = gaps.together(nation_wide.cells.values())

    assert whole.needs == gaps.Counted(None, nation_wide.rule).needs().count() == 8
    assert whole.answers == 4
    assert nation_wide.total("35").needs == gaps.together(inside.cells.values()).needs


def test_a_cell_opens_its_rows_in_the_browser(nation, client):
    table = gaps.gap_table(none_label="-")
    (place, family), cell = next(item for item in table.cells.items() if item[1].answers)

    page = client.get(f"/id/replikasi/peta-kesenjangan/{place}/{family}/?list=answers")

    assert page.status_code == 200
    assert page.context["page"].paginator.count == cell.answers
    assert client.get("/id/replikasi/peta-kesenjangan/35/tidak-ada/").status_code == 404


def test_the_map_asks_the_same_number_of_questions_however_much_there_is(
    nation, client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(25):
        client.get("/id/replikasi/peta-kesenjangan/")


def test_few_restricted_needs_are_told_nowhere(nation):
    table = gaps.gap_table(none_label="-")

    assert {cell.restricted for cell in table.cells.values()} == {None}


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["35", "35.01", "35.02", "35.03", "35.04"]), st.just("sehat")),
        st.integers(0, 12),
    ),
    st.integers(2, 6),
)
def test_no_difference_between_a_province_and_its_cells_tells_of_a_few(hidden, least):
    every = sum(hidden.values())
    of_province = gaps.told_restricted(Counter({("35", "sehat"): every}), least, inside=False)
    told = gaps.told_restricted(Counter(hidden), least, inside=True)

    assert all(number >= least for number in [*told.values(), *of_province.values()])
    if of_province:
        left = every - sum(told.values())
        assert left == 0 or left >= least or not told
