"""What keys say about people: copied for them, taken back when they close their account."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal, personal
from simpul.core.personal import PersonalData
from simpul.exchange.models import ApiKey, Peer


def _copy(person) -> Iterator[personal.Row]:
    held = ApiKey.objects.filter(holder=person)
    yield from personal.rows(
        "key for programs", held, "name", "organisation__name", "scopes", "prefix", "made_at",
        "expires_at", "used_at", "revoked_at",
    )  # fmt: skip
    taken_back = ApiKey.objects.filter(revoked_by=person)
    yield from personal.rows("key taken back", taken_back, "name", "revoked_at")
    added = Peer.objects.filter(added_by=person)
    yield from personal.rows("peer added", added, "name", "address", "added_at")


def _erase(person) -> None:
    """Take every key back; the rows stay, for they say what acted for an institution when."""
    for key in ApiKey.objects.filter(holder=person, revoked_at=None):
        ApiKey.objects.filter(pk=key.pk).update(revoked_at=clock.now(), revoked_by=person)
        journal.record(key, "revoke", by=person)


PERSONAL = PersonalData(
    room="exchange",
    label=_("Keys for programs"),
    copy=_copy,
    erase=_erase,
    relations=("exchange.ApiKey.holder", "exchange.ApiKey.revoked_by", "exchange.Peer.added_by"),
)
