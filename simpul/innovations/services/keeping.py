"""What must outlive a moment but is no record: a text whose writer was signed out, who is where."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.cache import cache

from simpul.core import clock, limits

KEPT_SECONDS = 12 * 60 * 60
HERE_SECONDS = 90

_signer = signing.Signer(salt="innovations.kept-form")


@dataclass(frozen=True)
class Colleague:
    """Somebody who has a step of the same draft open."""

    name: str
    step: str


def written_by(draft_pk: int, person) -> str:
    """What a page says of whom it was opened for: only this person gets its text back."""
    return _signer.sign(f"{draft_pk}:{person.pk}")


def put_aside(draft_pk: int, data: str, *, writer: str) -> str:
    """Keep a form that came after its session had ended, for whom its page was opened.

    Empty for one that no page of ours was, and when there are too many: without the signature
    anybody could have a text kept that whoever follows a link would save as their own.
    """
    try:
        opened_for = _signer.unsign(writer)
    except signing.BadSignature:
        return ""
    about, _colon, person = opened_for.partition(":")
    if about != str(draft_pk) or not limits.allow(f"put-aside:{person}", most=60, seconds=600):
        return ""
    token = secrets.token_urlsafe(24)
    cache.set(_key(token), (opened_for, data), timeout=KEPT_SECONDS)
    return token


def take_back(draft_pk: int, token: str, *, by) -> str:
    """The form that ``by`` had open for this draft, kept under ``token``; else nothing."""
    kept = cache.get(_key(token)) if token else None
    return kept[1] if kept and kept[0] == f"{draft_pk}:{by.pk}" else ""


def forget(token: str) -> None:
    """The form is in the draft now."""
    cache.delete(_key(token))


def _key(token: str) -> str:
    """Where a form lies: whatever an address says, the cache is asked for a plain word."""
    return f"kept-form:{hashlib.sha256(token.encode()).hexdigest()}"


def be_here(draft_pk: int, person, step: str) -> list[Colleague]:
    """Say that ``person`` has this step open; answers who else has the draft open."""
    key, now = f"draft-open:{draft_pk}", clock.now().timestamp()
    seen: dict[int, tuple[float, str, str]] = cache.get(key) or {}
    fresh: dict[Any, Any] = {pk: row for pk, row in seen.items() if row[0] > now - HERE_SECONDS}
    fresh[person.pk] = (now, str(person), step)
    cache.set(key, fresh, timeout=HERE_SECONDS)
    return [Colleague(name, at) for pk, (_when, name, at) in fresh.items() if pk != person.pk]
