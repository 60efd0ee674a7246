"""The words of a discarded draft go after a time; letters with a number keep theirs."""

from datetime import timedelta

import pytest

from simpul.core import clock
from simpul.documents.models import Party, Signer
from simpul.documents.services import draft, drop
from simpul.documents.services.personal import DROPPED_LETTERS
from tests.factories.documents import KindFactory, numbered
from tests.factories.organisations import OrganisationFactory, admin_of

pytestmark = pytest.mark.django_db


def test_a_discarded_draft_is_forgotten_and_a_numbered_letter_is_not(client):
    office = OrganisationFactory()
    admin = admin_of(office)
    letter = draft(
        KindFactory(), title="Batal", content={"body": "Rahasia"}, scope=office, by=admin
    )
    party = Party.objects.create(document=letter, organisation=office, order=1)
    Signer.objects.create(document=letter, party=party, order=1, name="Ibu Bupati")
    drop(letter, by=admin)
    kept = numbered(title="Tetap", scope=office, by=admin)
    later = clock.now() + timedelta(days=1)

    assert DROPPED_LETTERS.due(clock.now() - timedelta(days=1)) == 0
    assert (DROPPED_LETTERS.due(later), DROPPED_LETTERS.clear(later)) == (1, 1)
    assert DROPPED_LETTERS.due(later) == 0

    letter.refresh_from_db()
    assert (letter.title, letter.content, letter.signers.count()) == ("Batal", {}, 0)
    before = kept.frozen
    kept.refresh_from_db()
    assert kept.frozen == before
    client.force_login(admin)
    assert client.get(letter.get_absolute_url(), secure=True).status_code == 200
