"""Jobs and mails that failed are seen, and tried again by whoever may."""

import pytest
from django.core.exceptions import PermissionDenied
from django_tasks_db.models import DBTaskResult

from simpul.core import mandates, outbox
from simpul.core.models import OutboxMessage
from simpul.portal import services
from simpul.portal.queries import work
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def national(client):
    person = UserFactory()
    mandates.grant(person, office="national_admin", by=None)
    client.force_login(person)
    return person


@pytest.fixture
def failed():
    outbox.later(outbox.DELIVER, {"holder": "x"})
    job = DBTaskResult.objects.get()
    job.claim("w:quick")
    job.set_failed(ValueError("Peladen surel menolak"))
    return job


@pytest.fixture
def given_up():
    message = outbox.mail_to("try:1", "a@example.id", outbox.Message("try", "Halo"))
    OutboxMessage.objects.filter(pk=message.pk).update(state="failed", attempts=8)
    return message


def test_a_job_that_failed_is_shown_with_its_reason_and_tried_again(client, national, failed):
    html = client.get("/id/meja/pekerjaan/").content.decode()
    assert "core.deliver" in html
    assert "Peladen surel menolak" in html

    client.post("/id/meja/pekerjaan/", {"job": str(failed.pk)})

    assert list(DBTaskResult.objects.ready()) == [failed]
    assert not services.retry_job(str(failed.pk), by=national)
    tallies, oldest = work.tallies()
    assert ([tally.count for tally in tallies], oldest) == ([0, 1, 0, 0], failed.enqueued_at)


def test_nobody_else_tries_a_job_again(failed):
    with pytest.raises(PermissionDenied):
        services.retry_job(str(failed.pk), by=UserFactory())

    assert DBTaskResult.objects.failed().count() == 1


def test_a_mail_that_was_given_up_is_shown_and_sent_again(client, national, given_up):
    assert "a@example.id" in client.get("/id/meja/surel/").content.decode()

    client.post("/id/meja/surel/", {"mail": given_up.pk})

    given_up.refresh_from_db()
    assert given_up.state == "queued"
    assert list(work.mails()) == []


def test_nobody_else_sends_a_mail_again(given_up):
    with pytest.raises(PermissionDenied):
        services.send_again(given_up, by=UserFactory())
