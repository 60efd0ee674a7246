"""No list of mentors asks more the longer it is."""

import pytest
from django.test import Client
from django.urls import reverse

from simpul.core import clock
from simpul.hubs.policies import COORDINATOR
from simpul.learning.models import Session
from simpul.organisations.policies import NATIONAL_ADMIN
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.geography import ProvinceFactory
from tests.factories.hubs import HubFactory
from tests.factories.learning import LanguageFactory, MentorFactory
from tests.factories.mentoring import AccompaniedFactory, MentorRequestFactory, MentorshipFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.verification import holding
from tests.lists import assert_steady, grown
from tests.matrix.test_matrix import undone

pytestmark = pytest.mark.django_db

LISTS = {
    "directory": ("mentors", {}),
    "mentors of the hubs": ("all", {}),
    "report": ("report", {}),
    "report as a table": ("report_file", {"form": "csv"}),
}
VIEWERS = ("national", "wide")
PAGES = [f"{who}: {name}" for who in VIEWERS for name in LISTS]
PAGES += ["wide: a mentor", "wide: a mentor of the hub", "mentor: own", "mentor: log"]


class Hubs:
    """Mentors of many hubs, one of whom accompanies many cases."""

    def __init__(self):
        self.wide = UserFactory()
        self.mentor = MentorFactory(is_public=True, capacity=9, hub=self._hub())
        self.people = {
            "national": holding(NATIONAL_ADMIN), "wide": self.wide, "mentor": self.mentor.person,
        }  # fmt: skip
        self.case = AccompaniedFactory(facilitator=self.mentor.hub)
        self._accompany(self.case)

    def _hub(self):
        hub = HubFactory()
        MandateFactory(office=COORDINATOR, scope=hub, person=self.wide)
        return hub

    def _accompany(self, case, mentor=None):
        mentor = mentor or self.mentor
        request = MentorRequestFactory(case=case, state="met")
        MentorshipFactory(request=request, mentor=mentor, state="running", accepted_at=clock.now())

    def _met(self, mentor, case):
        Session.objects.create(
            mentor=mentor, subject=case, held_on=clock.today(), kind="call", minutes=30,
            people=2, advice="Mulai kecil.", logged_at=clock.now(),
        )  # fmt: skip

    def grow(self):
        hub = self._hub()
        mentor = MentorFactory(
            is_public=True, capacity=3, hub=hub, organisation=OrganisationFactory(),
            languages=[LanguageFactory(), LanguageFactory(key=f"b{hub.pk}")],
            provinces=[ProvinceFactory()],
        )  # fmt: skip
        MentorFactory(hub=hub, state="offered", decided_at=None)
        case = AccompaniedFactory(facilitator=hub)
        self._accompany(case, mentor)
        self._met(mentor, case)
        self._met(self.mentor, self.case)
        self._accompany(AccompaniedFactory(facilitator=self.mentor.hub))

    def addresses(self):
        found, clients = {}, {who: Client() for who in self.people}
        for who, client in clients.items():
            client.force_login(self.people[who])
        for who in VIEWERS:
            for name, (route, given) in LISTS.items():
                address = reverse(f"learning:{route}", kwargs=given)
                found[f"{who}: {name}"] = clients[who], address
        pages = {
            "wide: a mentor": ("mentor", {"pk": self.mentor.pk}),
            "wide: a mentor of the hub": ("one", {"pk": self.mentor.pk}),
            "mentor: own": ("mine", {}),
            "mentor: log": ("log", {"word": "case", "pk": self.case.pk}),
        }
        for name, (route, given) in pages.items():
            client = clients[name.partition(":")[0]]
            found[name] = client, reverse(f"learning:{route}", kwargs=given)
        return found


@pytest.fixture(scope="module")
def asked(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), undone():
        hubs = Hubs()
        yield grown(hubs.grow, hubs.addresses)


@pytest.mark.parametrize("name", PAGES)
def test_a_list_asks_the_same_however_long_it_is(asked, name):
    assert_steady(asked[name])
