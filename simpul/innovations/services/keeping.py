"""What must outlive a moment but is no record: a text whose writer was signed out, who is where."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from simpul.core import clock, limits

KEPT_SECONDS = 12 * 60 * 60
HERE_SECONDS = 90


@dataclass(frozen=True)
class Colleague:
    """Somebody who has a step of the same draft open."""

    name: str
    step: str


def put_aside(draft_pk: int, data: str, *, who: str) -> str:
    """Keep a form that came after its session had ended; empty when there are too many."""
    if not limits.allow(f"put-aside:{who}", most=60, seconds=600):
        return ""
    token = secrets.token_urlsafe(24)
    cache.set(f"put-aside:{token}", (draft_pk, data), timeout=KEPT_SECONDS)
    return token


def take_back(draft_pk: int, token: str) -> str:
    """The form kept under ``token`` for this draft; nothing where there is none."""
    kept = cache.get(f"put-aside:{token}") if token else None
    return kept[1] if kept and kept[0] == draft_pk else ""


def forget(token: str) -> None:
    """The form is in the draft now."""
    cache.delete(f"put-aside:{token}")


def be_here(draft_pk: int, person, step: str) -> list[Colleague]:
    """Say that ``person`` has this step open; answers who else has the draft open."""
    key, now = f"draft-open:{draft_pk}", clock.now().timestamp()
    seen: dict[int, tuple[float, str, str]] = cache.get(key) or {}
    fresh: dict[Any, Any] = {pk: row for pk, row in seen.items() if row[0] > now - HERE_SECONDS}
    fresh[person.pk] = (now, str(person), step)
    cache.set(key, fresh, timeout=HERE_SECONDS)
    return [Colleague(name, at) for pk, (_when, name, at) in fresh.items() if pk != person.pk]
