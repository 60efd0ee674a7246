"""Replications of the past, and the edges they make with cases and relations."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from simpul.core import clock, duties
from simpul.innovations.models import Relation, RelationKind, RelationState
from simpul.innovations.services import merge_innovations, unmerge_innovation
from simpul.replication.queries.claims import Counts, counts_of
from simpul.replication.queries.edges import edges
from simpul.replication.services import claims
from simpul.replication.services.claims import Told, take_over_adoptions
from simpul.replication.workflow import AdoptionState, CaseState
from tests.factories.accounts import UserFactory
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
