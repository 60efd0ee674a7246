"""Replications of the past, and the edges they make with cases and relations."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from simpul.core import clock, duties
from simpul.innovations.models import Relation, RelationKind, RelationState
from simpul.innovations.services import merge_innovations, unmerge_innovation
from simpul.organisations.policies import NATIONAL_ADMIN
from simpul.replication.models import StepTemplate
from simpul.replication.queries.claims import Counts, counts_of
from simpul.replication.queries.edges import edges
from simpul.replication.services import claims
from simpul.replication.services.cases.rules import change_rule
from simpul.replication.services.claims import Told, take_over_adoptions
from simpul.replication.workflow import AdoptionState, CaseState
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.innovations import AuthorityFactory, InnovationFactory, listed
from tests.factories.replication import at, load_rules, parties

pytestmark = pytest.mark.django_db


def test_the_origin_is_asked_and_confirms():
    people = parties()
    result = InnovationFactory(owner=people.adopter)
    claim = claims.record_adoption(
        people.origin,
        people.adopter,
        by=people.adopting,
        note="Sejak 2021.",
        since=2021,
        result=result,
    )
    assert [duty.topic for duty in duties.waiting_for(people.giving)] == [claims.ANSWER]

    claims.confirm(claim, by=people.giving)

    relation = Relation.objects.get(subject=result, object=people.origin)
    assert (relation.kind, relation.state) == (RelationKind.REPLICATES, RelationState.CONFIRMED)
    assert not duties.waiting_for(people.giving).exists()
    assert counts_of(people.origin) == Counts(confirmed=1)


def test_silence_is_told_as_silence_and_may_still_be_broken():
    load_rules()
    people = parties()
    claim = claims.record_adoption(people.origin, people.adopter, by=people.adopting, note="Ya.")

    with clock.frozen(clock.now() + timedelta(days=31)):
        assert (claims.fall_silent(), claims.fall_silent()) == (1, 0)
        claim.refresh_from_db()
        assert claim.state == AdoptionState.NOT_ANSWERED
        assert [edge.is_silent for edge in edges()] == [True]
        claims.contest(claim, by=people.giving, note="Tidak pernah belajar pada kami.")

    assert counts_of(people.origin) == Counts(contested=1)
    assert [edge.state for edge in edges()] == ["contested"]


def test_strangers_record_nothing_and_nothing_is_recorded_twice_or_without_proof():
    people = parties()
    with pytest.raises(PermissionDenied):
        claims.record_adoption(people.origin, people.adopter, by=UserFactory(), note="Ya.")
    with pytest.raises(ValidationError):
        claims.record_adoption(people.origin, people.adopter, by=people.adopting)
    claims.record_adoption(people.origin, people.adopter, by=people.adopting, note="Ya.")
    with pytest.raises(ValidationError):
        claims.record_adoption(people.origin, people.adopter, by=people.adopting, note="Lagi.")


def test_a_source_tells_the_same_twice_and_changes_nothing():
    people, source = parties(), AuthorityFactory()
    told = [Told("1", people.origin, people.adopter, since=2020, note="Formulir KIPP.")]

    first, second = take_over_adoptions(source, told), take_over_adoptions(source, told)

    assert (first.created, second.created, second.same) == (1, 0, 1)


def test_one_adoption_said_thrice_counts_once():
    load_rules()
    case, people = at(CaseState.DONE)
    claims.record_adoption(people.origin, people.adopter, by=people.adopting, note="Ya.")

    (edge,) = edges()

    assert (edge.case, edge.claim, edge.relation) == (case.pk, edge.claim, edge.relation)
    assert edge.claim
    assert edge.relation
    assert edge.state == "confirmed"


def test_merges_carry_edges_and_their_end_gives_them_back_exactly():
    load_rules()
    people = parties()
    people.origin = listed("UJI-1", title="Satu", owner=people.giver.code)
    other = listed("UJI-2", title="Dua", owner=people.giver.code)
    case, people = at(CaseState.DONE, people)
    nation = UserFactory(is_superuser=True)
    before = edges()

    merge_innovations(other, absorbed=people.origin, by=nation)
    assert [edge.origin for edge in edges()] == [other.pk]
    merge_innovations(other, absorbed=case.result, by=nation)
    assert [(edge.origin, edge.result) for edge in edges()] == [(other.pk, None)]

    unmerge_innovation(case.result, by=nation)
    unmerge_innovation(people.origin, by=nation)
    assert edges() == before


def test_a_sheet_of_a_source_becomes_claims_and_says_what_it_cannot_read(tmp_path):
    people, source = parties(), AuthorityFactory()
    lines = [
        "key,origin,adopter,mode,since",
        f"1,{people.origin.public_id},{people.adopter.code},adaptation,2020",
        f"2,Tidak ada,{people.adopter.code},,",
        f"3,{people.origin.title},{people.adopter.code},,3020",
    ]
    file = tmp_path / "kipp.csv"
    file.write_text("\n".join(lines))
    out = StringIO()

    call_command("import_replications", str(file), source=source.key, json=True, stdout=out)

    told = json.loads(out.getvalue())
    assert (told["created"], len(told["faults"])) == (1, 2)
    assert [(edge.origin, edge.state) for edge in edges()] == [(people.origin.pk, "claimed")]


def test_a_rule_changes_from_a_day_on_and_running_cases_keep_theirs():
    load_rules()
    case, _people = at(CaseState.LEARNING)
    nation = MandateFactory(office=NATIONAL_ADMIN, scope=None).person
    row = StepTemplate.objects.get(key="team")
    tomorrow = clock.today() + timedelta(days=1)

    change_rule(row, valid_from=tomorrow, label_id="Tim dan anggaran", by=nation)

    assert case.checklist.get(key="team").label_id == "Komitmen dan tim"
    assert StepTemplate.objects.valid_on(clock.today()).get(key="team") == row
    later = StepTemplate.objects.valid_on(tomorrow).get(key="team")
    assert (later.label_id, later.changed_here) == ("Tim dan anggaran", True)
