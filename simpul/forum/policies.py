"""Who may take part around a record, and who decides about what was reported."""

from simpul.core import threads
from simpul.core.models import Message
from simpul.core.permissions import Predicate, about
from simpul.hubs.models import Hub
from simpul.hubs.policies import coordinates, edits, runs_the_network


def hub_of(subject) -> Hub | None:
    """The hub that answers for what a thing is about in the end."""
    found = threads.root(subject)
    found = getattr(found, "innovation", found)
    return found if isinstance(found, Hub) else getattr(found, "hub", None)


def moderates(user, subject) -> bool:
    """Say whether ``user`` decides about what is said and reported of ``subject``."""
    hub = hub_of(subject)
    return edits(user, hub) or coordinates(user, hub) or runs_the_network(user)


@about
def moderates_it(user, message):
    return moderates(user, message)


@about
def moderates_what_was_reported(user, report):
    return moderates(user, report.subject)


@about
def moderates_what_was_decided(user, appeal):
    return moderates(user, appeal.decision.subject)


@about
def made_the_decision(user, appeal):
    return appeal.decision.by_id is not None and appeal.decision.by_id == user.pk


@about
def is_its_author(user, message):
    return message.author_id is not None and message.author_id == user.pk


@about
def is_the_author_of_what_was_decided(user, decision):
    subject = decision.subject
    return isinstance(subject, Message) and is_its_author.test(user, subject)


another_moderator = moderates_what_was_decided & ~made_the_decision

PERMISSIONS: dict[str, Predicate] = {
    "core.take_back_message": is_its_author,
    "core.change_message": is_its_author,
    "core.hide_message": moderates_it,
    "core.remove_message": moderates_it,
    "core.restore_message": moderates_it,
    "core.decide_report": moderates_what_was_reported,
    "core.add_appeal": is_the_author_of_what_was_decided,
    "core.uphold_appeal": another_moderator,
    "core.overturn_appeal": another_moderator,
}
