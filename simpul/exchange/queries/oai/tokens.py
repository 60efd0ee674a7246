"""Resumption tokens: where to go on, signed, good for a day, the same however often asked."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core import signing

from simpul.exchange.queries.oai.headers import Place, Selection

SALT = "oai-pmh"
# Given by the hour, so that the same page has the same token for its readers and caches.
STEP = timedelta(hours=1)
LIFE = timedelta(hours=24)


class TokenRefused(Exception):
    """The token is not one of ours, or was given too long ago."""


@dataclass(frozen=True)
class Token:
    """A list and how much of it was told."""

    verb: str
    prefix: str
    chosen: Selection
    after: Place
    told: int
    size: int


def closed_token(token: Token, *, now: datetime) -> tuple[str, datetime]:
    """The text of a token and until when it is taken back."""
    hour = int(now.timestamp() // STEP.total_seconds())
    text = signing.dumps(
        [
            hour,
            token.verb,
            token.prefix,
            _seconds(token.chosen.since),
            _seconds(token.chosen.until),
            token.chosen.spec,
            *token.after,
            token.told,
            token.size,
        ],
        salt=SALT,
        compress=True,
    )
    return text, _given(hour) + LIFE


def opened_token(text: str, *, now: datetime) -> Token:
    """The token a text stands for. Raises ``TokenRefused``."""
    try:
        hour, verb, prefix, since, until, spec, seq, row, told, size = signing.loads(
            text, salt=SALT
        )
    except (signing.BadSignature, ValueError, TypeError):
        raise TokenRefused("This token was not given here.") from None
    if now >= _given(hour) + LIFE:
        raise TokenRefused("This token has expired; begin the list again.")
    chosen = Selection(_instant(since), _instant(until), spec)
    return Token(verb, prefix, chosen, Place(seq, row), told, size)


def _given(hour: int) -> datetime:
    return datetime.fromtimestamp(hour * STEP.total_seconds(), UTC) + STEP


def _seconds(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp())


def _instant(seconds: Any) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
