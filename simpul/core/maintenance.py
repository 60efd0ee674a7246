"""Maintenance: while the site is closed for writing, pages are served and nothing is written.

It is closed by the setting ``READ_ONLY``, by the switch of ``simpul read-only``, or by a disk that
is nearly full. The guard stands at the database, so that a form, a job and a command are refused
alike, before the first row of a change.
"""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from simpul.core import pulse

WRITES = re.compile(
    r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP|TRUNCATE)\b", re.IGNORECASE
)

# Sessions and limits are short-lived, no part of a backup, and reading pages writes them.
SHORT_LIVED = re.compile(r'"(django_session|simpul_cache)"')

SETTING, SWITCH, DISK = "setting", "switch", "disk"


@dataclass(frozen=True)
class Closing:
    """Why nothing is written now: ``setting``, ``switch`` with the operator's note, or ``disk``."""

    reason: str
    note: str = ""


class ReadOnly(Exception):
    """The site is closed for writing; nothing of the change was made."""

    def __init__(self, closing: Closing) -> None:
        super().__init__(WORDS[closing.reason])
        self.closing = closing


WORDS = {
    SETTING: "The hub is read-only (READ_ONLY is set); nothing was written.",
    SWITCH: "The hub is read-only (simpul read-only off opens it); nothing was written.",
    DISK: "The disk is nearly full (READ_ONLY_FREE_BYTES); nothing was written.",
}

_anyway: ContextVar[bool] = ContextVar("writing_anyway", default=False)


def closing() -> Closing | None:
    """Why the site is closed for writing now; nothing when it is open."""
    if settings.READ_ONLY:
        return Closing(SETTING)
    try:
        return Closing(SWITCH, json.loads(_switch().read_text())["note"])
    except FileNotFoundError:
        pass
    except (OSError, ValueError, KeyError, TypeError):
        # A switch that cannot be read is still a switch.
        return Closing(SWITCH)
    try:
        free = shutil.disk_usage(settings.VAR_DIR).free
    except FileNotFoundError:
        # Nothing has been written yet, so nothing can be half written.
        return None
    return Closing(DISK) if free < settings.READ_ONLY_FREE_BYTES else None


def close(note: str = "") -> None:
    """Close the site for writing on this machine until ``open_again``."""
    new = _switch().with_suffix(".new")
    new.write_text(json.dumps({"note": note}))
    new.replace(_switch())
    pulse.bump()


def open_again() -> bool:
    """Take the switch away; answers whether it was there."""
    try:
        _switch().unlink()
    except FileNotFoundError:
        return False
    pulse.bump()
    return True


@contextmanager
def writing_anyway() -> Iterator[None]:
    """Write although the site is closed: for the maintenance itself."""
    token = _anyway.set(True)
    try:
        yield
    finally:
        _anyway.reset(token)


def refuse_while_closed() -> None:
    """Raise ``ReadOnly`` while the site is closed for this thread."""
    if not _anyway.get() and (found := closing()):
        raise ReadOnly(found)


def guard(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Stand before every statement of a connection; see ``connection.execute_wrapper``."""
    if isinstance(sql, str) and WRITES.match(sql) and _is_lasting(sql, context["connection"].alias):
        refuse_while_closed()
    return execute(sql, params, many, context)


def stand_guard(connection: Any, **kwargs: Any) -> None:
    """Put the guard on a fresh connection."""
    if guard not in connection.execute_wrappers:
        connection.execute_wrappers.append(guard)


def _is_lasting(sql: str, alias: str) -> bool:
    return alias == "default" and not SHORT_LIVED.search(sql, 0, 80)


def _switch() -> Path:
    return Path(os.fspath(settings.VAR_DIR)) / "read-only"
