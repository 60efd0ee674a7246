import json
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from simpul.core import clock, journal, pulse
from simpul.core import relay as relay_module
from simpul.core.models import Anchor, Entry
from simpul.core.relay import Relay
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 5, 0, tzinfo=UTC)


class Follower:
    def __init__(self, name, *, fails=0, writes_rows=False):
        self.name, self.writes_rows = name, writes_rows
        self.fails = fails
        self.woken = []

    def follow(self, up_to_seq):
        self.woken.append(up_to_seq)
        if len(self.woken) <= self.fails:
            raise OSError("index is away")


@pytest.fixture(autouse=True)
def followers(monkeypatch, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(relay_module, "FOLLOWERS", [])
    return relay_module.FOLLOWERS


def commit(times=1):
    for _ in range(times):
        journal.record_batch("load", "hubs.hub", [1])


def test_a_turn_seals_tells_the_pulse_and_wakes_who_follows(followers):
    follower = Follower("index")
    followers.append(follower)
    commit(2)
    before = pulse.read()

    assert Relay().turn()

    after = pulse.read()
    assert (journal.head_seq(), follower.woken, after.watermark) == (2, [2], 2)
    assert after.generation > before.generation
    assert after.beat > before.beat


def test_a_start_wakes_everybody_and_an_idle_turn_nobody(followers):
    follower = Follower("index")
    followers.append(follower)
    relay = Relay()

    relay.turn()
    generation = pulse.read().generation
    relay.turn()

    assert follower.woken == [0]
    assert pulse.read().generation == generation


def test_a_failing_follower_is_tried_again_later_and_holds_up_nobody(followers, caplog):
    broken, sound = Follower("index", fails=2), Follower("mail")
    followers.extend([broken, sound])
    commit()
    relay = Relay()

    with clock.frozen(NOON):
        assert not relay.turn()
        assert not relay.turn()
    with clock.frozen(NOON + timedelta(seconds=1)):
        assert not relay.turn()
    with clock.frozen(NOON + timedelta(seconds=2)):
        assert not relay.turn()
    assert pulse.read().watermark == 0
    with clock.frozen(NOON + timedelta(seconds=3)):
        assert relay.turn()

    assert (broken.woken, sound.woken, pulse.read().watermark) == ([1, 1, 1], [1], 1)
    assert "index did not follow to entry 1" in caplog.text


def test_one_head_a_day_is_published():
    relay = Relay()
    for hours in (0, 5, 24):
        with clock.frozen(NOON + timedelta(hours=hours)):
            commit()
            relay.turn()

    assert [anchor.seq for anchor in Anchor.objects.order_by("seq")] == [1, 3]


@pytest.mark.django_db(transaction=True)
def test_the_loop_outlives_an_error_and_ends_when_told(followers, monkeypatch, caplog):
    stop, turns = threading.Event(), []

    def seal():
        turns.append(1)
        if len(turns) == 1:
            raise journal.ClockWentBack("yesterday")
        stop.set()

    monkeypatch.setattr(relay_module, "_pause", lambda failures: 0.01)
    monkeypatch.setattr(journal, "seal_pending", seal)

    Relay().run(stop)

    assert len(turns) == 2
    assert "could not be relayed" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_commit_moves_the_generation_and_a_rollback_does_not():
    person = UserFactory()
    before = pulse.bump()

    with transaction.atomic():
        journal.record(person, "rename")
        assert pulse.read().generation == before
    assert pulse.read().generation == before + 1

    with transaction.atomic():
        journal.record(person, "rename")
        transaction.set_rollback(True)
    assert pulse.read().generation == before + 1


def test_relay_once_fails_when_somebody_stays_behind(followers):
    commit()
    call_command("relay", once=True)
    assert journal.head_seq() == 1

    followers.append(Follower("index", fails=1))
    with pytest.raises(CommandError):
        call_command("relay", once=True)


def test_verify_log_answers_people_and_programs(capsys):
    commit(3)
    journal.seal_pending()

    call_command("verify_log")
    call_command("verify_log", json=True)

    words, answer = capsys.readouterr().out.splitlines()
    assert words == "The journal is intact: 3 sealed, 0 waiting, 0 erased."
    assert json.loads(answer) == {
        "intact": True,
        "sealed": 3,
        "unsealed": 0,
        "erased": 0,
        "first_break": None,
    }


def test_verify_log_names_the_break_and_ends_with_one(capsys):
    commit(3)
    journal.seal_pending()
    Entry.objects.filter(seq=2).update(verb="forge")

    with pytest.raises(SystemExit) as ended:
        call_command("verify_log", json=True)

    assert ended.value.code == 1
    assert json.loads(capsys.readouterr().out)["first_break"] == {
        "seq": 2,
        "reason": "altered after it was sealed",
    }


def test_verify_log_takes_a_published_head(capsys):
    commit(3)
    journal.seal_pending()
    head = Entry.objects.get(seq=3)
    Entry.objects.filter(seq=3).delete()

    call_command("verify_log")
    with pytest.raises(SystemExit):
        call_command("verify_log", head=[f"3:{head.seal.upper()}"])
    with pytest.raises(CommandError, match="NUMBER:SEAL"):
        call_command("verify_log", head=["three"])
