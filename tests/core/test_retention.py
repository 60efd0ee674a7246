"""What is past its time goes, what is not stays, and a held kind stays whatever its age."""

import io
import json
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from simpul.core import clock, files, hooks, outbox, retention, threads
from simpul.core.models import File, OutboxMessage
from simpul.core.outbox import Message
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

MAIL = Message("welcome", "Halo")


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def ago(days):
    return clock.now() - timedelta(days=days)


def counted(**options):
    said = io.StringIO()
    call_command("retention", json=True, stdout=said, **options)
    return {
        row["key"]: row["count"] for row in json.loads(said.getvalue())["kinds"] if row["count"]
    }


def mail(key, days, state="sent"):
    row = outbox.mail_to(key, "warga@example.go.id", MAIL)
    OutboxMessage.objects.filter(pk=row.pk).update(
        state=state, sent_at=ago(days), not_before=ago(days)
    )


def test_what_is_past_its_time_goes_and_the_rest_stays():
    mail("old", 181)
    mail("young", 179)
    mail("lost", 91, "failed")
    mail("waiting", 400, "queued")
    notice = outbox.notify("notice", UserFactory(), MAIL)
    OutboxMessage.objects.filter(pk=notice.pk).update(read_at=ago(366))
    Session.objects.create(session_key="ended", session_data="", expire_date=ago(1))
    with clock.frozen(ago(8)):
        old = files.begin("surat.pdf", size=10, sha256="0" * 64)
    files.begin("baru.pdf", size=10, sha256="0" * 64)
    old.refresh_from_db()

    would = counted(dry_run=True)
    done = counted()

    expected = {
        "sessions": 1,
        "unfinished_files": 1,
        "sent_mails": 1,
        "failed_mails": 1,
        "read_notices": 1,
    }
    assert would == done == expected
    assert counted() == {}
    keys = OutboxMessage.objects.order_by("key").values_list("key", flat=True)
    assert list(keys) == ["waiting", "young"]
    assert list(File.objects.values_list("name", flat=True)) == ["baru.pdf"]


def test_words_taken_back_or_removed_are_forgotten_and_who_spoke_is_not():
    person, subject = UserFactory(), UserFactory()
    with clock.frozen(ago(366)):
        said = {
            name: threads.say(subject, topic="talk", body=name, by=person)
            for name in ("shown", "taken back", "edited, then removed")
        }
        threads.edit(said["edited, then removed"], "other words", by=person)
    said["young"] = threads.say(subject, topic="talk", body="young", by=person)
    threads.take_back(said["taken back"], by=person)
    threads.take_back(said["young"], by=person)
    threads.hide(said["shown"], reason="Sementara.", by=UserFactory(is_superuser=True))
    edited = said["edited, then removed"]
    type(edited).objects.filter(pk=edited.pk).update(state="removed")

    assert counted()["gone_messages"] == 2
    assert "gone_messages" not in counted()

    kept = {message.pk: message for message in threads.of(subject, topic="talk")}
    assert [kept[row.pk].body for row in said.values()] == ["shown", "", "", "young"]
    assert {row.author for row in kept.values()} == {person}
    assert not edited.edits.exists()


def test_a_held_kind_stays(settings):
    settings.RETENTION_HOLD = ["sent_mails"]
    mail("old", 999)

    assert counted() == {"sent_mails": 1}
    assert retention.clear_daily() == 0
    assert OutboxMessage.objects.count() == 1


def test_a_kind_that_fails_does_not_keep_the_others(monkeypatch):
    def broken(before):
        raise OSError("gone")

    broken_kind = hooks.Retention("sessions", broken, broken)
    monkeypatch.setattr(hooks, "RETENTION", [broken_kind, *retention.CORE])
    mail("old", 999)

    assert retention.clear_daily() == 1


def test_many_rows_go_in_small_batches(monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 3)
    for number in range(7):
        mail(f"old-{number}", 999)

    assert counted() == {"sent_mails": 7}


def test_finished_jobs_go_and_waiting_ones_stay():
    rows = [
        DBTaskResult(
            status=status,
            finished_at=ago(15),
            task_path="x",
            queue_name="quick",
            backend_name="default",
            args_kwargs={},
            run_after=ago(15),
        )
        for status in ("SUCCESSFUL", "FAILED", "READY")
    ]
    DBTaskResult.objects.bulk_create(rows)

    assert counted() == {"finished_jobs": 2}
    assert [job.status for job in DBTaskResult.objects.all()] == ["READY"]


def test_every_kind_has_its_row_in_both_languages():
    for kind in hooks.RETENTION:
        row = retention.rule(kind.key)
        assert all([row.what_en, row.what_id, row.from_id, row.remains_id, row.why_id])
    with pytest.raises(ImproperlyConfigured, match="no row nothing"):
        retention.rule("nothing")
