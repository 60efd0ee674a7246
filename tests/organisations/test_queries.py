import contextlib

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from simpul.organisations import queries
from simpul.organisations.models import Kind, Level, NameKind, Status, Succession, name_key
from tests.factories.geography import ProvinceFactory, RegencyFactory
from tests.factories.organisations import (
    OrganisationFactory,
    OrganisationNameFactory,
    SuccessionFactory,
)

ended = {"status": Status.DISSOLVED, "valid_to": 2014}


def named(text, kind=NameKind.NAME, **fields):
    body = OrganisationFactory(name=text, **fields)
    OrganisationNameFactory(organisation=body, kind=kind)
    return body


@pytest.fixture
def jeneponto(db):
    province = ProvinceFactory(code="73", name="Provinsi Sulawesi Selatan")
    region = RegencyFactory(
        code="73.04",
        parent=province,
        name="Kabupaten Jeneponto",
        name_en="Jeneponto Regency",
    )
    return OrganisationFactory(
        code="PEMDA-73.04", kind=Kind.REGENCY, level=Level.REGENCY, region=region
    )


@pytest.mark.parametrize(
    "text",
    [
        "Pemkab Jeneponto",
        "Kab. Jeneponto",
        "KABUPATEN JENEPONTO",
        "Pemerintah Kabupaten (Pemkab) Jeneponto",
        "Jeneponto Regency Government",
        "Government of Jeneponto Regency",
        "Kabupaten Jeneponto, Sulawesi Selatan",
    ],
)
def test_a_government_is_found_by_its_region(jeneponto, text):
    assert queries.resolve(text) == jeneponto


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "   ", "()", "Kementerian Sihir", "\x00", "🙂", "x" * 10_000])
def test_what_names_nothing_finds_nothing(text):
    OrganisationFactory()

    assert queries.resolve(text) is None


@pytest.mark.django_db
def test_one_name_borne_one_after_the_other_means_the_body_of_the_year():
    old = named("Kementerian Laut", valid_from=2000, **ended)
    new = named("Kementerian Laut", valid_from=2024)

    found = {year: queries.resolve("KEMENTERIAN LAUT", year) for year in (None, 2010, 2016, 2025)}

    assert found == {None: new, 2010: old, 2016: None, 2025: new}


@pytest.mark.django_db
def test_two_living_bodies_of_one_name_are_nobody():
    named("Badan Awan")
    named("Badan Awan")

    assert queries.resolve("Badan Awan") is None


@pytest.mark.django_db
def test_a_body_is_found_in_brackets_by_its_offices_and_without_company_words():
    police = named("Polres", kind=NameKind.UNIT)
    bank = named("PT Bank Desa (Persero) Tbk")

    assert queries.resolve("Polres Jember") == police
    assert queries.resolve("Bank Desa") == bank
    assert queries.resolve("Badan Entah (PT. Bank Desa)") == bank


@pytest.mark.django_db
def test_a_family_is_what_was_inherited_and_what_inherits():
    oldest, old = OrganisationFactory(**ended), OrganisationFactory(**ended)
    new, sibling = OrganisationFactory(), OrganisationFactory()
    for before, after in [(oldest, old), (old, new), (old, sibling)]:
        SuccessionFactory(predecessor=before, successor=after)

    assert set(queries.family(new)) == {new, old, oldest}
    assert set(queries.family(old)) == {oldest, old, new, sibling}
    assert set(queries.heirs(oldest)) == {new, sibling}
    assert set(queries.heirs(new)) == set()


@pytest.mark.django_db
def test_a_province_that_lives_on_keeps_its_own():
    papua, split = OrganisationFactory(), OrganisationFactory()
    SuccessionFactory(predecessor=papua, successor=split)

    assert set(queries.family(split)) == {split}
    assert set(queries.family(papua)) == {papua}
    assert list(queries.predecessors(split)) == [papua]
    assert list(queries.successors(papua)) == [split]


@trying(max_examples=trying().max_examples // 4)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20))
@pytest.mark.django_db
def test_no_order_of_links_makes_a_circle(pairs):
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from simpul.organisations.services import link_succession

    with transaction.atomic():
        bodies = [OrganisationFactory(**ended) for _ in range(7)]
        for before, after in pairs:
            with contextlib.suppress(ValidationError):
                link_succession(bodies[before], successor=bodies[after])
        edges = list(Succession.objects.values_list("predecessor_id", "successor_id"))
        for body in bodies:
            below = {body.pk}
            for _ in bodies:
                below |= {after for before, after in edges if before in below}
            assert (body.pk, body.pk) not in edges
            assert all((after, body.pk) not in edges for after in below)
            assert body in queries.family(body)
        transaction.set_rollback(True)


@given(st.text())
def test_a_key_is_its_own_key(text):
    key = name_key(text)

    assert name_key(key) == key


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_a_key_does_not_mind_case_and_marks(text):
    assert name_key(text.upper()) == name_key(text.lower()) == name_key(f" {text}. ")
