"""The first person of a hub without any: invited by mail, once."""

import pytest
from django.core.management import CommandError, call_command

from simpul.accounts.models import User
from simpul.core import mandates
from simpul.core.models import OutboxMessage
from simpul.organisations.policies import NATIONAL_ADMIN

pytestmark = pytest.mark.django_db


def test_the_first_admin_is_invited_and_holds_the_office(capsys):
    call_command("first_admin", "Nama@Instansi.go.id", name="Nama", letter="12/2026")

    person = User.objects.get()
    assert (person.email, person.is_superuser) == ("nama@instansi.go.id", False)
    assert not person.has_usable_password()
    assert mandates.holds(person, NATIONAL_ADMIN)
    assert OutboxMessage.objects.get().address == "nama@instansi.go.id"
    assert "invited by mail" in capsys.readouterr().out


def test_there_is_one_first_admin():
    call_command("first_admin", "nama@instansi.go.id")

    with pytest.raises(CommandError, match="holds the office already"):
        call_command("first_admin", "lain@instansi.go.id")
    assert User.objects.count() == 1


def test_a_wrong_address_invites_nobody():
    with pytest.raises(CommandError, match="bukan-alamat"):
        call_command("first_admin", "bukan-alamat")
    assert not User.objects.exists()
