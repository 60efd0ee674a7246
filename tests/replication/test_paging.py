"""Lists of the desk come in pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from simpul.core import clock
from simpul.core.models import File
from simpul.replication.models import CaseDocument, DocumentRole, Lesson
from simpul.replication.views.cases.finding import PAPERS
from tests.factories.organisations import OrganisationFactory, admin_of
from tests.factories.replication import begun, load_rules
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


def test_the_papers_of_a_case_come_in_pages_at_the_same_cost(client):
    load_rules()
    case, people = begun()
    client.force_login(people.adopting)

    def add(first, last):
        for n in range(first, last):
            file = File.objects.create(
                token=f"berkas-kasus-{n}", name="b.pdf", size=1, begun_at=clock.now()
            )
            CaseDocument.objects.create(
                case=case, role=DocumentRole.OTHER, title=f"Berkas {n}.", file=file, at=clock.now()
            )

    def shown(page):
        with CaptureQueriesContext(connection) as captured:
            said = client.get(case.desk_url, {"papers": page}, secure=True).content.decode()
        return {n for n in range(PAPERS + 2) if f"Berkas {n}." in said}, len(captured), said

    add(0, 1)
    shown(1)
    few = shown(1)[1]
    add(1, PAPERS + 2)

    first, many, said = shown(1)
    assert (first, many) == (set(range(PAPERS)), few)
    assert "?papers=2" in said
    assert shown(2)[0] == {PAPERS, PAPERS + 1}
