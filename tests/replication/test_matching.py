"""A need finds innovations: reasons are true and add up, warnings warn, English works."""

import csv
import json
from io import StringIO
from types import SimpleNamespace

import numpy as np
import pytest
from django.conf import settings as project
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from simpul.core.models import OutboxMessage
from simpul.innovations.models import InnovationText
from simpul.innovations.services import index
from simpul.replication.queries.matching import FEATURES, Wish, find, weights
from simpul.replication.queries.matching.crossing import crossing
from simpul.replication.queries.matching.means import cost_of
from simpul.replication.queries.matching.page import filters_of
from simpul.replication.queries.matching.quoting import quotes
from simpul.replication.queries.matching.telling import tell
from simpul.replication.queries.matching.vocabulary import Problem, Way, vocabulary
from simpul.replication.queries.matching.words import Read
from simpul.statistics.services import load_indicators, load_observations, rows_of_regions
from tests.factories.accounts import UserFactory
from tests.factories.geography import ProvinceFactory, RegencyFactory
from tests.factories.innovations import InnovationFactory
from tests.factories.needs import NeedFactory
from tests.factories.organisations import OrganisationFactory, admin_of
from tests.factories.vocabularies import SectorFactory, StageFactory

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()

RECORDS = {
    "Samsat Kapal": ("Layanan administrasi kapal nelayan satu tempat.", "kelautan"),
    "Bank Sampah Berkah": ("Warga menabung sampah terpilah agar bernilai.", "lingkungan"),
    "Rantang Kasih": ("Makanan diantar bagi lansia miskin yang hidup sendiri.", "sosial"),
    "Kelas Perahu": ("Kelas belajar bagi anak nelayan yang ikut melaut.", "pendidikan"),
}


@pytest.fixture(autouse=True)
def own_index(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    settings.SEMANTIC = False


@pytest.fixture
def catalogue():
    """Four records of a regency, indexed."""
    province = ProvinceFactory(code="73", name="Provinsi Sulawesi Selatan")
    here = RegencyFactory(
        code="73.10", parent=province, population=350_000, area_km2=900, source="Uji"
    )
    found = {}
    for title, (summary, key) in RECORDS.items():
        sector = SectorFactory(key=key, label_id=key, label_en=key)
        record = InnovationFactory(title=title, sector=sector, region=here, province=province)
        InnovationText.objects.create(
            innovation=record, field="summary", language="id", text=summary
        )
        found[title] = record
    index.reindex()
    return found


def best(text, **asked):
    return find(Wish(text, **asked), user=ANYBODY, limit=10)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Melaut jadi sulit karena pas kapal hanya diurus di kota.", "Samsat Kapal"),
        ("Fishers travel for days to renew the papers of their boats.", "Samsat Kapal"),
        ("Old people who live alone often go hungry.", "Rantang Kasih"),
        ("Barang bekas dibuang sembarangan padahal laku dijual.", "Bank Sampah Berkah"),
    ],
)
def test_a_problem_in_plain_words_of_either_language_finds_what_answers_it(text, title, catalogue):
    assert best(text).fits[0].innovation == catalogue[title]


def test_the_score_is_the_sum_of_its_reasons_and_each_counts_what_it_says(catalogue):
    wish = Wish("Nelayan jauh dari kantor untuk mengurus surat kapal.")
    whole = find(wish, user=ANYBODY, limit=10)
    for fit in whole.fits:
        assert fit.score == pytest.approx(sum(reason.points for reason in fit.reasons))
    keys = {reason.key for fit in whole.fits for reason in fit.reasons}
    for key in keys:
        rest = find(wish, user=ANYBODY, limit=10, without=[key])
        scores = {fit.innovation.pk: fit.score for fit in rest.fits}
        claimed = {
            fit.innovation.pk: fit.score - sum(r.points for r in fit.reasons if r.key == key)
            for fit in whole.fits
        }
        assert scores == pytest.approx(claimed)
        order = sorted(claimed, key=lambda pk: (-round(claimed[pk], 9), pk))
        assert [fit.innovation.pk for fit in rest.fits] == order


def test_every_weight_has_a_feature_and_every_feature_a_weight():
    assert set(weights()) == set(FEATURES)


def test_an_unknown_fact_about_a_region_makes_no_reason(catalogue):
    figures = _figures()
    unknown = RegencyFactory(code="94.01", population=None, area_km2=None)
    alike = RegencyFactory(code="74.07", population=340_000, area_km2=950, source="Uji")
    load_indicators(figures)
    load_observations(list(rows_of_regions(figures)))
    text = "Nelayan sulit mengurus surat kapal."

    nowhere, there = best(text, region=unknown).fits[0], best(text, region=alike).fits[0]

    assert {"population", "density"}.isdisjoint(reason.key for reason in nowhere.reasons)
    told = {reason.key: reason for reason in there.reasons}
    assert 0.9 < told["population"].value < 1
    assert "340.000" in told["population"].say
    assert "350.000" in told["population"].say


