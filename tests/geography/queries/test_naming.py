import csv
import string

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from simpul.geography import queries
from simpul.geography.models import RegionKind

with (settings.DATA_DIR / "regions.csv").open(newline="", encoding="utf-8") as lines:
    SHIPPED = list(csv.DictReader(lines))

WRITTEN = {
    "provinsi": ["Provinsi {}", "Prov. {}", "Pemprov {}", "Pemerintah Provinsi {}", "{} Province"],
    "kabupaten": [
        "Kabupaten {}",
        "Kab. {}",
        "Kab {}",
        "Pemkab {}",
        "Pemerintah Kabupaten {}",
        "{} Regency",
    ],
    "kota": ["Kota {}", "Pemkot {}", "Pemerintah Kota {}", "{} City", "City of {}", "Pemko {}"],
}
# No example writes, so all of them may share one transaction.
ONE_LOAD = profile(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=6 * profile.default.max_examples,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regions")]


def code_of(text, **more):
    region = queries.resolve(text, **more)
    return region and region.code


@ONE_LOAD
@given(data=st.data(), row=st.sampled_from(SHIPPED))
def test_every_region_is_found_however_its_name_is_written(data, row):
    pattern = data.draw(st.sampled_from(WRITTEN[row["type"]]))
    change = data.draw(st.sampled_from([str, str.upper, str.lower, str.title]))
    gap = data.draw(st.sampled_from([" ", "  ", "\t", "\u00a0"]))

    text = change(pattern.format(row["short_name"])).replace(" ", gap)

    assert code_of(f" {text} ") == row["code"]


@pytest.mark.parametrize("row", SHIPPED[::7], ids=lambda row: row["code"])
def test_full_names_and_codes_are_found(row):
    kind = queries.resolve(row["code"]).kind

    assert code_of(row["name"], kind=kind) == row["code"]
    assert code_of(row["name_en"], kind=kind) == row["code"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DI Yogyakarta", "34"),
        ("D.I. Yogyakarta", "34"),
        ("Pemda DIY", "34"),
        ("Pemerintah Daerah Istimewa Yogyakarta", "34"),
        ("Pemerintah Daerah Daerah Istimewa Yogyakarta", "34"),
        ("Provinsi Daerah Istimewa Yogyakarta", "34"),
        ("Kota Jogja", "34.71"),
        ("DKI", "31"),
        ("Jakarta", "31"),
        ("Kota Adm. Jakarta Selatan", "31.74"),
        ("South Jakarta", "31.74"),
        ("Kab. Administrasi Kep. Seribu", "31.01"),
        ("Prov. Kep. Bangka Belitung", "19"),
        ("JATENG", "33"),
        ("North Sumatra", "12"),
        ("Kulonprogo", "34.01"),
        ("Kab. Kota Baru", "63.02"),
        ("Kotabaru", "63.02"),
        ("Lima Puluh Kota", "13.07"),
        ("Kab. 50 Kota", "13.07"),
        ("Pemkot Bau-Bau", "74.72"),
        ("Solo", "33.72"),
        ("OKU Timur", None),
        ("Malang", None),
        ("Jambi", None),
        ("Yogyakarta", None),
        ("Kota Sleman", None),
        ("Kota", None),
        ("", None),
        ("99", None),
        ("Atlantis", None),
    ],
)
def test_names_as_people_write_them(text, code):
    assert code_of(text) == code


def test_a_kind_decides_between_regions_of_one_name():
    assert code_of("Malang", kind=RegionKind.CITY) == "35.73"
    assert code_of("Malang", kind=RegionKind.REGENCY) == "35.07"
    assert code_of("Kota Malang", kind=RegionKind.REGENCY) is None


@ONE_LOAD
@given(text=st.text(alphabet=string.printable + "éß\x00İ０", max_size=40))
def test_any_text_has_an_answer(text):
    region = queries.resolve(text)

    assert region is None or region.code


@given(text=st.text(max_size=60))
def test_the_key_of_a_key_is_itself(text):
    key = queries.name_key(text)

    assert queries.name_key(key) == key
