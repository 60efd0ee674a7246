"""A hub verifies, corrects and withdraws; no page says otherwise afterwards."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from simpul.core import mandates, versions
from simpul.core.workflow import StepNotOpen
from simpul.innovations.models import Innovation, State
from simpul.innovations.policies import VERIFIER, visible
from simpul.innovations.services import (
    correct,
    publish,
    readdress,
    record_mentions,
    relist,
    remember_address,
    withdraw,
)
from simpul.innovations.workflow import RECORD
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.innovations import AuthorityFactory, InnovationFactory, listed, mention

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub():
    return HubFactory(level="national")


@pytest.fixture
def verifier(hub):
    person = UserFactory()
    mandates.grant(person, office=VERIFIER, scope=hub, by=person)
    return person


@pytest.fixture
def record(hub):
    return listed(summary="Ringkasan.")


def page(client, record):
    return client.get(f"/en/innovations/{record.slug}/", secure=True)


def test_a_verifier_of_the_responsible_hub_publishes_a_listed_record(record, verifier, client):
    assert b"not verified by a hub" in page(client, record).content

    publish(record, by=verifier)

    assert record.state == State.PUBLISHED
    answer = page(client, record).content
    assert b"not verified by a hub" not in answer
    assert b"Verified on" in answer


def test_nobody_else_publishes(record):
    elsewhere = UserFactory()
    mandates.grant(elsewhere, office=VERIFIER, scope=HubFactory(), by=elsewhere)

    for person in (UserFactory(), elsewhere):
        with pytest.raises(PermissionDenied):
            publish(record, by=person)

    record.refresh_from_db()
    assert (record.state, record.published_at) == (State.LISTED, None)


def test_nobody_verifies_their_own(record, verifier):
    Innovation.objects.filter(pk=record.pk).update(author=verifier)
    record.refresh_from_db()

    with pytest.raises(PermissionDenied):
        publish(record, by=verifier)


def test_publishing_twice_is_refused(record, verifier):
    publish(record, by=verifier)

    with pytest.raises(StepNotOpen):
        publish(record, by=verifier)


def test_a_correction_is_seen_at_once(record, verifier, client):
    publish(record, by=verifier)

    correct(record, {("summary", "id"): "Ringkasan baru."}, by=verifier, note="Salah ketik")

    answer = page(client, record).content.decode()
    assert "Ringkasan baru." in answer
    assert versions.public(record).number == 2


def test_a_correction_of_a_listed_record_stands_before_what_sources_say(record, verifier):
    correct(record, {("year", ""): 2019}, by=verifier)

    assert record.year == 2019
    assert record.state == State.LISTED


def test_a_field_that_no_record_has_is_refused(record, verifier):
    with pytest.raises(ValidationError):
        correct(record, {("warna", ""): "biru"}, by=verifier)


def test_what_a_source_says_later_waits_beside_the_verified_version(hub, verifier, client):
    authority = AuthorityFactory()
    record = listed(authority=authority, year=2020)
    publish(record, by=verifier)

    record_mentions([mention(authority=authority, year=2021)])

    record.refresh_from_db()
    assert record.year == 2020
    public, waiting = versions.public(record).fields, versions.opened(record).fields
    assert [change.field for change in versions.compare(public, waiting)] == ["year|"]
    assert "A newer version is being checked" in page(client, record).content.decode()


def test_a_withdrawn_record_is_gone_and_says_why(record, verifier, client):
    withdraw(record, by=verifier, note="Bukan inovasi pelayanan publik.")

    answer = page(client, record)

    assert answer.status_code == 410
    assert "Bukan inovasi pelayanan publik." in answer.content.decode()
    assert list(Innovation.objects.public()) == []
    catalogue = client.get("/en/years/", secure=True).content.decode()
    assert record.title not in catalogue


def test_withdrawing_needs_a_reason(record, verifier):
    with pytest.raises(ValidationError):
        withdraw(record, by=verifier, note=" ")

    record.refresh_from_db()
    assert record.state == State.LISTED


def test_a_withdrawn_record_can_be_listed_again(record, verifier, client):
    withdraw(record, by=verifier, note="Keliru")

    relist(record, by=verifier, note="Ternyata benar")

    assert page(client, record).status_code == 200


def test_old_words_in_an_address_lead_to_the_record(record, verifier, client):
    before = record.slug
    readdress(record, "Nama yang benar", by=verifier)
    remember_address(record, "inovasi-42")

    for old in (before, "inovasi-42"):
        answer = client.get(f"/en/innovations/{old}/", secure=True)
        assert (answer.status_code, answer["location"]) == (301, f"/en/innovations/{record.slug}/")


@pytest.mark.parametrize("state", State.values)
def test_lists_and_permissions_agree_on_who_may_read(hub, verifier, state):
    author = UserFactory()
    record = InnovationFactory(state=state, author=author, hub=hub)
    elsewhere = InnovationFactory(state=state, hub=HubFactory())

    for person in (author, verifier, UserFactory(), UserFactory(is_superuser=True)):
        listed_for = set(Innovation.objects.filter(visible(person)))
        asked = {
            each
            for each in (record, elsewhere)
            if person.has_perm("innovations.view_innovation", each)
        }
        assert listed_for == asked


def test_no_state_is_a_dead_end():
    sources = {source for step in RECORD.steps.values() for source in step.sources}

    assert sources == set(State)
