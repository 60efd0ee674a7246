"""Jobs: what a worker took up and did not finish is taken up again."""

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

# A job that ended its worker this often is not tried again.
MOST_ATTEMPTS = 3


def take_back(worker_id: str) -> tuple[int, int]:
    """Give back the jobs that the last worker of this name left; answers (again, given up).

    One worker bears a name at a time, so at its start none of its jobs can be running.
    """
    again = given_up = 0
    for job in DBTaskResult.objects.running():
        if not job.worker_ids or job.worker_ids[-1] != worker_id:
            continue
        tried_enough = len(job.worker_ids) >= MOST_ATTEMPTS
        state = TaskResultStatus.FAILED if tried_enough else TaskResultStatus.READY
        running = DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.RUNNING)
        changed = running.update(status=state)
        given_up += changed if tried_enough else 0
        again += 0 if tried_enough else changed
    return again, given_up
