"""No list of letters, registers or numbers asks more the longer it is."""

import pytest
from django.test import Client
from django.urls import reverse

from simpul.documents import services
from simpul.documents.models import Signer
from simpul.documents.services import SignerIn
from simpul.organisations.policies import ADMIN, NATIONAL_ADMIN
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.documents import DocumentFactory, KindFactory, RegisterFactory, signed_kind
from tests.factories.organisations import OrganisationFactory, admin_of
from tests.factories.verification import holding
from tests.lists import assert_steady, grown
from tests.matrix.test_matrix import undone

pytestmark = pytest.mark.django_db

LISTS = {
    "letters": ("letters", {}),
    "letters as a table": ("export", {"form": "csv"}),
    "registers": ("registers", {}),
}
VIEWERS = ("national", "wide")
PAGES = [f"{who}: {name}" for who in VIEWERS for name in (*LISTS, "a register")]
PAGES += ["wide: a letter", "wide: a draft"]


class Offices:
    """Institutions with a register each, letters of theirs, and people who keep them."""

    def __init__(self):
        self.people = {"national": holding(NATIONAL_ADMIN), "wide": UserFactory()}
        self.book = RegisterFactory(office="BUKU", scope=OrganisationFactory())
        MandateFactory(office=ADMIN, scope=self.book.scope, person=self.people["wide"])
        self.letter = self._letter(self.book.scope, 2, signed_kind())
        self.draft = DocumentFactory(kind=signed_kind(), scope=self.book.scope)

    def grow(self):
        scope, kind = OrganisationFactory(), KindFactory()
        MandateFactory(office=ADMIN, scope=scope, person=self.people["wide"])
        register = RegisterFactory(scope=scope, office=f"ORG{scope.pk}")
        register.kinds.add(kind)
        self._letter(scope, 1, kind)
        self._letter(self.book.scope, 1, KindFactory())
        signer = {"person": UserFactory(), "name": "Siti", "office": "Sekretaris Daerah"}
        Signer.objects.create(document=self.draft, order=scope.pk, **signer)

    def _letter(self, scope, signers, kind):
        by = admin_of(scope)
        given = [SignerIn(name=f"Siti {n}", office="Sekretaris Daerah") for n in range(signers)]
        letter = services.draft(
            kind, title="Replikasi SIMPEL", content={}, scope=scope, by=by, signers=given
        )
        services.issue(letter, by=by)
        return letter

    def addresses(self):
        found, clients = {}, {who: Client() for who in self.people}
        for who, client in clients.items():
            client.force_login(self.people[who])
            for name, (route, given) in LISTS.items():
                found[f"{who}: {name}"] = client, reverse(f"documents:{route}", kwargs=given)
            found[f"{who}: a register"] = client, self.book.get_absolute_url()
        for name, letter in (("a letter", self.letter), ("a draft", self.draft)):
            found[f"wide: {name}"] = clients["wide"], letter.get_absolute_url()
        return found


@pytest.fixture(scope="module")
def asked(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), undone():
        offices = Offices()
        yield grown(offices.grow, offices.addresses)


@pytest.mark.parametrize("name", PAGES)
def test_a_list_asks_the_same_however_long_it_is(asked, name):
    assert_steady(asked[name])
