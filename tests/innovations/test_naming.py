"""Names and addresses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.innovations.models import address_for, identity, new_identity, split_title

PAIRS = [
    ("Puas (Pelayanan Adminduk)", "Puas", "Pelayanan Adminduk"),
    ("Soto atau Sistem operasi terpadu online", "Soto", "Sistem operasi terpadu online"),
    ("Sistem operasi terpadu online atau Soto", "Soto", "Sistem operasi terpadu online"),
    (
        "Strategi Pencegahan Perkawinan Anak (Sip-Peka)",
        "Sip-Peka",
        "Strategi Pencegahan Perkawinan Anak",
    ),
    (
        "Sistem Perencanaan Pembangunan Daerah Secara Elektronik (E-Musrenbang)",
        "E-Musrenbang",
        "Sistem Perencanaan Pembangunan Daerah Secara Elektronik",
    ),
    ("Aplikasi Jago (Jagoan Stunting)", "Aplikasi Jago", "Jagoan Stunting"),
    ("ANAKKU DISAPA (Antar Pinjaman Buku)", "ANAKKU DISAPA", "Antar Pinjaman Buku"),
]


@pytest.mark.parametrize(("title", "name", "long"), PAIRS)
def test_a_title_that_pairs_name_and_long_form_is_split(title, name, long):
    assert split_title(title) == (name, long)


@pytest.mark.parametrize(
    "title",
    [
        "Rawat Inap Tanpa Kelas bagi Pasien Gakin (Keluarga Miskin)",
        "Badung Anti Kantong Plastik (BATIK) Berbasis Kearifan Lokal",
        "Jateng Gayeng Ndandani Omah Bareng (Simperum)",
        "KM 0 (nol) pro poor",
        "Pojok Bisa",
        "()",
        "(nama)",
        "",
    ],
)
def test_a_title_that_is_no_pair_stays_whole(title):
    assert split_title(title) == ("", "")


@given(st.text(max_size=120))
def test_splitting_never_changes_a_letter(title):
    name, long = split_title(title)

    assert name in title
    assert long in title
    assert bool(name) == bool(long)


@given(st.text(max_size=200), st.text(min_size=1, max_size=40))
def test_an_address_is_plain_short_and_ends_in_the_permanent_number(name, key):
    public_id = identity("dataset", key)

    address = address_for(name, public_id)

    assert re.fullmatch(r"[-a-z0-9_]+", address)
    assert address.rpartition("-")[2] == public_id
    assert len(address) <= 100


def test_the_same_mention_has_the_same_number_on_every_machine():
    assert identity("dataset", "INV-0441") == "6nnsx6y7j7"


def test_new_records_have_numbers_of_their_own():
    assert len({new_identity() for _each in range(100)}) == 100
