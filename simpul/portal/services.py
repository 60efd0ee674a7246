"""What people do on their desk, and those who look after the machine on its pages."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from simpul.core import journal, outbox
from simpul.core.models import OutboxMessage


def read_notices(person, *, notice: OutboxMessage | None = None) -> int:
    """Mark one notice of ``person`` as read with all that say the same; or every notice."""
    notices = OutboxMessage.objects.filter(person=person)
    if notice is not None:
        notices = notices.filter(topic=notice.topic, link=notice.link)
    return outbox.read(notices)


@transaction.atomic
def stop_mail(person) -> None:
    """Send ``person`` no more mail but of deadlines and of their account; notices stay."""
    people = type(person)._default_manager.filter(pk=person.pk)
    if people.exclude(digest=outbox.NEVER).update(digest=outbox.NEVER):
        journal.record(person, "stop_mail", by=person)


@transaction.atomic
def retry_job(pk: str, *, by) -> bool:
    """Put a job that failed back in line; answers whether it was still there to be put."""
    if not by.has_perm("portal.retry_work"):
        raise PermissionDenied
    failed = DBTaskResult.objects.filter(pk=pk, status=TaskResultStatus.FAILED)
    changed = failed.update(
        status=TaskResultStatus.READY,
        run_after=get_date_max(),
        worker_ids=[],
        started_at=None,
        finished_at=None,
    )
    return bool(changed)


def send_again(message: OutboxMessage, *, by) -> bool:
    """Try a mail again that was given up, or let a held one go."""
    if not by.has_perm("portal.retry_work"):
        raise PermissionDenied
    return bool(outbox.retry([message], by=by) or outbox.release([message], by=by))
