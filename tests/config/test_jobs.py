"""Jobs a worker left behind."""

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from simpul.config.jobs import MOST_ATTEMPTS, take_back
from simpul.core import clock

pytestmark = pytest.mark.django_db


def job(worker_ids, status=TaskResultStatus.RUNNING):
    return DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="simpul.core.clock.now",
        worker_ids=worker_ids,
        backend_name="default",
        run_after=clock.now(),
        exception_class_path="",
        traceback="",
    )


def test_a_job_left_running_is_tried_again_by_the_same_worker_only():
    left = job(["here:quick"])
    elsewhere = job(["there:quick"])
    done = job(["here:quick"], TaskResultStatus.SUCCESSFUL)

    assert take_back("here:quick") == (1, 0)

    states = [DBTaskResult.objects.get(pk=each.pk).status for each in (left, elsewhere, done)]
    assert states == [
        TaskResultStatus.READY,
        TaskResultStatus.RUNNING,
        TaskResultStatus.SUCCESSFUL,
    ]


def test_a_job_that_ended_its_worker_too_often_is_given_up():
    left = job(["here:long"] * MOST_ATTEMPTS)

    assert take_back("here:long") == (0, 1)

    assert DBTaskResult.objects.get(pk=left.pk).status == TaskResultStatus.FAILED
