"""Files of letters are made by a worker: setting pages takes longer than writers may wait."""

from datetime import timedelta

from simpul.core import outbox, schedule
from simpul.documents.services.issuing import RENDER
from simpul.documents.services.rendering import make_files
from simpul.documents.services.waiting import end_expired


@outbox.answers(RENDER)
def render(pk: int) -> None:
    make_files(pk)


@schedule.every(timedelta(hours=6), "documents.expiry")
def end_what_expired() -> int:
    return end_expired()
