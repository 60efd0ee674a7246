"""How good the records are: numbers that add up, worklists behind them, campaigns from them."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.datastructures import MultiValueDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simpul.core import addresses, clock, outbox
from simpul.innovations.models import CORE_FIELDS, Innovation, Reconfirmation
from simpul.innovations.queries.asking import key_of
from simpul.innovations.queries.campaigns import Choice, chosen, progress, questions_of
from simpul.innovations.queries.life import life_counts, of_life
from simpul.innovations.queries.quality import (
    ISSUE_KEYS,
    Asked,
    quality,
    scope_at,
    scope_of_hub,
    scopes_of,
    worklist,
)
from simpul.innovations.services import campaigns, publish
from simpul.innovations.services.life import answer, ask_due, say
from simpul.vocabularies.models import Life
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.innovations import InnovationFactory
from tests.factories.organisations import OrganisationFactory
from tests.innovations.life_world import build

pytestmark = pytest.mark.django_db

TODAY = datetime(2026, 6, 15, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def frozen():
    with clock.frozen(TODAY):
        yield


@pytest.fixture
def world(frozen, settings, tmp_path):
    # No index: what another test built is not asked.
    settings.VAR_DIR = tmp_path
    return build()


stages = st.sampled_from(
    [
        None,
        "idea",
        "trial",
        "running",
        "developing",
        "institutionalised",
        "dormant",
        "stopped",
        "unknown",
    ]
)
records = st.lists(
    st.tuples(stages, st.one_of(st.none(), st.dates(date(2023, 1, 1), date(2028, 1, 1)))),
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records)
def test_alive_dormant_stopped_and_unknown_always_add_up(world, drawn):
    hub = HubFactory()
    for status, due in drawn:
        InnovationFactory(owner=world.owner, hub=hub, life_status_id=status, life_due_on=due)
    rows = Innovation.objects.public().filter(hub=hub)

    counts = life_counts(rows)

    assert counts.total == rows.count() == len(drawn)
    assert {life: getattr(counts, life) for life in Life.values} == {
        life: rows.filter(of_life(life)).distinct().count() for life in Life.values
    }
    assert counts.due == sum(due is not None and due <= date(2026, 6, 15) for _s, due in drawn)
    assert quality(rows).life == counts


def fill(world):
    """Five records in different states of care."""
    found = [world.record(f"M-{number}", year=2020 + number) for number in range(5)]
    say(found[0], "running", as_of=(TODAY - timedelta(days=500)).date(), by=world.admin)
    say(found[1], "dormant", reason="Anggaran.", by=world.admin)
    publish(found[2], by=world.verifier)
    ask_due()
    return found


def test_every_number_opens_exactly_the_records_it_counts(world):
    fill(world)
    scope = scope_of_hub(world.hub)

    found = quality(scope.rows)

    assert found.total == 5
    assert (
        found.issues
        == {key: worklist(scope, Asked(issue=key)).count() for key in ISSUE_KEYS}
        == {"never": 3, "old": 1, "silent": 0, "unverified": 4, "no_evidence": 5}
    )
    assert found.missing == {
        name: worklist(scope, Asked(missing=name)).count() for name in CORE_FIELDS
    }
    assert (found.missing["year"], found.missing["summary"]) == (0, 5)


def test_the_questions_do_not_grow_with_the_records(world, django_assert_num_queries):
    rows = scope_of_hub(world.hub).rows
    for size in (1, 12):
        for number in range(size):
            world.record(f"S-{size}-{number}")
        with django_assert_num_queries(5):
            quality(rows)


def test_everybody_sees_the_quality_of_what_they_answer_for_and_no_other(world):
    other = build(number=2)
    national = UserFactory()

    assert [scope.hub for scope in scopes_of(world.coordinator)] == [world.hub]
    assert [scope.hub for scope in scopes_of(world.verifier)] == [world.hub]
    assert [scope.code for scope in scopes_of(world.admin)] == [world.owner.code]
    assert scopes_of(national) == []
    assert scope_at(world.coordinator, {"hub": other.hub.code}) is None
    assert scope_at(world.admin, {"hub": world.hub.code}) is None


def test_the_file_holds_the_list_row_for_row(world, client):
    fill(world)
    client.force_login(world.coordinator)

    page = client.get("/en/desk/quality/list/?issue=never", secure=True)
    file = client.get("/en/desk/quality/list.csv?issue=never", secure=True)

    assert page.context["page"].paginator.count == 3
    table = csv.reader(io.StringIO(b"".join(file.streaming_content).decode("utf-8-sig")))
    assert [row[0] for row in table][1:] == [row.public_id for row in page.context["page"]]


# --- Campaigns ---------------------------------------------------------------------------------


def choose(world, **query):
    params = MultiValueDict({name: [value] for name, value in query.items()})
    return chosen(Choice.read(world.hub, params))


def begin(world, found, **extra):
    return campaigns.begin(
        world.hub,
        found.records,
        name="Pemutakhiran 2026",
        due_on=date(2026, 7, 15),
        by=world.coordinator,
        **extra,
    )


def test_a_campaign_asks_whom_it_chose_and_holds_its_mails(world):
    made = fill(world)
    outbox.deliver()
    mail.outbox.clear()

    found = choose(world, issue="never")
    campaign = begin(world, found)
    outbox.deliver()

    assert {record.pk for record in found.records} == {record.pk for record in made[2:]}
    assert mail.outbox == []
    assert campaigns.release(campaign, by=world.coordinator) == 1
    outbox.deliver()
    assert [letter.to for letter in mail.outbox] == [[world.admin.email]]


def test_the_choice_is_by_quality_by_hand_or_by_the_catalogue(world):
    made = fill(world)

    by_hand = choose(world, pick=f"{made[0].slug} {made[3].public_id}")
    by_list = choose(world, catalogue="https://contoh.go.id/id/inovasi/?year=2024&stage=unknown")

    assert {record.pk for record in by_hand.records} == {made[0].pk, made[3].pk}
    assert {record.pk for record in by_list.records} == {made[4].pk}


def test_the_progress_of_a_campaign_adds_up_and_its_file_says_the_same(world, client):
    made = fill(world)
    campaign = begin(world, choose(world, issue="never"))
    campaigns.release(campaign, by=world.coordinator)
    asked = {each.innovation_id: each for each in campaign.reconfirmations.all()}
    answer(asked[made[2].pk], "developing")
    answer(asked[made[3].pk], "stopped", reason="Diganti.")

    whole, lines = progress(campaign)

    assert (whole.asked, whole.answered) == (3, 2)
    assert whole.counts == {"alive": 1, "stopped": 1, "waiting": 1}
    assert sum(line.asked for line in lines) == whole.asked
    assert whole.asked == sum(whole.cells[2:])
    client.force_login(world.coordinator)
    file = client.get(f"/en/desk/campaigns/{campaign.pk}/records.csv", secure=True)
    table = list(csv.reader(io.StringIO(b"".join(file.streaming_content).decode("utf-8-sig"))))
    assert len(table) == 1 + questions_of(campaign).count()


def test_a_mail_that_came_back_is_told_and_counted(world):
    fill(world)
    campaign = begin(world, choose(world, issue="never"))
    addresses.refused(addresses.Refusal(world.admin.email, "5.1.1", "no such user"))

    whole, _lines = progress(campaign)

    assert whole.counts == {"unreached": 3}


def test_the_silent_are_reminded_by_new_links_and_the_end_leaves_records_as_they_are(world):
    made = fill(world)
    campaign = begin(world, choose(world, issue="never"))
    before = key_of(campaign.reconfirmations.get(innovation=made[4]))

    assert campaigns.remind(campaign, by=world.coordinator) == 3

    assert key_of(campaign.reconfirmations.get(innovation=made[4])) != before
    assert campaigns.held(campaign).count() == 1
    campaigns.end(campaign, by=world.coordinator)
    whole, _lines = progress(campaign)
    assert whole.counts == {"dropped": 3}
    assert not Reconfirmation.objects.open().filter(campaign=campaign).exists()
    made[4].refresh_from_db()
    assert made[4].life_status is None
    assert choose(world, issue="never").records


def test_who_nobody_knows_is_written_to_where_the_coordinator_says(world):
    orphan = OrganisationFactory(name="Pemkab Yatim")
    record = InnovationFactory(owner=orphan, hub=world.hub)
    found = choose(world, pick=record.public_id)
    assert [body.owner for body in found.unknown] == [orphan]

    campaign = begin(world, found, addresses={orphan.pk: "Bagor@Yatim.go.id"})

    assert campaign.reconfirmations.get().asked_to == "bagor@yatim.go.id"


def test_only_the_coordinator_of_the_hub_begins_and_runs_a_campaign(world):
    other = build(number=2)
    fill(world)
    found = choose(world, issue="never")
    for person in (world.admin, world.verifier, other.coordinator):
        with pytest.raises(PermissionDenied):
            campaigns.begin(world.hub, found.records, name="x", due_on=date(2026, 7, 15), by=person)
    campaign = begin(world, found)
    for verb in (campaigns.remind, campaigns.release, campaigns.end):
        with pytest.raises(PermissionDenied):
            verb(campaign, by=other.coordinator)


def test_a_campaign_gives_time_and_asks_somebody(world):
    fill(world)
    found = choose(world, issue="never")
    for extra, code in (
        ({"due_on": date(2026, 6, 20)}, "too_soon"),
        ({"records": []}, "nobody"),
    ):
        said = {"records": found.records, "due_on": date(2026, 7, 15), **extra}
        with pytest.raises(ValidationError) as refused:
            campaigns.begin(world.hub, name="x", by=world.coordinator, **said)
        assert refused.value.code == code


# --- The page of a link ------------------------------------------------------------------------


def test_opening_a_link_changes_nothing_and_one_press_does(world, client):
    made = fill(world)
    begin(world, choose(world, issue="never"))
    question = Reconfirmation.objects.get(innovation=made[4])
    address = f"/id/masih-berjalan/{key_of(question)}/"

    for verb in (client.get, client.head, client.get):
        assert verb(address, secure=True).status_code == 200
    question.refresh_from_db()
    assert question.closed_at is None

    thanks = client.post(address, {"act": "answer", "quick": "running"}, secure=True, follow=True)
    again = client.post(
        address, {"act": "answer", "status": "stopped", "reason": "x"}, secure=True, follow=True
    )

    assert "Terima kasih" in thanks.content.decode()
    assert "Terima kasih" in again.content.decode()
    made[4].refresh_from_db()
    assert made[4].life_status_id == "running"
    client.post(address, {"act": "undo"}, secure=True)
    made[4].refresh_from_db()
    assert made[4].life_status is None


def test_what_is_wrong_with_an_answer_is_said_and_nothing_typed_is_lost(world, client):
    made = fill(world)
    begin(world, choose(world, issue="never"))
    question = Reconfirmation.objects.get(innovation=made[4])

    page = client.post(
        f"/en/still-running/{key_of(question)}/",
        {"act": "answer", "status": "dormant", "said_by": "Siti", "as_of": "2026-06-01"},
        secure=True,
    ).content.decode()

    assert "Say why it does not run" in page
    assert 'value="Siti"' in page
    assert 'value="2026-06-01"' in page
