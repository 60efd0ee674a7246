from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from simpul.core import checks, clock, duties, journal, mandates, outbox, personal
from simpul.core.models import Duty, EntryDetail, Mandate, OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.core import LeaseFactory, MandateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rules(monkeypatch):
    """A register of its own, with the rule of the kernels in it."""
    monkeypatch.setattr(personal, "_rules", {"core": personal.CORE})
    return personal._rules


def rule(room="hubs", **fields):
    return personal.PersonalData(room, "Hubs", lambda person: [{"what": "thing"}], **fields)


def test_every_relation_of_the_kernels_is_covered(rules):
    covered = {name for name in personal.relations_to_people() if name.startswith("core.")}

    assert covered & {*personal.CORE.relations} == {*personal.CORE.relations}


def test_a_relation_without_a_rule_is_named(rules):
    rules.clear()
    rules["core"] = personal.PersonalData("core", "Kernels", lambda person: [])

    named = [found.msg.split()[0] for found in checks.every_relation_to_a_person_has_a_rule()]

    assert "core.Mandate.person" in named
    assert named == personal.uncovered()


def test_a_room_has_one_rule(rules):
    first = rule()
    personal.register(first)
    personal.register(first)

    with pytest.raises(ImproperlyConfigured):
        personal.register(personal.PersonalData("hubs", "Hubs again", first.copy))


def test_a_copy_holds_what_is_about_the_person_and_nothing_else(rules):
    person, other = UserFactory(), UserFactory()
    for each in (person, other):
        MandateFactory(person=each, office=f"office of {each.pk}")
        outbox.notify(f"key {each.pk}", each, outbox.Message("topic", f"For {each.pk}"))
        duties.expect("check", LeaseFactory(), of=duties.person_key(each))
    personal.register(rule())

    rooms = {part["room"]: part["rows"] for part in personal.copy_of(person)}

    assert rooms["hubs"] == [{"what": "thing"}]
    kinds = [row["what"] for row in rooms["core"]]
    assert kinds == ["mandate", "message", "duty"]
    assert str(other.pk) not in {str(row.get("office")).split()[-1] for row in rooms["core"]}


def test_closing_ends_mandates_and_takes_messages_and_duties_away(rules):
    person, other = UserFactory(), UserFactory()
    now = clock.now()
    valid = MandateFactory(person=person)
    later = MandateFactory(person=person, valid_from=now + timedelta(days=3))
    outbox.notify("key", person, outbox.Message("topic", "Subject"))
    outbox.notify("kept", other, outbox.Message("topic", "Subject"))
    duties.expect("check", LeaseFactory(), of=duties.person_key(person))

    personal.erase(person)

    assert not mandates.holds(person, valid.office)
    assert Mandate.objects.filter(person=person, valid_to=None).count() == 0
    assert Mandate.objects.get(pk=later.pk).valid_to == later.valid_from
    assert [message.key for message in OutboxMessage.objects.all()] == ["kept"]
    assert not Duty.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_details_about_a_person_are_forgotten_but_the_chain_stays_whole(rules):
    person = UserFactory()
    with transaction.atomic():
        journal.record(person, "edit", by=person, details={"nip": "198702122010011004"})
    journal.seal_pending()

    personal.erase(person)

    assert [detail.body for detail in EntryDetail.objects.all()] == [""]
    assert journal.verify().intact
