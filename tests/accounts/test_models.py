import pytest
from django.db import IntegrityError, transaction

from simpul.accounts.models import User
from simpul.core import clock
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

NIP = "198702122010011004"


def test_a_person_is_called_by_name_or_else_by_their_account():
    named = UserFactory(name="Siti Aminah", username="siti")
    nameless = UserFactory(name="", username="budi")
    gone = UserFactory(name="", email=None, is_active=False, closed_at=clock.now())

    assert [str(named), str(nameless), str(gone)] == ["Siti Aminah", "budi", "Mantan anggota"]


def test_people_stand_in_the_order_of_their_names():
    last, first = UserFactory(name="Wayan"), UserFactory(name="Aminah")

    assert list(User.objects.all()) == [first, last]


@pytest.mark.parametrize(
    "fields",
    [
        {"email": "siti@contoh.go.id"},
        {"email": "SITI@contoh.go.id"},
        {"nip": NIP},
        {"nip": NIP[:-1]},
        {"closed_at": clock.now()},
        {"closed_at": clock.now(), "email": None, "is_active": False, "nip": "1" * 18},
    ],
)
def test_what_the_data_must_never_break(fields):
    UserFactory(email="siti@contoh.go.id", nip=NIP)

    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(**fields)


def test_many_may_have_no_nip_and_closed_accounts_no_address():
    for number in (1, 2):
        UserFactory(nip="")
        UserFactory(name=f"Lama {number}", email=None, is_active=False, closed_at=clock.now())

    assert User.objects.count() == 4


def test_an_address_is_kept_in_lower_case():
    person = User.objects.create_user("Siti@Contoh.go.id", "benang-merah-sembilan", name="Siti")
    assert person.email == "siti@contoh.go.id"
    assert person.check_password("benang-merah-sembilan")

    person.email = "SITI@contoh.go.id"
    person.full_clean()
    assert person.email == "siti@contoh.go.id"


def test_an_address_is_found_in_any_case_and_an_empty_one_is_none():
    person = UserFactory(email="Siti@Contoh.go.id")

    assert User.objects.get(email="SITI@contoh.go.id") == person
    person.email = ""
    person.save()
    person.refresh_from_db()
    assert person.email is None


def test_an_account_without_password_lets_nobody_in():
    assert not User.objects.create_user("siti@contoh.go.id", name="Siti").has_usable_password()
