"""Plans of the hub of the matrix in each state that makes a difference, with a line each."""

from simpul.core import clock
from simpul.hubs.models import Hub
from simpul.replication.models import Plan, PlanLine, PlanPart
from tests.factories.innovations import InnovationFactory
from tests.factories.organisations import OrganisationFactory
from tests.matrix.people import owner

PLANS = ((2031, "drafting"), (2032, "meeting"), (2033, "committed"), (2034, "signing"))


def build_plans():
    hub, giver = Hub.objects.get(slug="jipp-matriks"), OrganisationFactory()
    for place, (year, state) in enumerate(PLANS, start=1):
        now = clock.now()
        plan = Plan.objects.create(hub=hub, year=year, state=state, opened_at=now, committed_at=now)
        PlanLine.objects.create(
            pk=9800 + place,
            part=PlanPart.objects.create(plan=plan, organisation=owner()),
            innovation=InnovationFactory(owner=giver),
            gap="Layanan jauh",
            unit="Dinas Matriks",
            state="determined" if state == "committed" else "proposed",
            added_at=now,
        )
