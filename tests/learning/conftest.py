import pytest

from simpul.hubs.models import Hub
from simpul.hubs.policies import COORDINATOR
from simpul.learning import hooks
from simpul.learning.hooks import Side
from tests.factories.hubs import HubFactory, serving


class Hubs:
    """Hubs stand in for what mentors accompany: their coordinators are the other party."""

    def __init__(self):
        self.mentors = {}

    def visible(self, user):
        from simpul.hubs.queries import hubs_of

        ours = [pk for pk, mentor in self.mentors.items() if mentor.person_id == user.pk]
        return hubs_of(user, COORDINATOR) | Hub.objects.filter(pk__in=ours)

    def mentor_of(self, user, subject):
        mentor = self.mentors.get(subject.pk)
        return mentor if mentor is not None and mentor.person_id == user.pk else None

    def sides(self, subject):
        from simpul.core import duties

        yield Side("hub", "Hub", duties.office_key(COORDINATOR, subject))

    def address(self, subject):
        return subject.get_absolute_url()


@pytest.fixture
def coached(monkeypatch):
    found = Hubs()
    monkeypatch.setitem(hooks.COACHED, "hub", ("hubs.Hub", found))
    return found


@pytest.fixture
def hub(db):
    return HubFactory()


@pytest.fixture
def coordinator(hub):
    return serving(hub, COORDINATOR)
