"""An institution with an author, a draft, and a listed record with what its sources say."""

from types import SimpleNamespace

from simpul.hubs.models import Level
from simpul.innovations.models import DraftKind
from simpul.innovations.services.drafting import open_draft
from simpul.innovations.services.questions import load_form
from tests.factories.hubs import HubFactory
from tests.factories.innovations import listed
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.innovations.writing_world import rows

ROWS = [
    {
        "indicator": "Nelayan yang memiliki kartu",
        "unit": "persen",
        "baseline": "18",
        "baseline_on": "2021-12-31",
        "latest": "74.5",
        "latest_on": "2023-12-31",
        "method": "Data dinas",
        "comparison": "",
    }
]


def world(**values):
    """A draft of an institution that one person writes."""
    load_form(rows("steps.csv"), rows("documenting.csv"))
    HubFactory(level=Level.NATIONAL)
    body = OrganisationFactory(name="Pemerintah Kabupaten Uji", level="regency", kind="regency")
    author = MembershipFactory(organisation=body).person
    said = {"title": "Sapa Nelayan Pulau", "life_status": "running", "sector": "kesehatan"}
    draft = open_draft(kind=DraftKind.NEW, organisation=body, by=author, values={**said, **values})
    return SimpleNamespace(body=body, author=author, draft=draft, record=draft.innovation)


def record(**values):
    """A listed record of a regency."""
    body = OrganisationFactory(name="Pemerintah Kabupaten Uji", level="regency", kind="regency")
    said = {"title": "Sapa Nelayan", "owner": body.code, "sector": "kesehatan", "year": 2021}
    return listed(**{**said, **values})