def _figures():
    path = project.DATA_DIR / "statistics" / "region_figures.csv"
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_warnings_tell_of_what_stopped_and_of_what_nobody_confirmed(catalogue):
    record = catalogue["Samsat Kapal"]
    assert "no_legal_basis" in _warned(best("surat kapal nelayan").fits[0])
    record.life_status = StageFactory(code="stopped", life="stopped")
    record.save()

    fit = next(f for f in best("surat kapal nelayan").fits if f.innovation == record)

    assert _warned(fit)[0] == "stopped"
    assert next(reason for reason in fit.reasons if reason.key == "alive").points < 0


def _warned(fit):
    return [warning.key for warning in fit.warnings]


def test_a_need_of_the_hub_finds_by_its_own_words_sector_and_budget(catalogue, client):
    InnovationText.objects.create(
        innovation=catalogue["Samsat Kapal"],
        field="resources",
        language="id",
        text="Memerlukan Rp 250 juta dan dua petugas.",
    )
    need = NeedFactory(title="Pas kapal", problem="Nelayan mengurus pas kapal jauh.")
    need.budget_max = 100_000_000
    need.save()

    page = client.get(f"/id/replikasi/cari/?need={need.slug}").content.decode()

    assert "Samsat Kapal" in page
    assert "Rp250.000.000" in page


@pytest.mark.parametrize("visibility", ["private", "hub"])
def test_those_who_speak_for_a_need_find_answers_and_nobody_else_learns_its_words(
    visibility, catalogue, client
):
    planted = "Kanarisembunyi"
    need = NeedFactory(
        title=f"Pas kapal {planted}",
        problem="Nelayan mengurus pas kapal jauh ke kota.",
        visibility=visibility,
        organisation=OrganisationFactory(),
    )
    own, stranger = admin_of(need.organisation), UserFactory()
    address = reverse("replication:find_own", args=[need.slug])

    def asked(person, url=address):
        client.force_login(person)
        return client.get(url, secure=True)

    desk = asked(own, reverse("needs:desk", args=[need.slug])).content.decode()
    found = asked(own)
    assert address in desk
    assert found.status_code == 200
    assert "no-store" in found["Cache-Control"] or "private" in found["Cache-Control"]
    said = found.content.decode()
    assert catalogue["Samsat Kapal"].title in said
    assert planted in said
    # The way to a case, which others read, does not carry the need along.
    assert need.public_id not in said.split("<main", 1)[1].split("<footer", 1)[0]
    assert asked(stranger).status_code == 404
    client.logout()
    assert client.get(address, secure=True).status_code == 302
    for url in [
        catalogue["Samsat Kapal"].get_absolute_url(),
        reverse("replication:find") + "?q=pas+kapal",
        reverse("replication:gap_map"),
        reverse("needs:list"),
    ]:
        assert planted not in asked(stranger, url).content.decode()
    assert not OutboxMessage.objects.filter(subject__contains=planted).exists()


def test_a_private_need_is_not_there_for_strangers(catalogue, client):
    need = NeedFactory(visibility="private")

    assert client.get(f"/id/replikasi/cari/?need={need.slug}").status_code == 404


def test_an_answer_nobody_is_known_to_own_is_shown_without_one(catalogue, client):
    catalogue["Samsat Kapal"].owner = None
    catalogue["Samsat Kapal"].save()

    page = client.get("/id/replikasi/cari/?q=administrasi+kapal+nelayan")

    assert catalogue["Samsat Kapal"].title in page.content.decode()


def test_filters_hold_and_nothing_typed_is_lost(catalogue, client):
    assert filters_of(verified=True) == {"state": ("verified",)}
    page = client.get(
        "/id/replikasi/cari/", {"q": "surat kapal nelayan", "verified": "on", "region": "99"}
    ).content.decode()

    assert "surat kapal nelayan" in page
    assert "Samsat Kapal" not in page


def test_the_page_asks_the_same_number_of_questions_for_one_fit_and_for_all(
    catalogue, django_assert_max_num_queries
):
    with django_assert_max_num_queries(45):
        Client().get("/en/replication/find/", {"q": "nelayan kapal sampah lansia anak belajar"})


