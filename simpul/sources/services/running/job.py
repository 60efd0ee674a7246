"""One turn of work on a run: what every stage needs, and how it keeps how far it has come."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from django.db import transaction

from simpul.core import clock, files, leases
from simpul.innovations.services.ledger import Ledger
from simpul.sources.models import Run
from simpul.sources.services import adapters, fetching
from simpul.sources.services.adapters import FILE_ADDRESS, Adapter, Book
from simpul.sources.services.running.stopping import Interrupted, Stop
from simpul.sources.services.taking import Taker
from simpul.sources.workflow import RunState

# Long enough for the slowest request; a worker that died is replaced after this.
LEASE_SECONDS = 180
_WEB_PAGE = ("<!doctype html", "<html")


class Job:
    """A run, its adapter, and all that is read once for a turn of work."""

    def __init__(self, run: Run) -> None:
        self.run, self.source = run, run.source
        if run.file_id is not None:
            # A file that was sent is what is read, wherever the source usually stands.
            self.source.address = ""
        self.holder = secrets.token_hex(8)

    @property
    def lease(self) -> str:
        return lease_of(self.run.pk)

    @cached_property
    def adapter(self) -> Adapter:
        try:
            return adapters.adapter(self.source.adapter)
        except KeyError as error:
            raise Stop("no_adapter", adapter=self.source.adapter) from error

    @cached_property
    def book(self) -> Book:
        return Book(self.source)

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger()

    def read_ahead(self) -> None:
        """Read the books of codes and kinship while nobody waits in the line of writers."""
        self.taker = Taker(self.ledger)

    # --- Keeping --------------------------------------------------------------------------------

    def hold(self) -> bool:
        """Take or keep the run for this worker."""
        return leases.take(self.lease, seconds=LEASE_SECONDS, by=self.holder)

    @contextmanager
    def step(self) -> Iterator[dict[str, Any]]:
        """Write one step of a stage whole; what is put into the answer is kept of the run.

        Raises ``Interrupted``, and nothing was written, when the run is no longer where it was.
        """
        changes: dict[str, Any] = {}
        with transaction.atomic():
            yield changes
            self._keep(changes)

    def _keep(self, changes: Mapping[str, Any]) -> None:
        run = self.run
        where = Run.objects.filter(
            pk=run.pk, state=RunState.WORKING, stage=run.stage, cursor=run.cursor
        )
        kept = {**changes, "moved_at": clock.now(), "attempts": 0}
        if not where.update(**kept) or not self.hold():
            raise Interrupted
        for name, value in kept.items():
            setattr(run, name, value)

    # --- Fetching -------------------------------------------------------------------------------

    def get(self, address: str, /, *, headers: Mapping[str, str] | None = None) -> fetching.Answer:
        """The file of the run or what stands at an address; a web page is no data."""
        is_file = address == FILE_ADDRESS
        answer = self._file if is_file else self._fetch(address, headers=headers)
        if not getattr(self.adapter, "reads_html", False):
            self._refuse_web_page(answer)
        return answer

    @cached_property
    def _fetch(self) -> fetching.Fetcher:
        return fetching.fetcher()

    @cached_property
    def _file(self) -> fetching.Answer:
        if self.run.file is None:
            raise Stop("empty")
        with files.open_file(self.run.file) as content:
            return fetching.Answer(self.run.file.name, 200, {}, content.read())

    @staticmethod
    def _refuse_web_page(answer: fetching.Answer) -> None:
        start = answer.content[:2000].replace(b"\0", b"").decode("utf-8", "replace")
        start = start.lstrip("\ufeff\ufffd \r\n\t")
        if start.lower().startswith(_WEB_PAGE):
            raise Stop("not_data", address=answer.address[:200], start=_visible(start))


def _visible(start: str) -> str:
    """The first words a reader of the page would see, or else its first letters."""
    low = start.lower()
    at = low.find("<title>")
    title = start[at + 7 : low.find("</title>", at)] if at >= 0 else ""
    return " ".join((title or start).split())[:80]


def lease_of(pk: int) -> str:
    """The lease that one worker holds while it works on this run."""
    return f"run {pk}"
