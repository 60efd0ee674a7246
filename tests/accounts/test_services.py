from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError

from simpul.accounts import queries, services
from simpul.accounts.models import Consent, Purpose, User
from simpul.core import clock, journal, mandates
from simpul.core.models import Entry, OutboxMessage
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.core import MandateFactory

pytestmark = pytest.mark.django_db

NIP = "198702122010011004"


def verbs(obj):
    return [entry.verb for entry in journal.entries_about(obj)]


def token_of(message):
    return message.link.rstrip("/").rsplit("/", 1)[-1]


# --- Opening accounts --------------------------------------------------------------------------


def test_an_account_made_for_somebody_waits_for_them():
    admin = UserFactory()

    person = services.create_account(" Siti@Contoh.go.id ", name="Siti", by=admin, nip=NIP)

    assert (person.email, person.nip, person.has_usable_password()) == (
        "siti@contoh.go.id", NIP, False,
    )  # fmt: skip
    assert list(queries.never_signed_in().filter(pk=person.pk)) == [person]
    assert verbs(person) == ["create"]
    address = EmailAddress.objects.get(user=person)
    assert (address.email, address.primary, address.verified) == ("siti@contoh.go.id", True, False)


def test_people_without_nip_have_full_accounts():
    first = services.create_account("a@contoh.go.id", name="A", by=None)
    second = services.create_account("b@contoh.go.id", name="B", by=None)

    assert [first.nip, second.nip] == ["", ""]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"email": "siti@contoh.go.id"}, "email"),
        ({"email": "SITI@contoh.go.id"}, "email"),
        ({"email": "no address"}, "email"),
        ({"nip": NIP}, "__all__"),
        ({"nip": "123"}, "nip"),
    ],
)
def test_what_is_wrong_with_an_account_is_said_by_field(fields, wrong):
    UserFactory(email="siti@contoh.go.id", nip=NIP)

    with pytest.raises(ValidationError) as error:
        services.create_account(**{"email": "b@contoh.go.id", "name": "B", "by": None, **fields})

    assert set(error.value.message_dict) == {wrong}


def test_the_journal_names_what_was_changed_but_not_how():
    person = UserFactory(name="Siti")

    services.change_person(person, by=person, name="Siti Aminah", nip=NIP, zone=person.zone)
    services.change_person(person, by=person, name="Siti Aminah")

    entry = Entry.objects.get(verb="edit")
    assert entry.detail.details == {"fields": ["name", "nip"]}


def test_nobody_changes_somebody_else():
    with pytest.raises(PermissionDenied):
        services.change_person(UserFactory(), by=UserFactory(), name="X")


# --- Invitations -------------------------------------------------------------------------------


def test_an_invitation_opens_an_account_and_leads_on():
    admin = UserFactory(name="Bagian Organisasi")

    person = services.invite(
        "kader@contoh.go.id", name="Kader", by=admin, next_url="/id/meja/", reason="Sebagai admin."
    )

    message = OutboxMessage.objects.get(topic="invitation")
    assert (message.address, message.language) == ("kader@contoh.go.id", "id")
    assert "Bagian Organisasi mengundang Anda" in message.body
    assert "Sebagai admin." in message.body
    assert "kader" not in message.subject
    assert services.invitation_of(token_of(message)) == services.Invitation(person, "/id/meja/")


def test_an_invitation_is_accepted_once():
    services.invite("kader@contoh.go.id", by=None)
    token = token_of(OutboxMessage.objects.get())
    said = {"name": "Kader Posyandu", "language": "id", "password": PASSWORD}

    person = services.accept_invitation(token, **said).person

    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=person).verified
    assert queries.standing_consent(person, Purpose.PRIVACY).version
    with pytest.raises(services.InvitationGone):
        services.accept_invitation(token, **said)


def test_an_old_forged_or_foreign_invitation_opens_nothing(settings):
    person = services.invite("kader@contoh.go.id", by=None)
    token = token_of(OutboxMessage.objects.get())
    foreign = signing.dumps({"person": person.pk, "stamp": "", "next": ""}, salt="elsewhere")

    for wrong in (token[:-1], foreign, "x"):
        with pytest.raises(services.InvitationGone):
            services.invitation_of(wrong)
    settings.INVITATION_DAYS = -1
    with pytest.raises(services.InvitationGone):
        services.invitation_of(token)


