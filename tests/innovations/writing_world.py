"""A form, a few codes, an institution and people who write."""

import csv
from datetime import timedelta
from types import SimpleNamespace

from django.conf import settings

from simpul.core import clock
from simpul.hubs.models import Level
from simpul.innovations.models import DraftKind
from simpul.innovations.services.drafting import open_draft
from simpul.innovations.services.questions import load_form
from tests.factories.hubs import HubFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.vocabularies import GoalFactory, SectorFactory, StageFactory

LONG = " ".join(["Petugas datang ke pulau dengan kapal setiap bulan."] * 4)


def rows(file):
    with (settings.DATA_DIR / "forms" / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def form():
    """The form as it is shipped, with one code for each list."""
    load_form(rows("steps.csv"), rows("documenting.csv"))
    SectorFactory(key="kesehatan")
    GoalFactory(number=3)
    StageFactory(code="running")


def answers():
    """Answers that no rule refuses."""
    day = (clock.today() - timedelta(days=800)).isoformat()
    texts = dict.fromkeys(
        ["summary", "problem", "objectives", "novelty", "how_it_works", "impact", "resources",
         "sustainability", "replication", "lessons", "access"], LONG
    )  # fmt: skip
    short = dict.fromkeys(["benefit", "eligible", "cost"], "Gratis bagi semua warga pulau.")
    return {
        "title": "Sapa Nelayan Pulau",
        "unit": "Puskesmas Barrang Lompo",
        "started_on": day,
        "life_status": "running",
        "sector": "kesehatan",
        "goals": [3],
        **texts,
        **short,
        "outcomes": [
            {
                "indicator": "Nelayan yang memiliki kartu",
                "unit": "persen",
                "baseline": "18",
                "baseline_on": "2021-12-31",
                "latest": "74.5",
                "latest_on": "2023-12-31",
                "method": "Data dinas",
            }
        ],
        "contact": {"name": "Sari", "email": "sari@contoh.go.id", "phone": "", "public": False},
    }


def world(**values):
    """An institution with two members, one of whom writes."""
    form()
    HubFactory(level=Level.NATIONAL)
    body = OrganisationFactory()
    author, colleague = (MembershipFactory(organisation=body).person for _number in range(2))
    draft = open_draft(
        kind=DraftKind.NEW,
        organisation=body,
        by=author,
        values={"title": "Sapa Nelayan Pulau", **values},
    )
    return SimpleNamespace(body=body, author=author, colleague=colleague, draft=draft)
