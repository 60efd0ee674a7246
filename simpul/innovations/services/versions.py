"""Frozen versions of verified records: a map from field to the values shown and their claims."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from django.contrib.contenttypes.models import ContentType

from simpul.core import clock, duties, journal, versions
from simpul.core.models import Version
from simpul.core.models.work import VersionState
from simpul.hubs.policies import VERIFIER
from simpul.innovations.models import FIELDS, LIVING_FIELDS, Innovation, State
from simpul.innovations.queries.audience import deciders_hub
from simpul.innovations.queries.precedence import Slot
from simpul.innovations.queries.submitted import slot_of
from simpul.innovations.queries.working_days import Calendar

# What waits on the desks of verifiers: sources say otherwise than a verified version.
WAITING = "innovation_waiting"
WORKING_DAYS = 20

# ``field|language`` to a list of ``[value, key of the claim]``.
Frozen = dict[str, list[list[Any]]]


class Kept(Protocol):
    """A claim that has its key."""

    @property
    def pk(self) -> int: ...
    @property
    def value(self) -> Any: ...


def freeze(ranked: Mapping[Slot, Sequence[Kept]]) -> Frozen:
    """What is shown of every field now, with the claims it stands on."""
    return {
        f"{name}|{language}": [
            [claim.value, claim.pk] for claim in (said if _is_many(name) else said[:1])
        ]
        for (name, language), said in ranked.items()
        # A claim of nothing silences what others say.
        if name not in LIVING_FIELDS and said[0].value is not None
    }


def thaw(frozen: Mapping[str, list[list[Any]]]) -> dict[Slot, list[Any]]:
    """The values of a version as the projection reads them."""
    return {
        slot_of(key): [value for value, _claim in said]
        for key, said in frozen.items()
        if slot_of(key)[0] not in LIVING_FIELDS
    }


def _is_many(name: str) -> bool:
    return name in FIELDS and FIELDS[name].kind == "many"


def public_values(records: Iterable[Innovation]) -> dict[int, dict[Slot, list[Any]]]:
    """The values of the public version of each verified record among these."""
    verified = [record.pk for record in records if record.state == State.PUBLISHED]
    if not verified:
        return {}
    rows = Version.objects.filter(
        subject_type=ContentType.objects.get_for_model(Innovation),
        subject_id__in=verified,
        state=VersionState.PUBLIC,
    )
    return {row.subject_id: thaw(row.fields) for row in rows}


def make_public(innovation: Innovation, values: Frozen, *, by) -> Version:
    """Put a version that says exactly ``values`` in the place of the public one.

    One that somebody is writing or a hub is checking goes on beside it.
    """
    waiting = versions.opened(innovation)
    if waiting is not None and waiting.author_id is not None:
        return versions.put(innovation, values, by=by)
    version = _saying(versions.draft(innovation, by=by), values)
    return versions.publish(version, by=by)


def hold_back(innovation: Innovation, values: Frozen) -> None:
    """Let what claims say now wait beside the public version, and ask the hub about it.

    What a hub looked at and did not take waits no second time, until claims say something else.
    """
    public = versions.public(innovation)
    waiting = versions.opened(innovation)
    if public is None or (waiting is not None and waiting.author_id is not None):
        return
    if thaw(values) == thaw(public.fields):
        if waiting is not None:
            # Claims say again what is public.
            versions.set_aside(_saying(waiting, public.fields), by=None)
            duties.settle(WAITING, innovation)
        return
    said = waiting or _decided(innovation) or public
    if thaw(values) == thaw(said.fields):
        return
    if waiting is None:
        waiting = versions.offer(versions.draft(innovation, by=None), by=None)
    _saying(waiting, values)
    journal.record(innovation, "hold_back")
    _ask_hub(innovation)


def _ask_hub(innovation: Innovation) -> None:
    hub, now = deciders_hub(innovation), clock.now()
    if hub is not None:
        due = Calendar(now).after(now, WORKING_DAYS)
        duties.expect(WAITING, innovation, of=duties.office_key(VERIFIER, hub), due=due)


def waits_for_hub(innovation: Innovation) -> Version | None:
    """What sources say otherwise than the public version, until a hub decides."""
    waiting = versions.pending(innovation)
    return waiting if waiting is not None and waiting.author_id is None else None


def _decided(innovation: Innovation) -> Version | None:
    """What waited last and was decided."""
    closed = versions.of(innovation).filter(state=VersionState.FROZEN, author=None)
    return closed.first()


def _saying(version: Version, values: Frozen) -> Version:
    return versions.change(version, values, drop=version.fields.keys() - values.keys())
