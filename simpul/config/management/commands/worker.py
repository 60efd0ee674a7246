from __future__ import annotations

import socket
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django_tasks_db.management.commands.db_worker import Worker

from simpul.config import jobs
from simpul.core import maintenance

# How often a worker looks whether the site is open for writing again.
LOOK_SECONDS = 1.0

QUEUES = {"quick": ["quick", "default"], "long": ["long"]}


class Command(BaseCommand):
    help = "Do the jobs of one queue, one after another. `simpul serve` starts one for each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("queue", choices=QUEUES, help="quick: mail, pictures; long: imports")

    def handle(self, *, queue: str, **options: Any) -> None:
        worker_id = f"{socket.gethostname()[:40]}:{queue}"
        worker = Worker(
            queue_names=QUEUES[queue],
            excluded_queue_names=[],
            interval=1,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_id,
        )
        worker.configure_signals()
        while worker.running:
            try:
                self._work(worker)
            except maintenance.ReadOnly:
                # Nothing is lost: the job stays in the queue and is taken up when all is open.
                time.sleep(LOOK_SECONDS)

    def _work(self, worker: Worker) -> None:
        maintenance.refuse_while_closed()
        again, given_up = jobs.take_back(worker.worker_id)
        if again or given_up:
            self.stdout.write(f"{again} unfinished jobs are tried again, {given_up} are given up")
        worker.run()
