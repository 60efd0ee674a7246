"""For whom somebody may begin to write, and what happened to a draft since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.core import journal
from simpul.core.models import Entry
from simpul.innovations.models import Draft, Innovation
from simpul.innovations.workflow import VERIFICATION
from simpul.organisations.models import Organisation
from simpul.organisations.queries import administered_by, institutions_of

# What is told of a draft besides the steps of its workflow.
TOLD: dict[str, str | Promise] = {
    "open": _("Draft begun"),
    "invite": _("Somebody was invited to write along"),
    "join": _("Joined the authors"),
    "part": _("An author left, or an invitation was taken back"),
    "choose_text": _("Chose between two texts"),
    "ask_confirmation": _("Asked the unit to confirm"),
    "confirm": _("The unit confirmed"),
    "confirm_on_paper": _("Added the unit's signed statement"),
}
SHOWN = 30


@dataclass(frozen=True)
class Happened:
    """One thing that was done to a draft."""

    what: str | Promise
    who: str
    at: datetime
    note: str = ""


def bodies_for(user) -> QuerySet[Organisation]:
    """The institutions and units in whose name ``user`` may write."""
    theirs, ruled = institutions_of(user).values("pk"), administered_by(user).values("pk")
    return Organisation.objects.filter(Q(pk__in=theirs) | Q(pk__in=ruled)).order_by("name")


def may_revise(record: Innovation, user) -> bool:
    return user.has_perm("innovations.revise_innovation", record) or bool(claimants(record, user))


def claimants(record: Innovation, user) -> Sequence[Organisation]:
    """The institutions in whose name ``user`` may take a record over that has no owner yet."""
    if not user.has_perm("innovations.take_ownerless_innovation", record):
        return []
    return list(administered_by(user).order_by("name"))


def what_happened(draft: Draft) -> Sequence[Happened]:
    """The steps of a draft, the newest first, with who took them."""
    words = {**TOLD, **{name: step.label for name, step in VERIFICATION.steps.items()}}
    entries = journal.entries_about(draft).filter(verb__in=list(words))[:SHOWN]
    people = {
        f"user:{person.pk}": str(person)
        for person in get_user_model()._default_manager.filter(pk__in=_actors(entries))
    }
    return [
        Happened(
            words[entry.verb],
            people.get(entry.actor, ""),
            entry.at,
            getattr(getattr(entry, "detail", None), "note", ""),
        )
        for entry in entries
    ]


def _actors(entries: Iterable[Entry]) -> list[int]:
    return [int(entry.actor.removeprefix("user:")) for entry in entries if entry.actor]