def test_who_has_an_account_is_asked_to_sign_in():
    known = UserFactory(email="siti@contoh.go.id", language="en")

    assert services.invite("Siti@contoh.go.id", by=None, next_url="/id/meja/") == known

    message = OutboxMessage.objects.get()
    assert message.language == "en"
    assert message.link == f"{settings.SITE_URL}/en/account/sign-in/?next=%2Fid%2Fmeja%2F"


# --- Consent -----------------------------------------------------------------------------------


def test_consent_is_kept_with_its_wording_and_its_end(settings):
    person = UserFactory()
    first = services.agree(person, Purpose.NAMED)
    assert services.agree(person, Purpose.NAMED) == first

    settings.PRIVACY_NOTICE_VERSION = "2027-01"
    second = services.agree(person, Purpose.NAMED)
    assert queries.standing_consent(person, Purpose.NAMED) == second
    assert services.withdraw(person, Purpose.NAMED) == 1
    assert services.withdraw(person, Purpose.NAMED) == 0

    assert queries.standing_consent(person, Purpose.NAMED) is None
    assert Consent.objects.filter(withdrawn_at=None).count() == 0


# --- Personal data -----------------------------------------------------------------------------


def test_a_copy_holds_the_account_and_says_so_in_the_journal():
    person = UserFactory(nip=NIP, enters=True)
    services.agree(person, Purpose.PRIVACY)

    copy = services.copy_of(person, by=person)

    rows = next(part["rows"] for part in copy["rooms"] if part["room"] == "accounts")
    assert [row["what"] for row in rows] == ["account", "address", "consent"]
    assert rows[0]["nip"] == NIP
    assert verbs(person)[0] == "copy"
    with pytest.raises(PermissionDenied):
        services.copy_of(person, by=UserFactory())


def test_every_look_of_somebody_else_is_noted():
    person, admin = UserFactory(), UserFactory()

    services.view_personal(person, by=admin)
    services.view_personal(person, by=person)

    entry = Entry.objects.get(verb="view_personal")
    assert entry.actor == f"user:{admin.pk}"


@pytest.mark.parametrize(("keep_name", "called"), [(True, "Siti"), (False, "Mantan anggota")])
def test_a_closed_account_keeps_nothing_but_perhaps_the_name(keep_name, called):
    person = UserFactory(name="Siti", email="siti@contoh.go.id", nip=NIP, enters=True)
    mandate = MandateFactory(person=person)
    OutboxMessage.objects.all().delete()

    services.close_account(person, by=person, keep_name=keep_name)

    person.refresh_from_db()
    assert (person.email, person.nip, person.is_active, str(person)) == (None, "", False, called)
    assert not person.has_usable_password()
    assert not EmailAddress.objects.exists()
    assert not mandates.holds(person, mandate.office)
    assert [message.address for message in OutboxMessage.objects.all()] == ["siti@contoh.go.id"]
    with pytest.raises(PermissionDenied):
        services.close_account(person, by=person)
    services.create_account("siti@contoh.go.id", name="Siti", by=None)


def test_accounts_nobody_proved_are_forgotten_and_no_others():
    now = clock.now()
    old = now - timedelta(days=31)
    older = old - timedelta(days=settings.INVITATION_DAYS)
    gone = UserFactory(name="never confirmed", date_joined=old)
    services.agree(gone, Purpose.PRIVACY)
    kept = [
        UserFactory(date_joined=now),
        UserFactory(date_joined=old, enters=True),
        UserFactory(date_joined=old, last_login=now),
        UserFactory(date_joined=older, is_staff=True),
        UserFactory(date_joined=old, password="!never"),
        MandateFactory(person=UserFactory(date_joined=older)).person,
    ]
    invited = UserFactory(name="invited in vain", date_joined=older, password="!never")

    keys = {"gone": gone.pk, "invited": invited.pk}

    assert services.forget_unverified(now - timedelta(days=30)) == 2

    assert set(User.objects.all()) == set(kept)
    forgotten = [entry.pks for entry in Entry.objects.filter(verb="forget")]
    assert sorted(forgotten) == sorted([[keys["gone"]], [keys["invited"]]])
