"""Two mentors: one who is ready and stands in the directory, one who waits for the hub."""

from simpul.hubs.models import Hub
from simpul.learning.models import MentorState
from tests.factories.learning import MentorFactory
from tests.matrix.people import person


def build():
    hub = Hub.objects.get(slug="jipp-matriks")
    MentorFactory(pk=9801, hub=hub, person=person("foreign_verifier"), is_public=True, capacity=3)
    MentorFactory(
        pk=9802, hub=hub, person=person("resident"), state=MentorState.OFFERED, decided_at=None
    )
