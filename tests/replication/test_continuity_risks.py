from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from simpul.core import clock, duties
from simpul.hubs.policies import COORDINATOR
from simpul.innovations.models import CoAuthor, Draft, Innovation, InstitutionalTest, PassedTest
from simpul.innovations.queries.quality import scope_of_hub
from simpul.organisations.models import Membership, MembershipState
from simpul.replication.models import Caretaker, RiskRule
from simpul.replication.queries.continuity.risks import (
    RISKS,
    Asked,
    at_risk,
    bus_factor_one,
    counts,
    lines,
    rules,
    watched,
    with_risks,
)
from simpul.replication.services.continuity import caring, warning
from tests.factories.accounts import UserFactory
from tests.factories.continuity import shipped, warn_by
from tests.factories.core import MandateFactory
from tests.factories.hubs import HubFactory, serving
from tests.factories.innovations import InnovationFactory
from tests.factories.organisations import (
    MembershipFactory,
    OrganisationFactory,
    UnitFactory,
    admin_of,
)
from tests.factories.vocabularies import StageFactory
from tests.innovations.life_world import evidence

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=400)


def verified(owner, **fields):
    now = clock.now()
    fields = {"published_at": now, "life_as_of": now.date(), **fields}
    return InnovationFactory(owner=owner, state="published", **fields)


def works(person, body, *, still=True):
    state = MembershipState.CONFIRMED if still else MembershipState.ENDED
    ended = None if still else clock.now()
    return MembershipFactory(person=person, organisation=body, state=state, ended_at=ended)


def draft_of(record, author):
    now = clock.now()
    return Draft.objects.create(
        innovation=record,
        kind="new",
        author=author,
        state="accepted",
        opened_at=now,
        touched_at=now,
    )


def reasons(record):
    known = rules()
    found = with_risks(watched().filter(pk=record.pk), known)
    return {rule.key for line in lines(found, known) for rule in line.reasons}


def team_by_hand(record):
    """Who looks after a record and is still there, told without a query of the list."""
    people = [record.author] if record.author else []
    people += [draft.author for draft in Draft.objects.filter(innovation=record)]
    people += [
        row.person
        for row in CoAuthor.objects.filter(draft__innovation=record, ended_at=None)
        if row.accepted_at and row.person
    ]
    people += [row.person for row in Caretaker.objects.filter(innovation=record, ended_at=None)]
    return {person for person in people if is_there(person, record.owner)}


def is_there(person, owner):
    if not person.is_active:
        return False
    rows = [
        row
        for row in Membership.objects.filter(person=person)
        if row.organisation.institution == owner.institution
    ]
    left = any(row.state == MembershipState.ENDED for row in rows)
    return not left or any(row.state == MembershipState.CONFIRMED for row in rows)


def test_the_shipped_rules_are_those_the_product_asks():
    warn_by()

    assert shipped() == set(RISKS) == set(rules())
    assert [rule.source for rule in RiskRule.objects.filter(source="")] == []


def test_bus_factor_one_is_what_counting_by_hand_says():
    body = OrganisationFactory()
    unit = UnitFactory(parent=body)
    records = []
    for author, second, cares in product((None, True, False), repeat=3):
        record = verified(body)
        for still, role in ((author, "author"), (second, "draft"), (cares, "care")):
            if still is None:
                continue
            person = UserFactory()
            works(person, unit if role == "draft" else body, still=still)
            if role == "author":
                Innovation.objects.filter(pk=record.pk).update(author=person)
            elif role == "draft":
                draft_of(record, person)
            else:
                Caretaker.objects.create(innovation=record, person=person, since=clock.now())
        record.refresh_from_db()
        records.append(record)

    by_hand = {record for record in records if len(team_by_hand(record)) == 1}

    assert set(bus_factor_one()) == by_hand
    assert {row.pk: row.team_now for row in watched()} == {
        record.pk: len(team_by_hand(record)) for record in records
    }
    assert 0 < len(by_hand) < len(records)


def test_one_person_in_two_roles_is_one():
    body, person = OrganisationFactory(), UserFactory()
    record = verified(body, author=person)
    draft = draft_of(record, person)
    CoAuthor.objects.create(
        draft=draft, email="a@b.id", person=person, token="t", invited_at=clock.now(),
        accepted_at=clock.now(),
    )  # fmt: skip

    assert list(bus_factor_one()) == [record]


@pytest.mark.parametrize("closes", [False, True])
def test_who_began_it_and_left_is_told_and_taken_back(closes):
    warn_by()
    body, person = OrganisationFactory(), UserFactory(is_active=not closes)
    membership = works(person, body, still=closes)
    record = verified(body, author=person)

    assert {"moved", "nobody"} <= reasons(record)
    Membership.objects.filter(pk=membership.pk).update(state="confirmed", ended_at=None)
    person.is_active = True
    person.save()
    assert not {"moved", "nobody"} & reasons(record)


def test_a_move_between_units_of_one_institution_is_no_leaving():
    warn_by()
    body, person = OrganisationFactory(), UserFactory()
    works(person, UnitFactory(parent=body), still=False)
    works(person, UnitFactory(parent=body))
    record = verified(body, author=person)

    assert "moved" not in reasons(record)


