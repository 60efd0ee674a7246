"""The backend ``simpul.core.sqlite``: Django's own, where writers stand in a fair line."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.sqlite3 import base

from simpul.core.sqlite.queue import WriteQueue

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP")


# The names Django's wrapper has for beginning and ending a transaction are not in its stubs.
# mypy: disable-error-code="misc"


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes the write queue before BEGIN and gives it back at commit, rollback or close.

    Not for a database in memory, which one process has to itself.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._queue: WriteQueue | None = None

    @property
    def write_queue(self) -> WriteQueue | None:
        """Our place in the line of writers to this file."""
        if self._queue is None and not self.is_in_memory_db():
            self._queue = WriteQueue(self.settings_dict["NAME"])
        return self._queue

    def create_cursor(self, name=None):
        cursor = self.connection.cursor(factory=QueueingCursor)
        cursor.wrapper = self
        return cursor

    @contextmanager
    def in_line(self, query: str) -> Iterator[None]:
        """Hold the queue for one statement that writes outside a transaction."""
        queue = self.write_queue
        writes = query.lstrip()[:7].upper().startswith(WRITES)
        if queue is None or queue.held or not writes or self.connection.in_transaction:
            yield
            return
        queue.take()
        try:
            yield
        finally:
            queue.give_back()

    def _start_transaction_under_autocommit(self):
        queue = self.write_queue
        if queue is None:
            super()._start_transaction_under_autocommit()
            return
        queue.take()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            queue.give_back()
            raise

    def _commit(self):
        super()._commit()
        self._give_back()

    def _rollback(self):
        try:
            super()._rollback()
        finally:
            self._give_back()

    def _close(self):
        try:
            super()._close()
        finally:
            self._give_back()

    def _give_back(self) -> None:
        if self._queue is not None:
            self._queue.give_back()


class QueueingCursor(base.SQLiteCursorWrapper):
    """A cursor whose single writing statements stand in line too."""

    wrapper: DatabaseWrapper

    def execute(self, query, params=None):
        with self.wrapper.in_line(query):
            return super().execute(query, params)

    def executemany(self, query, param_list):
        with self.wrapper.in_line(query):
            return super().executemany(query, param_list)
