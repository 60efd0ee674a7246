"""A handover of the institution of the matrix, a record in care, a rule of early warning."""

from simpul.core import clock
from simpul.hubs.models import Hub
from simpul.replication.models import Caretaker, RiskRule
from tests.factories.accounts import UserFactory
from tests.factories.continuity import HandoverFactory
from tests.factories.innovations import InnovationFactory
from tests.matrix.people import owner


def build_continuity():
    HandoverFactory(pk=9801, scope=owner())
    record = InnovationFactory(
        public_id="rawat00000",
        slug="matriks-rawat00000",
        owner=owner(),
        hub=Hub.objects.get(slug="jipp-matriks"),
    )
    Caretaker.objects.create(pk=9801, innovation=record, person=UserFactory(), since=clock.now())
    RiskRule.objects.create(
        pk=9801,
        key="old",
        order=1,
        threshold=0,
        label_id="Lama",
        label_en="Old",
        valid_from=clock.today(),
        source="matriks",
    )
