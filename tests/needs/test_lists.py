"""No list of needs, ideas or challenges asks more the longer it is."""

import pytest
from django.test import Client
from django.urls import reverse

from simpul.core import clock
from simpul.core.models import Message
from simpul.hubs.policies import COORDINATOR
from simpul.needs.models import NeedFollower, Support
from simpul.organisations.policies import ADMIN, NATIONAL_ADMIN
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.geography import RegencyFactory
from tests.factories.hubs import HubFactory
from tests.factories.needs import ChallengeFactory, IdeaFactory, NeedFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.verification import holding
from tests.factories.vocabularies import SectorFactory
from tests.lists import assert_steady, grown
from tests.matrix.test_matrix import undone

pytestmark = pytest.mark.django_db

LISTS = {
    "needs": ("list", {}),
    "needs as a table": ("export", {"form": "csv"}),
    "gaps": ("gaps", {}),
    "ideas": ("ideas", {}),
    "ideas as a table": ("ideas_export", {"form": "csv"}),
    "challenges": ("challenges", {}),
    "own needs": ("mine", {}),
    "own ideas": ("my_ideas", {}),
    "ideas that wait": ("queue", {}),
    "own challenges": ("my_challenges", {}),
}
KEPT = {
    "a need": ("detail", "need"),
    "an own need": ("desk", "need"),
    "an idea": ("idea", "idea"),
    "an idea to decide": ("decide", "idea"),
    "ideas to merge": ("merge", "idea"),
    "a challenge": ("challenge", "challenge"),
    "an own challenge": ("challenge_desk", "challenge"),
}
VIEWERS = ("national", "wide")
PAGES = [f"{who}: {name}" for who in VIEWERS for name in LISTS]
PAGES += [f"wide: {name}" for name in KEPT]


class Town:
    """Needs, ideas and challenges of many institutions, all on the desk of one person too."""

    def __init__(self):
        self.wide = UserFactory()
        self.people = {"national": holding(NATIONAL_ADMIN), "wide": self.wide}
        self.hub, self.body = self._hub(), self._body()
        self.need = NeedFactory(organisation=self.body, hub=self.hub, region=self.body.region)
        self.challenge = ChallengeFactory(sponsor=self.body, hub=self.hub)
        self.idea = IdeaFactory(hub=self.hub, sponsor=self.body, author=self.wide)

    def _hub(self):
        hub = HubFactory()
        MandateFactory(office=COORDINATOR, scope=hub, person=self.wide)
        return hub

    def _body(self):
        body = OrganisationFactory(region=RegencyFactory(), level="regency")
        MandateFactory(office=ADMIN, scope=body, person=self.wide)
        return body

    def grow(self):
        hub, body, sector = self._hub(), self._body(), SectorFactory()
        placed = {"region": body.region, "sector": sector}
        need = NeedFactory(organisation=body, hub=hub, **placed)
        NeedFactory(organisation=OrganisationFactory(parent=body), hub=hub, visibility="hub")
        now = clock.now()
        for which in (need, self.need):
            NeedFollower.objects.create(need=which, organisation=OrganisationFactory(), since=now)
        NeedFollower.objects.create(
            need=NeedFactory(region=RegencyFactory()), organisation=body, since=now
        )
        challenge = ChallengeFactory(sponsor=body, hub=hub, **placed)
        for about in (
            {"need": need, "sponsor": body}, {"challenge": challenge, "sponsor": body}, {},
            {"need": self.need, "sponsor": self.body, "hub": self.hub}, {"sponsor": body},
            {"challenge": self.challenge, "sponsor": self.body, "hub": self.hub},
            {"organisation": OrganisationFactory()}, {"author": self.wide, "sponsor": body},
            {"author": self.wide, "need": need, "sponsor": body},
        ):  # fmt: skip
            idea = IdeaFactory(**{"hub": hub, **about}, **placed)
            Support.objects.create(idea=idea, person=UserFactory(), at=now)
        IdeaFactory(canonical=self.idea, hub=self.hub)
        self._talk(now)

    def _talk(self, now):
        said = {"topic": "needs", "visibility": "public", "said_at": now}
        for subject in (self.need, self.idea):
            Message.objects.create(subject=subject, body="Berapa?", author=UserFactory(), **said)

    def addresses(self):
        found, clients = {}, {who: Client() for who in self.people}
        for who, client in clients.items():
            client.force_login(self.people[who])
            for name, (route, given) in LISTS.items():
                found[f"{who}: {name}"] = client, reverse(f"needs:{route}", kwargs=given)
            gaps = f"{reverse('needs:gaps')}?region={self.body.region.code}"
            found[f"{who}: gaps"] = client, gaps
        for name, (route, about) in KEPT.items():
            address = reverse(f"needs:{route}", kwargs={"slug": getattr(self, about).slug})
            found[f"wide: {name}"] = clients["wide"], address
        return found


@pytest.fixture(scope="module")
def asked(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), undone():
        town = Town()
        yield grown(town.grow, town.addresses)


@pytest.mark.parametrize("name", PAGES)
def test_a_list_asks_the_same_however_long_it_is(asked, name):
    assert_steady(asked[name])
