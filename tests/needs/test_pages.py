"""Pages of needs and ideas as people use them."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from simpul.core import clock, threads
from simpul.core.models import Duty, Report
from simpul.forum.queries.moderation import cases_for
from simpul.hubs.policies import EDITOR
from simpul.needs import services
from simpul.needs.models import Challenge, Idea, Need
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory, serving
from tests.factories.needs import (
    ChallengeFactory,
    IdeaFactory,
    NeedFactory,
    admin_of,
    member_of,
    offered,
    regency,
    stated,
)
from tests.factories.vocabularies import SectorFactory

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "Antrean di loket",
    "problem": "Warga menunggu sejak subuh.",
    "visibility": "public",
    "indicator-TOTAL_FORMS": "1",
    "indicator-INITIAL_FORMS": "0",
    "indicator-0-name": "Lama antre",
    "indicator-0-baseline": "90,5",
    "indicator-0-direction": "down",
}


def page(client, route, *args, **query):
    return client.get(reverse(f"needs:{route}", args=args), query, secure=True)


def post(client, route, *args, data, query=""):
    return client.post(reverse(f"needs:{route}", args=args) + query, data, secure=True)


@pytest.fixture
def writer(client):
    body = regency()
    person = member_of(body)
    client.force_login(person)
    return body


def test_a_need_is_written_in_one_form(client, writer):
    sector = SectorFactory(key="kesehatan")

    answer = post(
        client,
        "write",
        query="?gap=sector_gap:kesehatan",
        data={
            **TYPED,
            "organisation": writer.code,
            "sector": "kesehatan",
            "budget_max": "Rp1.500.000",
        },
    )

    need = Need.objects.get()
    assert answer.url == reverse("needs:desk", args=[need.slug])
    assert (need.sector, need.budget_max, need.origin) == (sector, 1_500_000, "sector_gap")
    assert str(need.indicators.get().now) == "90.5"


@pytest.mark.parametrize("button", ["check", "more"])
def test_looking_it_over_keeps_nothing_and_loses_nothing(client, writer, button):
    answer = post(client, "write", data={**TYPED, "title": "Aplikasi antrean", button: "1"})

    text = answer.content.decode()
    assert not Need.objects.exists()
    assert "Judulnya sudah menyebut jawaban" in text
    assert "angka awal tanpa tanggal tidak dapat dibandingkan" in text
    assert "Warga menunggu sejak subuh." in text
    assert ('name="indicator-1-name"' in text) == (button == "more")
    assert "field__error" not in text


def test_an_error_says_what_is_wrong_and_keeps_what_was_typed(client, writer):
    answer = post(
        client, "write", data={**TYPED, "organisation": writer.code, "how_many": "banyak"}
    )

    assert not Need.objects.exists()
    assert "Anda menulis “banyak”" in answer.content.decode()
    assert "Warga menunggu sejak subuh." in answer.content.decode()


@pytest.mark.parametrize("day", [("1", "13", "2026"), ("satu", "1", "2026"), ("1", "", "2026")])
def test_a_day_that_is_none_is_told_where_it_stands(client, writer, day):
    typed = dict(zip(("day", "month", "year"), day, strict=True))
    boxes = {f"indicator-0-baseline_on_{part}": text for part, text in typed.items()}

    answer = post(client, "write", data={**TYPED, **boxes, "organisation": writer.code})

    assert not Need.objects.exists()
    assert answer.context["rows"].errors[0]["baseline_on"]
    assert f'value="{day[0]}"' in answer.content.decode()


def test_a_need_is_changed_and_closed_on_its_desk(client, writer):
    need = stated(writer)

    post(client, "change", need.slug, data={**TYPED, "title": "Antrean panjang"})
    post(client, "close", need.slug, data={"solution": "Loket kedua."})

    need.refresh_from_db()
    assert (need.title, need.state, need.organisation) == ("Antrean panjang", "closed", writer)


def test_who_belongs_to_no_institution_is_told_the_way(client):
    client.force_login(UserFactory())

    assert "Minta bergabung dengan instansi" in page(client, "write").content.decode()


@pytest.mark.parametrize("visibility", ["hub", "private"])
def test_what_is_not_public_is_not_found_nor_counted(client, visibility):
    body = regency()
    need = NeedFactory(organisation=body, region=body.region, visibility=visibility)
    idea = IdeaFactory(need=need, sponsor=body)

    assert page(client, "detail", need.slug).status_code == 404
    assert page(client, "idea", idea.slug).status_code == 404
    for address in (
        reverse("needs:list"), reverse("needs:ideas"), reverse("needs:export", args=["json"]),
        body.get_absolute_url(), body.region.get_absolute_url(),
    ):  # fmt: skip
        assert need.title.encode() not in client.get(address, secure=True).content


def test_the_list_asks_the_same_for_one_need_and_for_three(client, django_assert_max_num_queries):
    for _number in range(3):
        NeedFactory()
        IdeaFactory()
        ChallengeFactory()
    for route in ("list", "ideas", "challenges"):
        with django_assert_max_num_queries(12):
            page(client, route)


def test_filters_stand_in_the_address_and_hold_in_the_files(client):
    NeedFactory(title="Sampah pasar")
    NeedFactory(title="=Antrean")

    assert b"Antrean" not in page(client, "list", q="sampah").content
    rows = page(client, "export", "csv", q="antrean")
    [row] = list(csv.DictReader(io.StringIO(b"".join(rows).decode("utf-8-sig"))))
    assert row["title"] == "'=Antrean"
    assert page(client, "export", "json").json()["count"] == 2
    assert page(client, "export", "xlsx").status_code == 200


def test_the_page_of_a_region_leads_to_its_needs_and_gaps(client):
    body = regency()
    need = NeedFactory(organisation=body, region=body.region)

    text = client.get(body.region.get_absolute_url(), secure=True).content.decode()

    assert need.title in text
    assert f"{reverse('needs:gaps')}?region={body.region.code}" in text


def test_a_resident_offers_an_idea_and_is_shown_one_like_it_first(client):
    need, resident = stated(), UserFactory()
    offered(need=need)
    client.force_login(resident)
    typed = {
        "title": "Nomor antrean lewat pesan",
        "body": "Ambil nomor dari rumah saja.",
        "author_kind": "resident",
    }

    first = post(client, "offer", data=typed, query=f"?need={need.slug}")
    second = post(client, "offer", data={**typed, "anyway": "1"}, query=f"?need={need.slug}")

    assert "Sudah ada gagasan yang mirip" in first.content.decode()
    assert second.status_code == 302
    assert Idea.objects.filter(author=resident).count() == 1


def test_support_is_given_and_taken_back_on_its_own_page(client):
    idea = offered()
    client.force_login(person := UserFactory())

    post(client, "support", idea.slug, data={})
    given = idea.supports.filter(person=person).count()
    post(client, "support", idea.slug, data={"stop": "1"})

    assert (given, idea.supports.count()) == (1, 0)


def test_an_admin_decides_merges_and_promotes_in_the_browser(client):
    body = regency()
    admin = admin_of(body)
    need = stated(body, by=admin)
    first, second = offered(need=need), offered(need=need, title="Nomor antrean dari rumah")
    client.force_login(admin)

    post(client, "merge", first.slug, data={"other": second.public_id, "note": "Sama."})
    post(client, "decide", first.slug, data={"outcome": "taken_up", "reason": "Kami coba."})
    answer = post(client, "promote", first.slug, data={"organisation": body.code})

    first.refresh_from_db()
    second.refresh_from_db()
    draft = first.became.drafts.get()
    assert (second.canonical, first.state) == (first, "promoted")
    assert answer.url == draft.get_absolute_url()
    assert first.title in client.get(draft.get_absolute_url(), secure=True).content.decode()


def test_a_challenge_is_written_and_announced(client):
    body = regency()
    client.force_login(admin_of(body))
    days = {
        f"{name}_{part}": value
        for name, year in (("opens_on", 2026), ("closes_on", 2098), ("decides_on", 2099))
        for part, value in (("day", 1), ("month", 2), ("year", year))
    }

    said = {"title": "Pasar bersih", "question": "Bagaimana?", "audience": "all"}
    post(client, "challenge_write", data={"sponsor": body.code, **said, **days})
    challenge = Challenge.objects.get()
    post(client, "challenge_step", challenge.slug, "announce", data={})

    challenge.refresh_from_db()
    assert challenge.phase == "welcoming"
    assert b"Pasar bersih" in client.get(reverse("needs:challenges"), secure=True).content


def test_what_is_reported_waits_for_the_moderators_of_its_hub(client):
    hub = HubFactory()
    idea, editor = IdeaFactory(hub=hub), serving(hub, EDITOR)
    said = services.ask(idea, by=UserFactory(), body="Kasar.")
    client.force_login(UserFactory())

    post(client, "report_idea", idea.slug, data={"reason": "spam"})
    post(client, "report_message", said.pk, data={"reason": "abuse"})
    names = [case.name for case in cases_for(editor)]
    client.force_login(editor)
    case = client.get(reverse("forum:case", args=[Report.objects.first().pk]), secure=True)
    assert idea.get_absolute_url() in case.content.decode()
    report = Report.objects.get(reason="abuse")
    threads.decide(report, decision="hide", reason="Menghina.", by=editor)

    assert names == [str(idea), str(idea)]
    assert Duty.objects.filter(topic="moderation", closed_at=None).count() == 1
    client.logout()
    assert b"Kasar." not in client.get(idea.get_absolute_url(), secure=True).content


def test_a_private_need_is_not_reported_to_anybody_outside():
    need = stated(visibility="private")
    member = admin_of(need.organisation)
    said = services.ask(need, by=member, body="Kapan?")

    for subject in (need, said):
        with pytest.raises(ValidationError):
            services.report(subject, by=member, reason="spam")
    assert not Report.objects.exists()


def test_needs_shared_with_others_and_ideas_for_ones_own_come_in_pages(client):
    body = regency()
    own = NeedFactory(organisation=body)
    for place in range(21):
        shared = NeedFactory(title=f"Kebutuhan lain {place}")
        shared.followers.create(organisation=body, since=clock.now())
        IdeaFactory(need=own, sponsor=body)
    client.force_login(admin_of(body))

    first = client.get(reverse("needs:mine"), secure=True)
    second = client.get(reverse("needs:mine"), {"shared": 2, "page": 1}, secure=True)
    desk = client.get(reverse("needs:desk", args=[own.slug]), {"page": 2}, secure=True)

    assert 'href="?shared=2"' in first.content.decode()
    assert [len(page.context["followed"]) for page in (first, second)] == [20, 1]
    assert len(desk.context["ideas"]) == 1
