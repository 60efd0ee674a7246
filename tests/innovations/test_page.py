"""The page of an innovation, rich and bare, and its other forms."""

import json
import re
from io import BytesIO

import pytest
from django.utils.translation import override
from PIL import Image

from simpul.core import figures
from simpul.innovations.models import EvidenceGrade, Innovation, Precedence, State
from simpul.innovations.services import merge_innovations
from tests.factories.accounts import UserFactory
from tests.factories.geography import RegencyFactory
from tests.factories.hubs import HubFactory
from tests.factories.innovations import AuthorityFactory, InnovationFactory, listed
from tests.factories.organisations import OrganisationFactory
from tests.factories.vocabularies import (
    AwardLevelFactory,
    GoalFactory,
    ProgrammeFactory,
    SectorFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def rich():
    HubFactory(level="national", name="JIPPNas")
    region = RegencyFactory(name="Kabupaten Bone")
    owner = OrganisationFactory(code="PEMDA-73.08", name="Pemerintah Kabupaten Bone", region=region)
    GoalFactory(number=5, label_en="Gender Equality")
    EvidenceGrade.objects.create(grade=1, label_en="self-reported", rule_en="On the owner's word.")
    Precedence.objects.create(kind="press", rank=50, reason_en="News and other pages")
    programme = ProgrammeFactory(short_name="KIPP")
    level = AwardLevelFactory(code="kipp_top45", label_en="Top 45")
    return listed(
        "INV-0441",
        authority=AuthorityFactory(key="bappeda.bone.go.id"),
        title="Strategi Pencegahan Perkawinan Anak (Sip-Peka)",
        owner=owner.code,
        sector=SectorFactory(key="pppa", label_en="Women and children").key,
        goals=[5],
        year=2022,
        summary="Mencegah perkawinan anak & <putus sekolah>.",
        award={"programme": programme.key, "level": level.code, "year": 2022},
    )


def get(client, record, form="", language="en"):
    return client.get(f"/{language}/innovations/{record.slug}/{form}", secure=True)


def test_a_rich_page_says_what_is_known_and_who_says_so(rich, client):
    text = get(client, rich).content.decode()

    for words in (
        "Sip-Peka",
        "Pemerintah Kabupaten Bone",
        "Listed: recorded by bappeda.bone.go.id, not verified by a hub",
        "Not known whether it still runs",
        "KIPP 2022, Top 45",
        "Mencegah perkawinan anak &amp; &lt;putus sekolah&gt;.",
        "News and other pages",
        "On the owner&#x27;s word.",
        "JIPPNas",
        "INV-0441",
    ):
        assert words in text


def test_content_is_marked_as_indonesian_on_the_english_page_only(rich, client):
    english = get(client, rich).content.decode()
    with override("id"):
        address = rich.get_absolute_url()
    indonesian = client.get(address, secure=True).content.decode()

    assert '<h1 lang="id">Sip-Peka</h1>' in english
    assert '<div lang="id" class="lead"><p>Mencegah' in english
    assert '<div class="lead"><p>Mencegah' in indonesian


def test_what_is_not_known_says_so_and_has_no_empty_heading(client):
    record = listed(title="Si Mira Bersantai", owner=OrganisationFactory().code)

    text = get(client, record).content.decode()

    assert text.count("Not known yet") >= 6
    assert "This record holds little more than a name" in text
    for heading in ("Summary", "How it works", "Results"):
        assert f">{heading}</h2>" not in text


def test_a_record_without_an_owner_stays_tidy(client):
    record = listed(title="Tanpa pemilik")

    text = get(client, record).content.decode()

    assert "The source names no institution" in text
    assert "None" not in re.sub(r"<[^>]*>", " ", text)


def test_contradicting_sources_both_stand_and_one_is_shown(client):
    first = listed("UJI-1", title="Katalis", year=2024)
    second = listed("UJI-2", title="Katalis", year=2023)
    merge_innovations(first, absorbed=second, by=UserFactory(is_superuser=True))

    text = get(client, first).content.decode()

    assert "In 1 field the sources differ" in text
    assert re.search(r"<strong>Year:</strong> <span>2023</span></p>.*?Shown", text, re.S)
    assert re.search(r"<strong>Year:</strong> <span>2024</span></p>.*?Not used", text, re.S)


def test_the_number_of_questions_does_not_depend_on_how_much_there_is(
    client, django_assert_max_num_queries
):
    owner = OrganisationFactory()
    sector = SectorFactory()
    counts = []
    for size in (1, 3):
        for number in range(size):
            InnovationFactory(owner=owner, sector=sector, title=f"Lain {size} {number}")
        record = listed(f"UJI-{size}", owner=owner.code, sector=sector.key, title=f"Nama {size}")
        # Every room that knows something of the record asks once or twice, each by a key.
        with django_assert_max_num_queries(44) as captured:
            assert get(client, record).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_linked_data_holds_what_is_known_and_cannot_end_its_block(rich, client):
    page = get(client, rich).content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1]

    inline = json.loads(block)
    linked = get(client, rich, "data.jsonld").json()

    assert inline == linked
    service = linked["mainEntity"]
    assert service["name"] == "Strategi Pencegahan Perkawinan Anak (Sip-Peka)"
    assert service["provider"]["name"] == "Pemerintah Kabupaten Bone"
    assert {"@type": "PropertyValue", "propertyID": "dataset", "value": "INV-0441"} in service[
        "identifier"
    ]
    assert "<" not in block


