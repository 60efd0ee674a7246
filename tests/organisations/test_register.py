"""Whom a text means, through which office, and at which time."""

import pytest

from simpul.organisations.models import Kind, NameKind, Status
from simpul.organisations.queries import Register
from tests.factories.geography import CityFactory, ProvinceFactory, RegencyFactory
from tests.factories.organisations import (
    OrganisationFactory,
    OrganisationNameFactory,
    SuccessionFactory,
)

ended = {"status": Status.DISSOLVED, "valid_to": 2024}


def named(text, kind=NameKind.NAME, **fields):
    body = OrganisationFactory(name=text, **fields)
    OrganisationNameFactory(organisation=body, kind=kind)
    return body


def government(region, kind):
    return OrganisationFactory(code=f"PEMDA-{region.code}", kind=kind, level=kind, region=region)


@pytest.fixture
def java(db):
    """A province with a regency and a city of one name, and a regency of another."""
    central = ProvinceFactory(code="33", name="Provinsi Jawa Tengah")
    east = ProvinceFactory(code="35", name="Provinsi Jawa Timur")
    regency = RegencyFactory(code="33.26", parent=central, name="Kabupaten Pekalongan")
    city = CityFactory(code="33.75", parent=central, name="Kota Pekalongan")
    other = RegencyFactory(code="35.15", parent=east, name="Kabupaten Sidoarjo")
    return {
        "regency": government(regency, Kind.REGENCY),
        "city": government(city, Kind.CITY),
        "other": government(other, Kind.REGENCY),
    }


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Pemda Kab. Sidoarjo", ""),
        ("Bupati Sidoarjo", ""),
        ("Dinas Kesehatan Kab. Sidoarjo", "Dinas Kesehatan"),
        ("Dinas Kesehatan Sidoarjo", "Dinas Kesehatan"),
        ("UPTD Puskesmas Taman, Kabupaten Sidoarjo", "UPTD Puskesmas Taman"),
        ("RSUD Notopuro - Pemkab Sidoarjo", "RSUD Notopuro"),
    ],
)
def test_an_office_is_taken_off_the_name_of_its_government(java, text, unit):
    meant = Register().meant(text)

    assert (meant.body, meant.unit) == (java["other"], unit)


def test_a_name_of_two_governments_names_both_and_chooses_none(java):
    meant = Register().meant("Pekalongan")

    assert meant.body is None
    assert set(meant.candidates) == {java["regency"], java["city"]}


def test_a_slip_of_one_letter_is_read_and_said(java):
    meant = Register().meant("Kabupaten Sidoardjo")

    assert (meant.body, meant.instead) == (java["other"], java["other"].name)


def test_what_is_further_off_is_only_offered(java):
    meant = Register().meant("Kabupaten Sidorajjo")

    assert (meant.body, meant.candidates) == (None, (java["other"],))


@pytest.mark.parametrize(
    "text",
    [
        "Kab. Sidoarjo - Jawa Timur",
        "KAB SIDOARJO PROV JAWA TIMUR",
        "Pemkab Sidoarjo, Pemprov Jawa Timur",
        "Kabupaten Dati II Sidoarjo",
    ],
)
def test_the_smaller_of_two_governments_that_lie_in_each_other_is_meant(java, text):
    government(java["other"].region.parent, Kind.PROVINCE)

    assert Register().meant(text).body == java["other"]


def test_an_office_elsewhere_in_a_province_is_no_name_of_the_province(java):
    province = government(java["regency"].region.parent, Kind.PROVINCE)

    meant = Register().meant("Kantor Penghubung Kab. Sidoarjo - Prov. Jawa Tengah")

    assert meant.body == province


def test_a_slip_in_the_region_behind_an_office_is_read_and_said(java):
    meant = Register().meant("Dinas Kesehatan Kab. Sidoario")

    assert (meant.body, meant.unit) == (java["other"], "Dinas Kesehatan")
    assert meant.instead == java["other"].name


@pytest.mark.parametrize("text", ["Kab. Batg", "Sidoarj"])
def test_a_slip_in_a_short_name_or_one_without_its_kind_is_only_offered(java, text):
    short = government(RegencyFactory(code="33.25", name="Kabupaten Batang"), Kind.REGENCY)

    meant = Register().meant(text)

    assert meant.body is None
    assert meant.candidates == ((short,) if "Bat" in text else (java["other"],))


@pytest.mark.parametrize("text", ["Kemen. Laut", "Kemen Laut", "Kem. Laut", "KEMENT. LAUT"])
def test_a_ministry_cut_short_is_understood(text, db):
    body = named("Kementerian Laut", code="KL-LAUT")
    named("Kementerian Darat", code="KL-DARAT")

    assert Register().meant(text).body == body


@pytest.mark.django_db
def test_an_office_of_a_ministry_is_taken_off_its_name():
    law = named("Kementerian Hukum")

    meant = Register().meant("Direktorat Jendral Imigrasi, Kementrian Hukum")

    assert (meant.body, meant.unit) == (law, "Direktorat Jendral Imigrasi")


@pytest.mark.django_db
def test_an_institution_is_the_one_of_that_year_and_its_heirs_are_known():
    old = named("Kementerian Informatika", **ended)
    new = named("Kementerian Digital", valid_from=2024)
    SuccessionFactory(predecessor=old, successor=new)

    register = Register()

    assert register.meant("Kementerian Digital", 2019).body == old
    assert register.meant("Kementerian Digital", 2019).then == new
    assert register.meant("Kementerian Informatika", 2025).body == new
    assert register.meant("Kementerian Informatika", 2019).then is None
    assert register.heirs(old) == [new]
    assert register.heirs(new) == []


@pytest.mark.django_db
def test_a_body_that_became_several_stays_itself():
    old = named("Kementerian Hukum dan HAM", **ended)
    for name in ("Kementerian Hukum", "Kementerian HAM"):
        SuccessionFactory(predecessor=old, successor=named(name, valid_from=2024))

    assert Register().meant("Kementerian Hukum dan HAM", 2025).body == old


@pytest.mark.django_db
def test_names_are_read_once_however_many_are_asked(java, django_assert_num_queries):
    register = Register()

    with django_assert_num_queries(0):
        for text in ("Kab. Sidoarjo", "Dinas Kota Pekalongan", "Entah", "Kemenhub"):
            register.meant(text)
