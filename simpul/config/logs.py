"""Logs: one JSON object a line on standard output; no names, addresses or texts of visitors."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

# The request this thread answers now.
request_id: ContextVar[str] = ContextVar("request_id", default="")


class JsonFormatter(logging.Formatter):
    """A record as one line that a program can read."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": record.getMessage(),
            "process": record.process,
        }
        if asked := request_id.get():
            line["request"] = asked
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class TextFormatter(logging.Formatter):
    """A record as a line for somebody at a terminal."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%H:%M:%S")


def configuration(file: str, form: str, level: str) -> dict[str, Any]:
    """What ``LOGGING`` says: everything from ``level`` up, in one ``form``, to one place.

    The place is ``file``, which may be moved away while it is written, or standard output.
    """
    handler = {"class": "logging.StreamHandler", "stream": "ext://sys.stdout"}
    if file:
        handler = {
            "class": "logging.handlers.WatchedFileHandler",
            "filename": file,
            "encoding": "utf-8",
        }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "simpul.config.logs.JsonFormatter"},
            "text": {"()": "simpul.config.logs.TextFormatter"},
        },
        "handlers": {
            "log": {**handler, "formatter": form},
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["log"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            # What visitors mistype, and workers that end when told to, are not worth a line.
            "django.request": {"level": "ERROR"},
            "django_tasks_db": {"level": "ERROR"},
            # Wrong host names are the business of whoever sends them.
            "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
        },
    }
