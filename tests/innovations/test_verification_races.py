"""Two people at once: one wins, the other is told; on SQLite by a stale copy, on PostgreSQL by two
connections (``python -m tests.postgres pytest tests/innovations/test_verification_races.py``)."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections

from simpul.core.workflow import StepNotOpen
from simpul.innovations.models import Draft, DraftState
from simpul.innovations.services import submission, verifying
from tests.factories.verification import Scene

LOST = (StepNotOpen, PermissionDenied)


def both(*acts):
    """Do these at the same moment; answers how each ended."""
    ends, barrier = [], threading.Barrier(len(acts))

    def run(act):
        try:
            barrier.wait(timeout=20)
            act()
        except LOST as error:
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


def copies(draft, count=2):
    return [Draft.objects.get(pk=draft.pk) for _each in range(count)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second"),
    [("take_up", "take_up"), ("take_up", "recall"), ("recall", "take_up")],
)
def test_whoever_comes_second_with_a_stale_page_changes_nothing(first, second):
    scene = Scene()
    one, other = copies(scene.submitted())
    acts = {
        "take_up": lambda draft, by: verifying.take_up(draft, by=by),
        "recall": lambda draft, by: submission.recall(draft, by=scene.author),
    }

    acts[first](one, scene.verifier)
    with pytest.raises(LOST):
        acts[second](other, scene.colleague)

    now = Draft.objects.get(pk=one.pk)
    assert (now.state, now.verifier) == (one.state, one.verifier)


@pytest.mark.django_db
def test_verified_and_refused_at_once_is_decided_once():
    scene = Scene()
    one, other = copies(scene.checked())

    verifying.verify_draft(one, by=scene.verifier)
    with pytest.raises(LOST):
        verifying.refuse(other, by=scene.verifier, note="Tidak.")

    assert Draft.objects.get(pk=one.pk).state == DraftState.ACCEPTED


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs two connections")
def test_of_two_connections_one_wins():
    scene = Scene()
    one, other = copies(scene.submitted())

    ends = both(
        lambda: verifying.take_up(one, by=scene.verifier),
        lambda: verifying.take_up(other, by=scene.colleague),
    )
    assert sorted(ends, key=str) == sorted([None, StepNotOpen], key=str)

    winner = Draft.objects.get(pk=one.pk).verifier
    one, other = copies(one)
    verifying.accept_rest(one, by=winner)
    ends = both(
        lambda: verifying.verify_draft(one, by=winner),
        lambda: verifying.refuse(other, by=winner, note="Tidak."),
    )
    assert ends.count(None) == 1
    assert connection.vendor == "postgresql"
