"""Jobs: work queued in the transaction that asks for it, answered by a worker."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured

try:
    from django.tasks import task  # type: ignore[import-not-found, unused-ignore]
except ImportError:  # before Django 6
    from django_tasks import task  # type: ignore[no-redef, unused-ignore]

QUICK, LONG = "quick", "long"

_answers: dict[str, Callable[..., Any]] = {}


def answers(topic: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let the decorated function of a room's ``tasks`` do the jobs of ``topic``.

    It takes the payload as keywords and must be safe to repeat.
    """

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        if _answers.setdefault(topic, function) is not function:
            raise ImproperlyConfigured(f"Two tasks answer {topic}.")
        return function

    return register


def later(topic: str, payload: dict[str, Any] | None = None, *, queue: str = QUICK) -> None:
    """Queue a job in the running transaction; ``LONG`` is for what takes more than seconds."""
    if topic not in _answers:
        raise ImproperlyConfigured(f"No task answers {topic}.")
    answer.using(queue_name=queue).enqueue(topic, payload or {})


@task()
def answer(topic: str, payload: dict[str, Any]) -> None:
    """Do one queued job."""
    _answers[topic](**payload)
