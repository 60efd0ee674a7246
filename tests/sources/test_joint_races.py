"""Votes at the same moment, on two connections: each party counts once, and one decision falls.

``python -m tests.postgres pytest tests/sources/test_joint_races.py``.
"""

import threading
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections  # noqa: F401 -- the reason to skip

from simpul.core.models import Entry
from simpul.core.workflow import StepNotOpen
from simpul.innovations.policies import STEWARD
from simpul.sources.services import joint
from tests.factories.core import MandateFactory
from tests.sources.joint_world import (
    World,
    row_of,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs two connections"),
]


@pytest.fixture
def world():
    return World()


def test_three_votes_at_the_same_moment_decide_once(world):
    proposal = world.voting(row_of(kind="official", rank=5))

    ends = both(
        *(partial(joint.vote, proposal, agrees=True, by=steward) for steward in world.stewards)
    )

    proposal.refresh_from_db()
    assert (ends, proposal.state, proposal.votes.count()) == ([None] * 3, "in_force", 3)
    verbs = Entry.objects.filter(model="sources.proposal", object_id=proposal.pk, verb="adopt")
    assert verbs.count() == 1


def test_two_stewards_of_one_party_who_vote_at_once_give_one_vote(world):
    colleague = MandateFactory(office=STEWARD, scope=world.sources[0]).person
    proposal = world.voting(row_of(kind="official", rank=5))

    ends = both(
        partial(joint.vote, proposal, agrees=True, by=world.stewards[0]),
        partial(joint.vote, proposal, agrees=True, by=colleague),
    )

    assert sorted(map(str, ends)) == ["<class 'django.core.exceptions.ValidationError'>", "None"]
    assert proposal.votes.count() == 1


def both(*acts):
    """Do these at the same moment; answers how each ended."""
    ends, barrier = [], threading.Barrier(len(acts))

    def run(act):
        try:
            barrier.wait(timeout=20)
            act()
        except (StepNotOpen, ValidationError) as error:
            ends.append(type(error))
        else:
            ends.append(None)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return ends
