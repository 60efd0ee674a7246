"""Who may take part around a record, and who decides about what was reported."""

from simpul.core import threads
from simpul.core.models import Message
from simpul.core.permissions import Predicate, about, is_authenticated
from simpul.hubs.models import Hub
from simpul.hubs.policies import coordinates, curates, edits
from simpul.innovations.models import Innovation
from simpul.innovations.policies import is_public
from simpul.organisations.policies import administers, runs_the_network, works_for


def hub_of(subject) -> Hub | None:
    """The hub that answers for what a thing is about in the end."""
    found = threads.root(subject)
    found = getattr(found, "innovation", found)
    return found if isinstance(found, Hub) else getattr(found, "hub", None)


def moderates(user, subject) -> bool:
    """Say whether ``user`` decides about what is said and reported of ``subject``."""
    hub = hub_of(subject)
    return edits(user, hub) or coordinates(user, hub) or runs_the_network(user)


def hides_for(user, subject) -> bool:
    """Say whether ``user`` may hide what is said about ``subject``."""
    return moderates(user, subject) or curates(user, hub_of(subject))


def answers_for(user, innovation) -> bool:
    """Say whether ``user`` works for the institution that a record belongs to."""
    owner = innovation.owner
    return works_for(user, owner) or administers(user, owner)


# --- What is said ------------------------------------------------------------------------------


@about
def is_its_author(user, message):
    return message.author_id is not None and message.author_id == user.pk


@about
def moderates_it(user, message):
    return moderates(user, message)


@about
def verifies_for_its_hub(user, message):
    return curates(user, hub_of(message))


@about
def is_shown(user, message):
    return message.is_shown


@about
def answers_for_its_record(user, message):
    record = threads.root(message)
    return isinstance(record, Innovation) and answers_for(user, record)


@about
def asked_the_question(user, message):
    """Wrote the message itself, or the one it answers."""
    return is_its_author.test(user, message.reply_to or message)


# --- What was reported -------------------------------------------------------------------------


@about
def moderates_what_was_reported(user, report):
    return moderates(user, report.subject)


@about
def wrote_what_was_reported(user, report):
    return isinstance(report.subject, Message) and is_its_author.test(user, report.subject)


@about
def moderates_what_was_decided(user, appeal):
    return moderates(user, appeal.decision.subject)


@about
def made_the_decision(user, appeal):
    return appeal.decision.by_id is not None and appeal.decision.by_id == user.pk


@about
def wrote_what_was_decided(user, appeal):
    subject = appeal.decision.subject
    return isinstance(subject, Message) and is_its_author.test(user, subject)


@about
def was_decided_about(user, decision):
    """Wrote the message that was hidden or removed."""
    subject = decision.subject
    return isinstance(subject, Message) and is_its_author.test(user, subject)


@about
def reported_it(user, decision):
    return user.is_authenticated and decision.reports.filter(by=user.pk).exists()


@about
def decided_over_it(user, decision):
    return moderates(user, decision.subject)


@about
def took_something_away(user, decision):
    return decision.outcome in {"hide", "remove"}


@about
def works_for_its_owner(user, innovation):
    return answers_for(user, innovation)


@about
def curates_its_hub(user, innovation):
    return curates(user, innovation.hub)


@about
def is_theirs(user, thing):
    return thing.person_id == user.pk


hides = moderates_it | verifies_for_its_hub
another_moderator = moderates_what_was_decided & ~made_the_decision & ~wrote_what_was_decided

PERMISSIONS: dict[str, Predicate] = {
    "forum.ask_innovation": is_authenticated & is_public,
    "forum.rate_innovation": is_authenticated & is_public,
    "forum.keep_innovation": is_authenticated & is_public,
    "forum.follow_innovation": is_authenticated & is_public,
    "forum.read_reasons": works_for_its_owner | curates_its_hub | moderates_it,
    "forum.change_shelf": is_theirs,
    "forum.delete_follow": is_theirs,
    "core.answer_message": is_shown & (answers_for_its_record | asked_the_question),
    "core.change_message": is_its_author & is_shown,
    "core.take_back_message": is_its_author,
    "core.hide_message": hides & ~is_its_author,
    "core.remove_message": moderates_it & ~is_its_author,
    "core.restore_message": moderates_it & ~is_its_author,
    "core.decide_report": moderates_what_was_reported & ~wrote_what_was_reported,
    "core.view_decision": was_decided_about | reported_it | decided_over_it,
    "core.appeal_decision": was_decided_about & took_something_away,
    "core.uphold_appeal": another_moderator,
    "core.overturn_appeal": another_moderator,
}