def test_the_card_is_a_picture_of_the_size_that_is_shared(rich, client):
    answer = get(client, rich, "card.png")
    picture = Image.open(BytesIO(answer.content))

    assert (answer["content-type"], picture.size) == ("image/png", (1200, 630))
    assert len(answer.content) < 100_000


def test_the_card_of_a_very_long_name_still_fits(client):
    record = listed(title="Pelayanan " * 25 + "x" * 40)

    assert get(client, record, "card.png").status_code == 200


def test_a_draft_is_found_by_nobody_else(client):
    draft = InnovationFactory(state=State.DRAFT, title="Rahasia")

    for form in ("", "card.png", "qr.svg", "data.jsonld"):
        assert get(client, draft, form).status_code == 404


@pytest.mark.parametrize("form", ["", "card.png", "qr.svg", "data.jsonld", "history/"])
def test_an_old_address_of_a_draft_does_not_tell_its_name(client, form):
    draft = InnovationFactory(state=State.DRAFT, title="Rencana rahasia")
    address = f"/en/innovations/x-{draft.public_id}/{form}"

    assert client.get(address, secure=True).status_code == 404

    client.force_login(draft.author or UserFactory(is_superuser=True))
    assert client.get(address, secure=True).status_code == 301


def test_a_merged_record_leads_to_the_kept_one_in_every_form(client):
    kept, absorbed = listed("UJI-1", title="Satu"), listed("UJI-2", title="Dua")
    merge_innovations(kept, absorbed=absorbed, by=UserFactory(is_superuser=True))

    for form in ("", "card.png", "qr.svg", "data.jsonld"):
        answer = get(client, absorbed, form)
        assert (answer.status_code, answer["location"]) == (
            301,
            f"/en/innovations/{kept.slug}/{form}",
        )


@pytest.mark.parametrize("slug", ["a" * 400, "x-0000000000", "-", "_", "0", "nama-'or'1"])
def test_addresses_that_mean_nothing_are_not_found(client, slug):
    assert client.get(f"/en/innovations/{slug}/", secure=True).status_code == 404


def test_figures_count_listed_and_verified_apart():
    InnovationFactory()
    InnovationFactory(state=State.PUBLISHED)
    InnovationFactory(state=State.DRAFT)
    InnovationFactory(state=State.WITHDRAWN)
    kept = InnovationFactory()
    InnovationFactory(canonical=kept)

    assert figures.read("innovations_listed").value == 2
    assert figures.read("innovations_verified").value == 1
    assert figures.read("owners").value == 3


def test_years_count_public_records_once(client):
    InnovationFactory(year=2020)
    InnovationFactory(year=2020, state=State.PUBLISHED)
    InnovationFactory(year=2020, state=State.DRAFT)
    InnovationFactory(year=None)

    text = client.get("/en/years/", secure=True).content.decode()

    row = re.search(r">2020</a></th>(.*?)</tr>", text)[1]
    assert re.findall(r">(\d+)<", row) == ["1", "1", "2"]
    assert "1 record names no year." in text


def test_pages_of_other_rooms_show_their_records(client):
    region = RegencyFactory()
    owner = OrganisationFactory(region=region)
    sector = SectorFactory()
    goal = GoalFactory(number=3)
    InnovationFactory(
        title="Terlihat di mana-mana",
        owner=owner,
        region=region,
        province=region.parent,
        sector=sector,
        goals=[goal],
    )

    for address in (
        f"/en/regions/{region.code}/",
        f"/en/regions/{region.parent.code}/",
        f"/en/institutions/{owner.slug}/",
        f"/en/sectors/{sector.key}/",
        "/en/goals/3/",
    ):
        text = client.get(address, secure=True).content.decode()
        assert "Terlihat di mana-mana" in text, address
        assert "0 verified by a hub, 1 listed by sources" in text, address


def test_records_of_predecessors_are_found_under_their_heir(client):
    from simpul.organisations.models import Status
    from tests.factories.organisations import SuccessionFactory

    heir = OrganisationFactory()
    ended = OrganisationFactory(status=Status.DISSOLVED, valid_to=2019)
    SuccessionFactory(predecessor=ended, successor=heir)
    InnovationFactory(owner=ended, title="Warisan")

    text = client.get(f"/en/institutions/{heir.slug}/", secure=True).content.decode()

    assert "Warisan" in text


def test_synthetic_records_say_so(client):
    record = InnovationFactory(synthetic=True)

    assert "Synthetic record" in get(client, record).content.decode()
    assert Innovation.objects.public().count() == 1
