"""Who decides in whose place: said before a decision, and kept with it afterwards."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from simpul.core import clock, mandates
from simpul.core.models.mandates import Capacity
from simpul.hubs.policies import VERIFIER
from simpul.innovations.services import verifying
from simpul.organisations.policies import HEAD
from tests.factories.accounts import UserFactory
from tests.factories.organisations import OfficeFactory
from tests.factories.verification import Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    OfficeFactory(key=VERIFIER, label_id="Verifikator")
    OfficeFactory(key=HEAD, label_id="Kepala instansi")
    return Scene()


def acting(scope, office, **fields):
    """Somebody who acts in an office (Plt.) for a month."""
    person = UserFactory(**fields)
    mandates.grant(
        person,
        office=office,
        scope=scope,
        by=person,
        capacity=Capacity.ACTING,
        term=mandates.Term(clock.now(), clock.now() + timedelta(days=30)),
    )
    return person


def page(client, person, route, *args, **query):
    client.force_login(person)
    return client.get(reverse(route, args=args), query, secure=True).content.decode()


def test_before_a_decision_it_says_by_which_office(scene, client):
    deputy = acting(scene.hub, VERIFIER)
    draft = verifying.take_up(scene.submitted(), by=deputy)

    for step in ("return", "refuse"):
        said = page(client, deputy, "innovations:case_step", draft.pk, step)
        assert f"Anda memutuskan sebagai Plt. Verifikator, {scene.hub}." in said


def test_a_signature_says_by_which_office(scene, client):
    head = acting(scene.body, HEAD)
    draft = scene.awaiting_sign_off()

    said = page(client, head, "innovations:sign", draft.pk)

    assert f"Anda memutuskan sebagai Plt. Kepala instansi, {scene.body}." in said


def test_the_case_keeps_who_did_what_in_which_office(scene, client):
    deputy = acting(scene.hub, VERIFIER, name="Budi Santoso")
    draft = verifying.take_up(scene.submitted(), by=deputy)
    # What somebody was is asked of the day of the act, not of today.
    mandates.end(deputy.mandates.get(), by=scene.coordinator, note="Selesai.")

    said = page(client, scene.colleague, "innovations:case", draft.pk, show="history")

    assert "Budi Santoso (Plt. Verifikator)" in said
    assert f"{scene.author}" in said


def test_a_long_history_asks_no_more_than_a_short_one(scene, client):
    def questions(draft):
        with CaptureQueriesContext(connection) as captured:
            page(client, scene.verifier, "innovations:case", draft.pk, show="history")
        return len(captured)

    draft = scene.taken_up()
    questions(draft)
    few = questions(draft)
    for _turn in range(3):
        verifying.release(draft, by=scene.verifier)
        verifying.take_up(draft, by=scene.verifier)

    assert questions(draft) == few
