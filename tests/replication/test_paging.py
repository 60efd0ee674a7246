"""Lists of the desk come in pages."""

import pytest
from django.urls import reverse

from simpul.core import clock
from simpul.replication.models import Lesson
from tests.factories.organisations import OrganisationFactory, admin_of
from tests.factories.vocabularies import SectorFactory

pytestmark = pytest.mark.django_db


def test_the_lessons_of_an_institution_come_in_pages(client):
    body, sector, now = OrganisationFactory(), SectorFactory(), clock.now()
    told = {"attempt": "own", "happened": "x", "advice": "x", "sector": sector, "year": 2024}
    Lesson.objects.bulk_create(
        Lesson(organisation=body, title=f"Ke-{n}", written_at=now, changed_at=now, **told)
        for n in range(26)
    )
    client.force_login(admin_of(body))

    pages = [
        client.get(reverse("replication:lessons_desk"), {"page": page}, secure=True)
        for page in (1, 2)
    ]

    assert [len(page.context["lessons"]) for page in pages] == [25, 1]
