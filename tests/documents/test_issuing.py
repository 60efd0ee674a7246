"""From a draft to a number."""

import pytest

from simpul.documents import services
from simpul.documents.models import Document, State
from tests.factories.documents import DocumentFactory, KindFactory
from tests.factories.organisations import OrganisationFactory, admin_of

pytestmark = pytest.mark.django_db


def test_what_nobody_signs_counts_with_its_number():
    office = OrganisationFactory(acronym="ORG")
    admin = admin_of(office)

    letter = services.issue_certificate(
        KindFactory(), title="Replikasi", content={}, scope=office, by=admin
    )

    letter.refresh_from_db()
    assert (letter.state, letter.sequence) == (State.IN_FORCE, 1)
    assert letter.number.startswith("001/SER/ORG/")
    assert letter.frozen["number"] == letter.number
    assert Document.objects.get() == letter


def test_a_draft_says_what_it_lacks():
    letter = DocumentFactory()
    assert letter.number == ""
