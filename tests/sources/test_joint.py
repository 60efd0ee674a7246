"""Joint management: what a proposal foretells is what happens, and each party votes once."""

from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from simpul.core import clock, duties
from simpul.core.models import Entry
from simpul.core.workflow import StepNotOpen
from simpul.innovations.models import Innovation, Precedence, ShelfLife
from simpul.innovations.queries.precedence import ladder
from simpul.innovations.services import merge_innovations
from simpul.sources.models import (
    ChangeKind,
    Contradiction,
    MatchParameter,
    Pair,
    Proposal,
    Provision,
    Sweep,
    Vote,
)
from simpul.sources.queries.joint.parties import agrees_by
from simpul.sources.queries.joint.standing import value_of
from simpul.sources.queries.joint.sweeps import is_stale, simulation_of
from simpul.sources.services import contradictions, joint
from simpul.sources.services.joint import sweeping
from simpul.sources.services.joint.deciding import VOTE
from simpul.sources.workflow import PROPOSALS, ProposalState
from tests.factories.accounts import UserFactory
from tests.factories.innovations import listed
from tests.factories.vocabularies import SectorFactory
from tests.sources.joint_world import (
    World,
    about_one,
    parameter,
    row_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


# --- The way of a proposal -----------------------------------------------------------------------


def test_three_votes_put_another_source_first_and_a_counter_proposal_brings_it_back(world):
    record = about_one(world, 2019, 2021)

    done = world.adopted(row_of(kind="official", rank=5))
    record.refresh_from_db()
    assert (done.state, record.year) == (ProposalState.IN_FORCE, 2021)
    again = joint.counter(done, by=world.stewards[1])
    joint.propose(again, by=world.stewards[1])
    joint.open_vote(again, by=world.stewards[2])
    for steward in world.stewards:
        joint.vote(again, agrees=True, by=steward)

    record.refresh_from_db()
    done.refresh_from_db()
    assert (record.year, done.state) == (2019, ProposalState.REVERSED)
    history = Provision.objects.filter(kind=ChangeKind.PRECEDENCE)
    assert [row.value and row.value["rank"] for row in history.order_by("pk")] == [5, None]


def test_nothing_takes_effect_before_its_day(world):
    record = about_one(world, 2019, 2021)
    begins = clock.today() + timedelta(days=3)

    waiting = world.adopted(row_of(kind="official", rank=5), on=begins)
    joint.put_into_force()
    record.refresh_from_db()
    assert (waiting.state, record.year) == (ProposalState.ADOPTED, 2019)
    with clock.frozen(clock.now() + timedelta(days=3)):
        joint.put_into_force()

    record.refresh_from_db()
    waiting.refresh_from_db()
    assert (waiting.state, record.year) == (ProposalState.IN_FORCE, 2021)


def test_one_no_rejects_where_all_must_agree_and_the_vote_is_over(world):
    proposal = world.voting(row_of(kind="official", rank=5))

    joint.vote(proposal, agrees=True, by=world.stewards[0])
    with pytest.raises(ValidationError):
        joint.vote(proposal, agrees=False, by=world.stewards[1])
    joint.vote(proposal, agrees=False, by=world.stewards[1], note="Belum.")
    with pytest.raises(StepNotOpen):
        joint.vote(proposal, agrees=True, by=world.stewards[2])

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.REJECTED
    assert not Precedence.objects.filter(field="year").exists()


def test_a_party_and_a_person_vote_once_whoever_else_is_steward(world):
    proposal = world.voting(row_of(kind="official", rank=5))
    joint.vote(proposal, agrees=True, by=world.stewards[0])

    with pytest.raises(ValidationError):
        joint.vote(proposal, agrees=True, by=world.stewards[0])
    with pytest.raises(PermissionDenied):
        joint.vote(proposal, agrees=True, by=UserFactory())

    assert Vote.objects.count() == 1


def test_the_rule_of_adoption_is_a_parameter_that_is_itself_changed_by_vote(world):
    world.adopted({"key": "adoption", "value": "majority"}, kind=ChangeKind.PARAMETER)
    proposal = world.voting(row_of(kind="official", rank=5))

    joint.vote(proposal, agrees=True, by=world.stewards[0])
    joint.vote(proposal, agrees=True, by=world.stewards[1])

    proposal.refresh_from_db()
    assert (value_of("adoption"), proposal.state) == ("majority", ProposalState.IN_FORCE)


@pytest.mark.parametrize(
    ("rule", "yes", "no", "outcome"),
    [
        ("unanimous", 3, 0, True),
        ("unanimous", 2, 0, None),
        ("unanimous", 2, 1, False),
        ("majority", 2, 0, True),
        ("majority", 1, 1, None),
        ("majority", 1, 2, False),
    ],
)
def test_votes_are_counted_by_the_rule(rule, yes, no, outcome):
    assert agrees_by(rule, yes, no, 3) is outcome


def test_what_is_not_decided_in_time_lapses_and_leaves_no_desk_waiting(world):
    proposal = world.voting(row_of(kind="official", rank=5))
    assert duties.waiting_for(world.stewards[2]).filter(topic=VOTE).count() == 1

    with clock.frozen(proposal.voting_until):
        with pytest.raises(StepNotOpen):
            joint.vote(proposal, agrees=True, by=world.stewards[0])
        joint.lapse_due()

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.LAPSED
    assert not duties.waiting_for(world.stewards[2]).exists()


def test_a_simulation_is_bound_to_what_it_was_computed_on(world):
    about_one(world, 2019, 2021)
    proposal = world.draft(row_of(kind="official", rank=5))
    joint.propose(proposal, by=proposal.by)
    told = simulation_of(proposal)
    fresh = is_stale(told)

    listed("other", authority=world.sources[1], title="Lain", year=2020)

    assert (fresh, is_stale(told), told.shown) == (False, True, 1)
    joint.open_vote(proposal, by=world.stewards[1])
    assert not is_stale(simulation_of(proposal))


def test_another_shelf_life_says_beforehand_which_words_fall_due(world):
    proposal = world.draft({"key": "shelf_life", "value": 6}, kind=ChangeKind.PARAMETER)
    joint.simulate(proposal, by=proposal.by)
    joint.propose(proposal, by=proposal.by)
    joint.open_vote(proposal, by=proposal.by)
    for steward in world.stewards:
        joint.vote(proposal, agrees=True, by=steward)

    assert ShelfLife.objects.get(hub=None, valid_from=clock.today()).months == 6
    spans = Provision.objects.filter(key="shelf_life").order_by("pk")
    assert [(row.value, row.valid_to is None) for row in spans] == [(12, False), (6, True)]


def test_another_label_changes_every_record_that_shows_the_word(world):
    sector = SectorFactory(key="uji-a", label_id="Lama", label_en="Old")
    listed("a", authority=world.sources[0], sector="uji-a")
    change = {"list": "sector", "key": "uji-a", "label_id": "Baru", "synonyms_id": ["lain"]}

    done = world.adopted(change, kind=ChangeKind.VOCABULARY)

    sector.refresh_from_db()
    told = simulation_of(done)
    assert (sector.label_id, sector.synonyms_id, told.shown) == ("Baru", ["lain"], 1)
    assert told.beside == {"synonyms": 1}


def test_long_walks_go_on_in_a_worker_where_they_were_broken_off(world, monkeypatch):
    monkeypatch.setattr(sweeping, "AT_ONCE", 0)
    monkeypatch.setattr(sweeping, "BATCH", 2)
    for number in range(5):
        about = listed(f"a{number}", authority=world.sources[0], title="T", year=2019)
        other = listed(f"b{number}", authority=world.sources[1], title="T", year=2021)
        merge_innovations(about, absorbed=other, by=UserFactory(is_superuser=True))
    proposal = world.draft(row_of(kind="official", rank=5))

    sweep = joint.simulate(proposal, by=proposal.by)
    assert (sweep.done, sweep.finished_at) == (0, None)
    sweeping._batch(sweep.pk, sweeping.Ledger())
    assert Sweep.objects.get(pk=sweep.pk).done == 2
    joint.carry_on(sweep.pk)
    joint.carry_on(sweep.pk)

    sweep.refresh_from_db()
    assert (sweep.shown, sweep.records, sweep.effects.count()) == (5, 5, 5)


def test_a_load_of_the_shipped_table_does_not_undo_a_decision(world):
    world.adopted(row_of("*", kind="press", rank=None))

    row = Precedence.objects.get(field="*", kind="press")
    assert (row.ended, row.changed_here) == (True, True)
    assert not ladder().rows.get(("*", "press"))


# --- Every way through the table -----------------------------------------------------------------


class Walk:
    """Tries each act of each person in every state it reaches, and forgets what was written."""

    def __init__(self, world):
        self.seen, self.moves = set(), set()
        self.later = clock.now() + timedelta(days=20)
        one, two, three = world.stewards
        self.acts = [
            lambda found: joint.propose(found, by=one),
            lambda found: joint.propose(found, by=two),
            lambda found: joint.redraft(found, by=one),
            lambda found: joint.open_vote(found, by=two),
            lambda found: joint.withdraw(found, by=one, note="Batal."),
            lambda found: joint.add_change(found, row_of(kind="official", rank=6), by=one),
        ]
        self.acts_later = [lambda found: joint.lapse_due(), lambda found: joint.put_into_force()]
        for person in (one, two, three):
            for yes in (True, False):
                self.acts.append(partial(cast, person, yes))

    def visit(self, pk):
        here = state_of(pk)
        if here in self.seen:
            return
        self.seen.add(here)
        for act in self.acts:
            with undone():
                self.take(act, pk, here)
        for act in self.acts_later:
            with undone(), clock.frozen(max(clock.now(), self.later)):
                self.take(act, pk, here)

    def take(self, act, pk, here):
        try:
            with transaction.atomic():
                act(Proposal.objects.get(pk=pk))
        except (StepNotOpen, ValidationError, PermissionDenied):
            assert state_of(pk) == here
            return
        if state_of(pk)[0] != here[0]:
            self.moves.add((here[0], state_of(pk)[0]))
        self.visit(pk)


def cast(person, yes, found):
    joint.vote(found, agrees=yes, by=person, note="Sebab.")


def state_of(pk):
    proposal = Proposal.objects.get(pk=pk)
    votes = sorted(proposal.votes.values_list("party__order", "agrees"))
    return proposal.state, tuple(votes), len(proposal.changes)


@contextmanager
def undone():
    """Whatever is written inside is forgotten."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.slow
def test_every_way_through_the_table_ends_well(world):
    """From every state each act of each person is tried; none does what the table does not say."""
    walk, steps = Walk(world), PROPOSALS.steps.values()

    with undone():
        tomorrow = clock.today() + timedelta(days=1)
        walk.visit(world.draft(row_of(kind="official", rank=5), on=tomorrow).pk)

    assert walk.moves <= {(source, step.target) for step in steps for source in step.sources}
    assert {state for state, *_rest in walk.seen} == set(ProposalState.values) - {"reversed"}
    decided = {(state, votes) for state, votes, _changes in walk.seen}
    adopted = {votes for state, votes in decided if state in {"adopted", "in_force"}}
    assert adopted == {((0, True), (1, True), (2, True))}
    rejected = [dict(votes) for state, votes in decided if state == "rejected"]
    assert rejected
    assert all(False in votes.values() for votes in rejected)


def test_every_step_of_a_proposal_is_journalled(world):
    done = world.adopted(row_of(kind="official", rank=5))

    verbs = Entry.objects.filter(model="sources.proposal", object_id=done.pk)
    assert {"draft", "propose", "open_vote", "adopt", "enforce", "applied"} <= set(
        verbs.values_list("verb", flat=True)
    )


# --- What else a standard does -------------------------------------------------------------------


def test_another_threshold_begins_today_and_counts_the_pairs_it_concerns(world):
    parameter("match_automatic", 1)
    older = clock.today() - timedelta(days=30)
    MatchParameter.objects.create(name="automatic", value=1, valid_from=older, source="uji")
    one, other, third = (listed(f"p{n}", title=f"Nama {n}") for n in range(3))
    for right, probability in ((other, 0.7), (third, 0.2)):
        Pair.objects.create(
            left=one, right=right, probability=probability, levels={}, found_at=clock.now()
        )

    done = world.adopted({"key": "match_automatic", "value": "0"}, kind=ChangeKind.PARAMETER)

    in_force = MatchParameter.objects.in_force(clock.today()).filter(name="automatic").last()
    assert (in_force.value, simulation_of(done).beside) == (0, {"pairs_automatic": 2})


def test_a_wider_gap_between_years_ends_contradictions_as_foretold(world):
    about_one(world, 2019, 2020)
    contradictions.detect(Innovation.objects.values_list("pk", flat=True))
    assert Contradiction.objects.get().state == "open"

    done = world.adopted({"key": "year_gap", "value": "1"}, kind=ChangeKind.PARAMETER)

    assert simulation_of(done).beside == {"contradictions_ended": 1, "contradictions_new": 0}
    assert Contradiction.objects.get().state == "ended"
