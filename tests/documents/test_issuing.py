"""From a draft to a letter that counts, and to its end."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from simpul.core import clock, duties, journal
from simpul.core.models import Duty, OutboxMessage
from simpul.core.models.mandates import Capacity
from simpul.core.workflow import StepNotOpen
from simpul.documents import queries, services
from simpul.documents.models import Document, Layout, Signing, State
from simpul.documents.services import PartyIn, SignerIn, waiting
from simpul.documents.services.issuing import last_day_after
from simpul.documents.services.waiting import RENEW, SIGN
from simpul.documents.views import panels
from simpul.organisations.policies import HEAD
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.documents import FieldFactory, KindFactory, numbered, signed_kind
from tests.factories.organisations import MembershipFactory, OrganisationFactory, admin_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OrganisationFactory(acronym="ORG")


def certificate(office, by, **fields):
    return services.issue_certificate(
        fields.pop("kind", None) or KindFactory(),
        title="Replikasi SIMPEL",
        content={},
        scope=office,
        by=by,
        **fields,
    )


def test_what_nobody_signs_counts_with_its_number(office):
    letter = certificate(office, admin_of(office))

    letter.refresh_from_db()
    assert (letter.state, letter.sequence, letter.dated) == (State.IN_FORCE, 1, clock.today())
    assert letter.number.startswith("001/SER/ORG/")
    assert letter.frozen["number"] == letter.number


def test_nothing_changes_a_letter_that_has_its_number(office):
    admin = admin_of(office)
    letter = certificate(office, admin)
    frozen = letter.frozen

    with pytest.raises(StepNotOpen):
        services.revise(letter, title="Lain", by=admin)
    with pytest.raises(StepNotOpen):
        services.issue(letter, by=admin)

    letter.refresh_from_db()
    assert (letter.title, letter.frozen) == ("Replikasi SIMPEL", frozen)


def test_a_draft_says_what_it_lacks_and_takes_no_number(office):
    admin = admin_of(office)
    kind = KindFactory(layout=Layout.AGREEMENT, signing=Signing.PARTIES)
    FieldFactory(kind=kind, key="isi", label_id="Isi", is_required=True)
    letter = services.draft(
        kind,
        title="Kerja sama",
        content={},
        scope=office,
        by=admin,
        parties=[PartyIn(office), PartyIn(name="Mitra")],
        signers=[SignerIn(name="Siti", party=0, office="Sekda")],
    )

    with pytest.raises(ValidationError) as refused:
        services.issue(letter, by=admin)

    assert [error.code for error in refused.value.error_list] == ["needed", "party_unsigned"]
    assert not Document.objects.exclude(number="").exists()


def test_only_those_of_the_office_issue_for_it(office):
    stranger = admin_of(OrganisationFactory())

    with pytest.raises(PermissionDenied):
        certificate(office, stranger)

    assert not Document.objects.exists()


def test_a_signer_stands_with_the_office_they_held_that_day(office):
    head = MandateFactory(office=HEAD, scope=office, capacity=Capacity.ACTING).person
    MembershipFactory(person=head, organisation=office, position="Sekretaris Daerah")
    admin = admin_of(office)
    letter = services.draft(
        signed_kind(),
        title="Pernyataan",
        content={},
        scope=office,
        by=admin,
        signers=[SignerIn(person=head)],
    )

    services.issue(letter, by=admin)
    head.memberships.update(position="Pensiunan")

    signer = letter.signers.get()
    assert (signer.name, signer.office) == (str(head), "Sekretaris Daerah")
    assert signer.mandate.office == HEAD
    assert letter.frozen["signers"][0]["office"].endswith("Sekretaris Daerah")
    assert letter.frozen["signers"][0]["office"] != "Sekretaris Daerah"


def test_signatures_wait_with_whoever_signs(office):
    signer, admin = UserFactory(), admin_of(office)
    letter = services.draft(
        signed_kind(),
        title="Pernyataan",
        content={},
        scope=office,
        by=admin,
        signers=[SignerIn(person=signer, office="Sekda"), SignerIn(name="Rudi", office="Kabag")],
    )
    services.issue(letter, by=admin)

    assert [duty.topic for duty in duties.waiting_for(signer)] == [SIGN]
    assert [duty.topic for duty in duties.waiting_for(admin)] == [SIGN]

    services.revoke(letter, by=admin, note="Salah alamat.")
    assert not Duty.objects.filter(closed_at=None).exists()


def test_a_kind_that_ends_says_its_last_day_and_reminds_before_it(office):
    letter = certificate(office, admin_of(office), kind=KindFactory(months=24))

    due = Duty.objects.get(topic=RENEW)
    assert letter.valid_to == last_day_after(letter.dated, 24)
    assert letter.valid_to - due.due_at.date() == timedelta(days=30)


@pytest.mark.parametrize(
    ("begins", "months", "last"),
    [
        (date(2026, 11, 22), 24, date(2028, 11, 21)),
        (date(2026, 1, 1), 12, date(2026, 12, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
    ],
)
def test_months_end_on_the_day_before(begins, months, last):
    assert last_day_after(begins, months) == last


def test_an_extension_moves_the_last_day_and_stays_on_record(office):
    admin = admin_of(office)
    last = clock.today() + timedelta(days=90)
    letter = certificate(office, admin, valid_to=last)

    services.extend(letter, last + timedelta(days=60), by=admin, note="Belum selesai.")

    extension = letter.extensions.get()
    assert (extension.before, extension.after) == (last, last + timedelta(days=60))
    assert letter.valid_to == extension.after
    assert letter.frozen["validity"] != ""
    with pytest.raises(ValidationError):
        services.extend(letter, last, by=admin, note="Mundur.")


def test_what_is_past_its_last_day_is_expired_and_cannot_be_extended(office):
    admin = admin_of(office)
    letter = certificate(office, admin, valid_to=clock.today())

    with clock.frozen(clock.now() + timedelta(days=2)):
        assert letter.is_expired
        assert list(Document.objects.expired(clock.today())) == [letter]
        with pytest.raises(PermissionDenied):
            services.extend(letter, clock.today() + timedelta(days=9), by=admin, note="Terlambat")


def test_a_newer_letter_takes_the_place_of_the_old_once_it_counts(office):
    admin = admin_of(office)
    old = certificate(office, admin)
    new = certificate(office, admin, supersedes=old)

    old.refresh_from_db()
    assert (old.state, new.state) == (State.SUPERSEDED, State.IN_FORCE)
    assert next(entry.verb for entry in journal.entries_about(old)) == "give_way"


def test_revoking_needs_a_reason_and_keeps_the_number(office):
    admin = admin_of(office)
    letter = certificate(office, admin)

    with pytest.raises(ValidationError):
        services.revoke(letter, by=admin, note="")
    services.revoke(letter, by=admin, note="Diterbitkan keliru.")

    again = certificate(office, admin)
    assert (letter.state, letter.sequence, again.sequence) == (State.REVOKED, 1, 2)


def test_what_became_of_a_letter_is_told_once(office):
    signer, admin = UserFactory(), admin_of(office)
    letter = services.draft(
        signed_kind(),
        title="Pernyataan",
        content={},
        scope=office,
        by=admin,
        signers=[SignerIn(person=signer, office="Sekda")],
    )
    services.issue(letter, by=admin)
    services.revoke(letter, by=admin, note="Batal.")

    told = OutboxMessage.objects.filter(person=signer, topic="letter")
    assert [message.link for message in told] == [letter.get_absolute_url()]


def test_letters_about_something_are_found_by_who_may_read_them(office):
    admin, subject = admin_of(office), OrganisationFactory()
    draft = services.draft(
        KindFactory(), title="Konsep", content={}, scope=office, by=admin, subject=subject
    )
    public = certificate(office, admin, subject=subject, is_public=True)

    assert set(queries.of(subject, admin)) == {draft, public}
    assert set(queries.of(subject, UserFactory())) == {public}


def test_a_letter_that_waits_keeps_its_words_whatever_becomes_of_names():
    letter = numbered()
    letter.signers.update(name="Orang Lain")

    letter.refresh_from_db()
    assert letter.frozen["signers"][0]["name"] == "Siti Rahmawati"


def test_time_travel_over_the_last_day_reminds_and_tells_once(office):
    admin = admin_of(office)
    start = clock.now()
    letter = certificate(office, admin, valid_to=clock.today() + timedelta(days=40))
    due = Duty.objects.get(topic=RENEW)
    told = OutboxMessage.objects.filter(person=admin)
    before = told.count()

    for day in range(60):
        with clock.frozen(start + timedelta(days=day, hours=6)):
            duties.remind()
            waiting.end_expired()

    reminders = told.filter(topic="duty").values_list("key", flat=True)
    assert len(reminders) == len(set(reminders)) == 3
    assert told.count() == before + 3 + 1
    due.refresh_from_db()
    assert due.closed_at is not None
    verbs = [entry.verb for entry in journal.entries_about(letter)]
    assert verbs.count("expire") == 1


def test_other_rooms_show_letters_beside_what_they_are_about(office, rf):
    admin, subject = admin_of(office), OrganisationFactory()
    request = rf.get("/")
    request.user = admin
    assert panels.of_subject(request, subject) is None

    letter = certificate(office, admin, subject=subject)

    assert letter.number in panels.of_subject(request, subject).html
    request.user = UserFactory()
    assert panels.of_subject(request, subject) is None


def test_many_letters_beside_a_thing_come_in_pages_at_the_same_cost(office, rf):
    admin, subject = admin_of(office), OrganisationFactory()
    letters = [certificate(office, admin, subject=subject)]

    def shown(number):
        request = rf.get("/", {"letters": number, "other": "1"})
        request.user = admin
        with CaptureQueriesContext(connection) as captured:
            panel = panels.of_subject(request, subject)
        return panel.html, len(captured)

    shown(1)
    _one, few = shown(1)
    letters += [certificate(office, admin, subject=subject) for _number in range(panels.PAGE_SIZE)]
    first, many = shown(1)
    last, _again = shown(2)

    assert many == few
    numbers = {letter.number for letter in letters}
    on_first = {number for number in numbers if f"· {number} ·" in first}
    assert len(on_first) == panels.PAGE_SIZE
    assert {number for number in numbers if f"· {number} ·" in last} == numbers - on_first
    assert "?other=1&amp;letters=2" in first
