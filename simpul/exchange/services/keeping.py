"""Answers of the API that are kept for a while, so that a repeated write does nothing twice."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from simpul.core import clock, retention
from simpul.exchange.models import ApiKey, KeptAnswer

# A request whose process died leaves its name taken; after this long it may be tried again.
ABANDONED = timedelta(minutes=5)


class NameTaken(Exception):
    """Another request stands under this name already."""


class StillAtWork(Exception):
    """The first request of this name has not been answered yet."""


@dataclass(frozen=True)
class Given:
    """An answer as it left: its status, the headers that matter, and its text."""

    status: int
    headers: Mapping[str, str]
    body: str
    repeated: bool = False


def digest_of(*parts: bytes) -> str:
    """What one request is told from another by."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()


def answered_once(key: ApiKey, name: str, digest: str, act: Callable[[], Given]) -> Given:
    """Do ``act`` the first time ``name`` is used with this key, and answer the same ever after.

    Raises ``NameTaken`` for another request of the same name, ``StillAtWork`` while the first one
    is not done. What failed is not kept: it may be sent again once it is put right.
    """
    kept, is_first = KeptAnswer.objects.get_or_create(
        key=key, name=name, defaults={"digest": digest, "at": clock.now()}
    )
    if not is_first:
        return _again(kept, digest, act)
    return _done(kept, act)


def _again(kept: KeptAnswer, digest: str, act: Callable[[], Given]) -> Given:
    if kept.digest != digest:
        raise NameTaken
    if kept.status is not None:
        return Given(kept.status, kept.headers, kept.body, repeated=True)
    now = clock.now()
    left = KeptAnswer.objects.filter(pk=kept.pk, status=None, at__lt=now - ABANDONED)
    if not left.update(at=now):
        raise StillAtWork
    return _done(kept, act)


def _done(kept: KeptAnswer, act: Callable[[], Given]) -> Given:
    row = KeptAnswer.objects.filter(pk=kept.pk)
    try:
        given = act()
    except BaseException:
        row.delete()
        raise
    if given.status < 400:
        row.update(status=given.status, headers=dict(given.headers), body=given.body)
    else:
        row.delete()
    return given


def _old_answers(before: datetime) -> QuerySet:
    return KeptAnswer.objects.filter(at__lt=before)


RETENTION = [retention.of_rows("api_answers", _old_answers)]