def test_whoever_never_worked_there_has_not_left():
    warn_by()
    record = verified(OrganisationFactory(), author=UserFactory())

    assert "moved" not in reasons(record)


def test_legal_basis_and_budget_count_once_the_hub_accepted_them():
    warn_by()
    record = verified(OrganisationFactory())
    assert {"no_law", "no_budget"} <= reasons(record)
    shown = {"shown_on": clock.today(), "evidence": evidence(record, by=UserFactory())}
    law = PassedTest.objects.create(innovation=record, test=InstitutionalTest.LAW, **shown)
    assert "no_law" in reasons(record)

    PassedTest.objects.filter(pk=law.pk).update(accepted_at=clock.now())

    assert "no_law" not in reasons(record)
    assert "no_budget" in reasons(record)


def test_words_grow_old_on_the_day_their_rule_says():
    warn_by(old=30)
    record = verified(OrganisationFactory(), life_due_on=clock.today() - timedelta(days=29))
    assert "old" not in reasons(record)

    with clock.frozen(clock.now() + timedelta(days=1)):
        assert "old" in reasons(record)


def test_silence_is_told_after_its_time_and_not_of_what_was_said():
    warn_by()
    body = OrganisationFactory()
    silent = verified(body, life_as_of=None, published_at=clock.now() - LONG_AGO)
    young = verified(body, life_as_of=None)
    said = verified(body, published_at=clock.now() - LONG_AGO)

    assert "silent" in reasons(silent)
    assert "silent" not in reasons(young) | reasons(said)


def test_a_rule_counts_from_its_day_and_the_one_before_until_then():
    warn_by()
    national = MandateFactory(office="national_admin").person
    old = RiskRule.objects.get(key="old")
    day = clock.today() + timedelta(days=10)

    with pytest.raises(PermissionDenied):
        warning.change_rule(
            old, threshold=90, is_on=True, valid_from=day, source="SK", by=UserFactory()
        )
    with pytest.raises(ValidationError):
        warning.change_rule(
            old, threshold=90, is_on=True, valid_from=old.valid_from, source="SK", by=national
        )
    warning.change_rule(old, threshold=90, is_on=True, valid_from=day, source="SK", by=national)
    warn_by()

    assert (rules()["old"].threshold, rules(day)["old"].threshold) == (0, 90)


def test_a_rule_that_does_not_warn_warns_of_nothing():
    warn_by()
    RiskRule.objects.exclude(key="no_law").update(is_on=False)

    assert reasons(verified(OrganisationFactory())) == {"no_law"}


def test_the_list_is_that_of_the_scope_filtered_and_counted(django_assert_max_num_queries):
    warn_by()
    hub = HubFactory()
    scope = scope_of_hub(hub)
    first = verified(OrganisationFactory(), hub=hub, title="Antar Jemput")
    verified(OrganisationFactory(), hub=hub, title="Posyandu Malam", life_as_of=None,
             published_at=clock.now() - LONG_AGO)  # fmt: skip
    verified(OrganisationFactory())

    assert at_risk(scope, Asked()).count() == 2
    assert list(at_risk(scope, Asked(words="antar"))) == [first]
    assert at_risk(scope, Asked(reason="silent")).count() == 1
    assert at_risk(scope, Asked(least=3)).count() == 1
    assert {rule.key: n for rule, n in counts(scope, rules())}["no_law"] == 2
    known = rules()
    with django_assert_max_num_queries(1):
        lines(at_risk(scope, Asked(), known), known)


def test_what_ended_is_watched_no_more():
    warn_by()
    record = verified(OrganisationFactory())
    stopped = StageFactory(code="stopped", life="stopped")
    Innovation.objects.filter(pk=record.pk).update(life_status=stopped)

    assert list(watched()) == []


def test_a_caretaker_mends_what_a_lone_person_risks():
    warn_by()
    body, author = OrganisationFactory(), UserFactory()
    works(author, body)
    record, admin = verified(body, author=author), admin_of(body)
    assert "alone" in reasons(record)

    with pytest.raises(PermissionDenied):
        caring.name_caretaker(record, UserFactory(), by=UserFactory())
    second = UserFactory()
    care = caring.name_caretaker(record, second, by=admin)
    with pytest.raises(ValidationError):
        caring.name_caretaker(record, second, by=admin)
    assert "alone" not in reasons(record)

    caring.end_care(care, by=second)
    assert "alone" in reasons(record)


def test_an_institution_is_told_while_its_records_lack_people_and_no_longer():
    warn_by()
    body, person = OrganisationFactory(), UserFactory()
    admin = admin_of(body)
    works(person, body, still=False)
    record = verified(body, author=person)

    assert (warning.warn(), warning.warn()) == (1, 1)
    assert [duty.subject for duty in duties.waiting_for(admin)] == [body]
    Innovation.objects.filter(pk=record.pk).update(author=None)

    assert warning.warn() == 0
    assert not duties.waiting_for(admin).exists()


def test_hub_and_owner_look_after_records_and_nobody_else():
    hub = HubFactory()
    record = verified(OrganisationFactory(), hub=hub)
    name = "replication.care_innovation"

    assert serving(hub, COORDINATOR).has_perm(name, record)
    assert admin_of(record.owner).has_perm(name, record)
    assert not UserFactory().has_perm(name, record)
