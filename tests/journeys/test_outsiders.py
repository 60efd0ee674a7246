"""Whoever has no part in a case, a plan, a letter or a mentorship changes nothing of it.

Every address of these rooms is sent a form with every object in its place, as an admin of another
institution would who guesses numbers; what others wrote stays as it was, and nothing breaks.
"""

import pytest
from django.test import Client

from simpul.core.models import Entry
from simpul.organisations.policies import ADMIN
from tests.factories.organisations import OrganisationFactory
from tests.factories.verification import holding
from tests.journeys import travelling

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

# Names that forms have, and some that none has: a state or an owner is not to be sent.
SENT = {
    "note": "Sebab.", "body": "Kata.", "reason": "Sebab.", "title": "Judul", "act": "take_back",
    "state": "done", "standing": "running", "by": "1", "owner": "1", "adopter": "1",
    "public_since": "2026-01-01", "completed_at": "2026-01-01", "is_public": "on", "number": "9",
    "verdict": "yes", "keep": "1", "decision": "keep", "confirm": "on", "end": "go_on",
    "next": "https://jahat.example/",
}  # fmt: skip


def test_an_admin_of_another_institution_changes_nothing(settings, tmp_path):
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    travelling.plant(lambda place: f"kenari{place}x")
    person = holding(ADMIN, OrganisationFactory())
    client = Client(raise_request_exception=False)
    client.force_login(person)
    broken, led_away = [], []
    before = Entry.objects.order_by("-pk").values_list("pk", flat=True).first()

    for address in travelling.addresses(("replication", "learning", "documents")):
        answer = client.post(address, SENT, secure=True)
        if answer.status_code >= 500:
            broken.append((address, answer.status_code))
        if answer.headers.get("Location", "").startswith(("https://jahat", "//")):
            led_away.append(address)

    done = Entry.objects.filter(pk__gt=before, actor=f"user:{person.pk}")
    assert list(done.values_list("model", "object_id", "verb")) == []
    assert (broken, led_away) == ([], [])
