"""When two mentions are one innovation; and when they are not."""

import csv

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from simpul.sources.queries.likeness import Named, same_innovation

OWNER = "PEMDA-16.71"


def name(title, owner=OWNER):
    return Named("K", (title,), owner)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ampera Kito", "AMPERA KITO"),
        ("Katalis", "Inovasi Digital Katalis"),
        ("ANAKKU DISAPA (Antar Pinjaman Buku)", "ANAKKU DISAPA"),
        ("Si Dora Emon", "Sidora Eman"),
        ("ROSI Mandalika", "ROSSI Mandalika"),
        ("MPP Nyawiji", "Mal Pelayanan Publik (MPP) Nyawiji: Integrasi Pelayanan"),
        ("Ambon City of Music (Acom)", "Ambon City of Music"),
        ("Aplikasi Telunjuk Sakti", "Telunjuk Sakti"),
        ("Peta Baper atau Pemetaan Berbasis Partisipatif", "Peta Baper (Peta Partisipatif)"),
    ],
)
def test_two_writings_of_one_name(one, other):
    assert same_innovation(name(one), name(other))
    assert name(one).keys(frozenset({OWNER})) & name(other).keys(frozenset({OWNER}))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Panrita (Pusat Informasi Berbasis Peta)", "Pinisi (Pusat Informasi Berbasis NIK)"),
        ("Ada PM", "Jaman PM"),
        ("Banyuwangi Mall", "Banyuwangi Festival"),
        ("E-Payment", "E-Budgeting"),
        ("", ""),
        ("SIP", "SAP"),
    ],
)
def test_two_names(one, other):
    assert not same_innovation(name(one), name(other))


titles = st.text(st.sampled_from("aeiou bdgklmnprst ()-:ABC"), min_size=0, max_size=30)


@given(titles, titles)
def test_likeness_is_mutual_and_never_missed_by_the_keys(one, other):
    assert same_innovation(name(one), name(other)) == same_innovation(name(other), name(one))
    if same_innovation(name(one), name(other)):
        assert name(one).keys(frozenset({OWNER})) & name(other).keys(frozenset({OWNER}))


def test_titles_of_the_labelled_pairs():
    path = settings.DATA_DIR / "evaluation" / "dedup_pairs_dev.csv"
    with path.open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    found = [
        pair["pair_id"]
        for pair in pairs
        if same_innovation(name(pair["raw_title_a"]), name(pair["raw_title_b"]))
    ]

    assert found == [pair["pair_id"] for pair in pairs if pair["label"] == "duplicate"]
