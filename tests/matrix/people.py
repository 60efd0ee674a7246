"""The people of the matrix: one for each column, with the mandates their column stands for.

They belong to ``owner()``, the regency government of the matrix, whose responsible hub is the hub
of its province; the foreign ones belong to another institution and another hub.
"""

from simpul.accounts.models import User
from simpul.hubs.models import Hub
from simpul.hubs.policies import COORDINATOR, VERIFIER
from simpul.organisations.models import Organisation
from simpul.organisations.policies import ADMIN, NATIONAL_ADMIN
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.organisations import MembershipFactory

VISITOR = "visitor"
COLUMNS = [
    VISITOR,
    "resident",
    "author",
    "admin",
    "foreign_admin",
    "verifier",
    "foreign_verifier",
    "coordinator",
    "national",
]


def person(column):
    """The person of a column; rooms that need one while they build get the same as the rows."""
    email = f"{column}@matriks.example"
    return User.objects.filter(email=email).first() or UserFactory(email=email, name=column)


def owner():
    """The institution that the people of the matrix work for."""
    return Organisation.objects.get(slug="pemkab-matriks")


def appoint():
    """Make everybody what their column says, once the rooms have built their objects."""
    here, elsewhere = Hub.objects.get(slug="jipp-matriks"), Hub.objects.get(slug="hub-matriks")
    foreign = Organisation.objects.get(slug="matriks")
    MembershipFactory(person=person("admin"), organisation=owner())
    MembershipFactory(person=person("foreign_admin"), organisation=foreign)
    for column, office, scope in (
        ("admin", ADMIN, owner()),
        ("foreign_admin", ADMIN, foreign),
        ("foreign_verifier", VERIFIER, elsewhere),
        ("coordinator", COORDINATOR, here),
        ("national", NATIONAL_ADMIN, None),
    ):
        MandateFactory(person=person(column), office=office, scope=scope)
    MandateFactory(pk=9001, person=person("verifier"), office=VERIFIER, scope=here)
