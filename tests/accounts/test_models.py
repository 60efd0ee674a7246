import pytest

from simpul.accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_a_person_is_called_by_name_or_else_by_their_account():
    named = UserFactory(name="Siti Aminah", username="siti")
    nameless = UserFactory(name="", username="budi")

    assert (str(named), str(nameless)) == ("Siti Aminah", "budi")


def test_people_stand_in_the_order_of_their_names():
    last, first = UserFactory(name="Wayan"), UserFactory(name="Aminah")

    assert list(User.objects.all()) == [first, last]
