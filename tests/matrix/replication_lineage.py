"""A public record that was replicated, one that could have a badge, and one that has one."""

from simpul.core import clock
from simpul.hubs.models import Hub
from simpul.organisations.models import Organisation
from simpul.replication.models import Adoption, Badge, BadgeKind
from tests.factories.innovations import InnovationFactory
from tests.matrix.people import owner


def build_lineage():
    hub, adopter = Hub.objects.get(slug="jipp-matriks"), Organisation.objects.get(slug="matriks")
    records = [
        InnovationFactory(public_id=public_id, slug=f"matriks-{public_id}", owner=owner(), hub=hub)
        for public_id in ("silsilah00", "silsilah01")
    ]
    for record in records:
        Adoption.objects.create(
            origin=record,
            adopter=adopter,
            state="confirmed",
            since=2022,
            recorded_at=clock.now(),
        )
    Badge.objects.create(
        code="MTRK-2222-3333",
        kind=BadgeKind.ORIGIN,
        innovation=records[0],
        organisation=owner(),
        statement={"badge": "MTRK-2222-3333", "confirmed": 1},
        given_at=clock.now(),
    )
