"""What sources say after a hub verified waits beside it, once, until the hub decides."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from simpul.core import versions
from simpul.core.models import Duty
from simpul.innovations.models import Claim
from simpul.innovations.services import locking, record_mentions, waiting
from simpul.innovations.services.checking import check_records
from simpul.innovations.services.versions import WAITING, waits_for_hub
from tests.factories.accounts import UserFactory
from tests.factories.innovations import AuthorityFactory, listed, mention
from tests.factories.verification import Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return Scene()


@pytest.fixture
def authority():
    return AuthorityFactory()


@pytest.fixture
def record(scene, authority):
    """A record that a source lists and a hub verified."""
    from simpul.innovations.services import publish

    found = listed(authority=authority, year=2020, unit="Dinas", owner=scene.body.code)
    publish(found, by=scene.verifier)
    return found


def say(authority, scene, **fields):
    said = {"year": 2020, "unit": "Dinas", "owner": scene.body.code, **fields}
    record_mentions([mention(authority=authority, **said)])


def open_duties():
    return Duty.objects.filter(topic=WAITING, closed_at=None).count()


def test_one_version_waits_and_grows_and_the_public_one_stays(scene, authority, record):
    say(authority, scene, year=2021)
    say(authority, scene, year=2021, unit="Badan")

    waits = waits_for_hub(record)
    assert versions.of(record).count() == 2
    assert [
        each.field for each in versions.compare(versions.public(record).fields, waits.fields)
    ] == ["unit|", "year|"]
    record.refresh_from_db()
    assert (record.year, record.unit, open_duties()) == (2020, "Dinas", 1)
    duty = Duty.objects.get(topic=WAITING)
    assert duty.assignee == f"verifier@hubs.hub:{scene.hub.pk}"


def test_the_hub_takes_in_what_it_chooses_and_is_not_asked_again(scene, authority, record):
    say(authority, scene, year=2021, unit="Badan")
    revision = waits_for_hub(record).revision

    waiting.take_in(record, ["year|"], by=scene.verifier, revision=revision)

    assert (record.year, record.unit) == (2021, "Dinas")
    assert (waits_for_hub(record), open_duties()) == (None, 0)
    # The same words again are decided; other words are not.
    say(authority, scene, year=2021, unit="Badan")
    assert waits_for_hub(record) is None
    say(authority, scene, year=2021, unit="Kantor")
    assert open_duties() == 1
    assert check_records().different == []


def test_left_as_it_is_it_stays_so(scene, authority, record):
    say(authority, scene, year=2021)

    waiting.leave(record, by=scene.verifier, revision=waits_for_hub(record).revision)

    assert (record.year, waits_for_hub(record), open_duties()) == (2020, None, 0)
    assert Claim.objects.filter(field="year", value=2021, retired_at=None).exists()


def test_what_is_taken_back_waits_no_longer(scene, authority, record):
    say(authority, scene, year=2021)
    say(authority, scene, year=2020)

    assert (waits_for_hub(record), open_duties()) == (None, 0)
    say(authority, scene, year=2021)
    assert open_duties() == 1


def test_a_lock_survives_whatever_sources_say(scene, authority, record):
    claim = Claim.objects.get(field="year")
    locking.lock(record, claim, by=scene.verifier, note="Sesuai SK.")

    say(authority, scene, year=2021)

    assert waits_for_hub(record) is None
    record.refresh_from_db()
    assert record.year == 2020


def test_only_the_hub_decides_and_only_about_what_it_saw(scene, authority, record):
    say(authority, scene, year=2021)
    revision = waits_for_hub(record).revision

    with pytest.raises(PermissionDenied):
        waiting.leave(record, by=UserFactory(), revision=revision)
    say(authority, scene, year=2022)
    with pytest.raises(ValidationError):
        waiting.take_in(record, ["year|"], by=scene.verifier, revision=revision)
    with pytest.raises(ValidationError):
        waiting.take_in(record, [], by=scene.verifier, revision=revision + 1)


def test_the_page_shows_both_words_and_decides(scene, authority, record, client):
    say(authority, scene, year=2021, unit="Badan")
    client.force_login(scene.verifier)
    address = f"/en/desk/records/{record.slug}/waiting/"

    page = client.get(address, secure=True).content.decode()
    assert "2020" in page
    assert "2021" in page
    assert authority.name in page
    empty = client.post(address, {"revision": waits_for_hub(record).revision}, secure=True)
    assert empty.status_code == 422
    sent = {"revision": waits_for_hub(record).revision, "field": ["unit|"], "note": "Berganti."}
    assert client.post(address, sent, secure=True).status_code == 302

    record.refresh_from_db()
    assert (record.year, record.unit) == (2020, "Badan")
    assert "Nothing waits" in client.get(address, secure=True).content.decode()