def test_the_command_answers_programs_and_people(catalogue):
    out = StringIO()
    call_command("match_need", "Nelayan mengurus surat kapal", json=True, stdout=out)
    answer = json.loads(out.getvalue())
    first = answer["results"][0]

    assert first["title"] == "Samsat Kapal"
    assert first["score"] == pytest.approx(sum(r["points"] for r in first["reasons"]), abs=0.01)
    assert {"key", "say", "url"} <= set(first["warnings"][0])
    with pytest.raises(CommandError, match="99"):
        call_command("match_need", "Nelayan", region="99", stdout=StringIO())
    with pytest.raises(SystemExit):
        call_command("match_need", "xyzzy", stdout=StringIO())


def test_up_to_four_stand_side_by_side_and_go_along_as_a_file(catalogue, client):
    numbers = [record.public_id for record in catalogue.values()]
    page = client.get("/id/replikasi/bandingkan/", {"i": numbers}).content.decode()
    file = b"".join(client.get("/id/replikasi/bandingkan.csv", {"i": numbers}).streaming_content)

    assert all(title in page and title in file.decode() for title in RECORDS)
    assert "Dasar hukum" in page or "Legal basis" in page


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Rp 250 juta", 250_000_000),
        ("sekitar Rp1,5 miliar setahun", 1_500_000_000),
        ("Rp 25.000.000", 25_000_000),
        ("tarif Rp 5.000", None),
        ("gratis", None),
    ],
)
def test_the_cost_is_read_as_written(text, amount):
    assert cost_of(text) == amount


def test_bags_of_words_cross_only_within_their_sentence():
    words = vocabulary()
    told = {bridge.answered[0].text for bridge, _bag in words.crossed(words.bag("pas kapal"))}

    assert "kapal nelayan" in told
    assert list(words.crossed(words.bag(""))) == []


def test_who_asks_without_end_is_slowed(catalogue, client, settings):
    settings.LIMITS = {**settings.LIMITS, "matching": (2, 60)}

    answers = [client.get("/en/replication/find/", {"q": "sampah di sungai"}) for _n in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "often enough" in answers[-1].content.decode()


class Letters:
    """An encoder that needs no weights: what a text is near to is the letters it begins with."""

    name, dimensions = "letters", 26

    def encode(self, texts):
        vectors = np.full((len(texts), self.dimensions), 0.01, dtype=np.float32)
        for place, text in enumerate(texts):
            vectors[place, (ord(text[:1].lower() or "a") - ord("a")) % 26] = 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_a_need_is_carried_to_where_the_answers_of_such_problems_lie():
    told = [("anak", "apel"), ("banjir", "bandang"), ("cuaca", "curah")]
    answers = ["xilofon", "yodium", "zaitun"]
    problems = [
        Problem(one, other, (Way((answer,), 1.0, answer),))
        for (one, other), answer in zip(told, answers, strict=True)
    ] * 40
    learned = crossing.__wrapped__(SimpleNamespace(problems=problems), Letters())

    carried = learned.answer_of(Letters().encode(["buah"]))[0]

    assert [int(place) for place in np.argsort(-carried)[:1]] == [ord("y") - ord("a")]
    assert learned.nearness(Letters().encode(["cabai"])).argmax() == 2


def test_nearness_in_meaning_quotes_the_nearest_sentence_of_the_record():
    asked = SimpleNamespace(meant=Letters().encode(["kapal"])[0])
    search = SimpleNamespace(library=SimpleNamespace(encoder=Letters()))
    told = ("Ambulans datang. Kapal nelayan dilayani.", "Zakat dibagi.")
    reads = [
        Read(1, frozenset(), frozenset(), frozenset(), 0, told),
        Read(2, frozenset(), frozenset(), frozenset(), 0, ("x" * 20 + " " + "y" * 200,)),
        Read(3, frozenset(), frozenset(), frozenset(), 0),
    ]

    assert quotes(asked, reads, search) == {1: "Kapal nelayan dilayani.", 2: "x" * 20 + "…"}
    assert quotes(asked, reads, SimpleNamespace(library=None)) == {}
    said = tell("meaning", {"cosine": 0.5, "quoted": "Kapal nelayan dilayani."})
    assert "Kapal nelayan dilayani." in said


def test_what_is_weighed_does_not_depend_on_the_reasons_left_out(catalogue, monkeypatch):
    monkeypatch.setattr("simpul.replication.queries.matching.finding.WEIGHED", 2)
    wish = Wish("Nelayan mengurus surat kapal; lansia lapar; sampah dibuang; anak belajar.")

    whole = find(wish, user=ANYBODY)
    rest = find(wish, user=ANYBODY, without=["words", "typical"])

    assert whole.weighed == 2
    assert {fit.innovation.pk for fit in whole.fits} == {fit.innovation.pk for fit in rest.fits}
