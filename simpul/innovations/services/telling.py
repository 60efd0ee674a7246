"""Who is told of what when a draft or a contest moves: one row for every step, none without."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from simpul.core import journal, outbox
from simpul.innovations.models import Contest, Draft, Innovation
from simpul.innovations.queries.audience import (
    authors_of,
    checkers_of,
    deciders_of,
    heads_of,
    owners_of,
)


@dataclass(frozen=True)
class Word:
    """One message: to whom, how it begins, where it leads; the note of the step stands in it."""

    to: Callable[..., Iterable]
    subject: Callable[..., str]
    link: Callable[..., str]
    body: Callable[..., str] = lambda subject: ""


@dataclass(frozen=True)
class Nobody:
    """A step nobody is told of, and why."""

    why: str


def case_page(draft: Draft) -> str:
    return reverse("innovations:case", args=[draft.pk])


def queue_page(draft: Draft) -> str:
    return reverse("innovations:verification")


def own_page(draft: Draft) -> str:
    return draft.get_absolute_url()


def signing_page(draft: Draft) -> str:
    return reverse("innovations:sign", args=[draft.pk])


def answers_page(draft: Draft) -> str:
    return reverse("innovations:answers", args=[draft.pk])


def record_page(draft: Draft) -> str:
    return draft.innovation.get_absolute_url()


def contest_page(contest: Contest) -> str:
    return reverse("innovations:contest_case", args=[contest.pk])


def _verifier(draft: Draft) -> list:
    return [draft.verifier] if draft.verifier else []


def _title(draft: Draft) -> dict[str, str]:
    return {"title": draft.innovation.title}


def _due(draft: Draft) -> str:
    if draft.due_at is None:
        return ""
    day = date_format(localtime(draft.due_at), "j F Y")
    return _("A decision is due by %(day)s.") % {"day": day}


NEW_CASE = Word(
    checkers_of,
    lambda draft: _("Submitted for verification: %(title)s") % _title(draft),
    case_page,
    _due,
)

# Every step of the table of verification stands here: a test holds the two together.
OF_DRAFTS: dict[str, tuple[Word, ...] | Nobody] = {
    "submit": (
        NEW_CASE,
        Word(
            authors_of,
            lambda draft: _("Submitted: %(title)s") % _title(draft),
            own_page,
            _due,
        ),
    ),
    "ask_sign_off": (
        Word(
            heads_of,
            lambda draft: _("Waits for your signature: %(title)s") % _title(draft),
            signing_page,
        ),
    ),
    "sign_off": (
        NEW_CASE,
        Word(
            authors_of,
            lambda draft: _("Signed and submitted: %(title)s") % _title(draft),
            own_page,
            _due,
        ),
    ),
    "decline_sign_off": (
        Word(
            authors_of,
            lambda draft: _("Given back without a signature: %(title)s") % _title(draft),
            own_page,
        ),
    ),
    "recall": (
        Word(
            authors_of,
            lambda draft: _("Taken back: %(title)s") % _title(draft),
            own_page,
        ),
    ),
    "take_up": (
        Word(
            authors_of,
            lambda draft: _("Now being checked: %(title)s") % _title(draft),
            own_page,
            _due,
        ),
    ),
    # Told before the step, while it still has a verifier.
    "release": (
        Word(
            _verifier,
            lambda draft: _("No longer with you: %(title)s") % _title(draft),
            queue_page,
        ),
    ),
    "return": (
        Word(
            authors_of,
            lambda draft: _("Returned for changes: %(title)s") % _title(draft),
            own_page,
        ),
    ),
    "pass_on": (
        NEW_CASE,
        Word(
            authors_of,
            lambda draft: _("Passed on to the next office: %(title)s") % _title(draft),
            own_page,
            _due,
        ),
    ),
    "verify": (
        Word(
            authors_of,
            lambda draft: _("Verified and published: %(title)s") % _title(draft),
            record_page,
        ),
    ),
    "refuse": (
        Word(
            authors_of,
            lambda draft: _("Refused: %(title)s") % _title(draft),
            own_page,
        ),
    ),
    "drop": (
        Word(
            authors_of,
            lambda draft: _("Dropped: %(title)s") % _title(draft),
            own_page,
        ),
    ),
    # What is no step, and is told all the same.
    "talk": (
        Word(
            authors_of,
            lambda draft: _("New message about %(title)s") % _title(draft),
            answers_page,
        ),
        Word(
            _verifier,
            lambda draft: _("New message about %(title)s") % _title(draft),
            case_page,
        ),
    ),
    "ask": (
        Word(
            authors_of,
            lambda draft: _("The hub asks about %(title)s") % _title(draft),
            answers_page,
        ),
    ),
    "answer": (
        Word(
            _verifier,
            lambda draft: _("Answered: %(title)s") % _title(draft),
            case_page,
            _due,
        ),
    ),
}

OF_CONTESTS: dict[str, tuple[Word, ...] | Nobody] = {
    "contest": (
        Word(
            deciders_of,
            lambda contest: _("Contested: %(title)s") % {"title": contest.innovation.title},
            contest_page,
        ),
    ),
    "uphold": (
        Word(
            lambda contest: [contest.by],
            lambda contest: (
                _("What you contested was corrected: %(title)s")
                % {"title": contest.innovation.title}
            ),
            contest_page,
        ),
    ),
    "dismiss": (
        Word(
            lambda contest: [contest.by],
            lambda contest: (
                _("What you contested stays: %(title)s") % {"title": contest.innovation.title}
            ),
            contest_page,
        ),
    ),
    "take_back": Nobody("Its duty closes by itself."),
}


OF_RECORDS: dict[str, tuple[Word, ...] | Nobody] = {
    "publish": (
        Word(
            owners_of,
            lambda record: _("Verified and published: %(title)s") % {"title": record.title},
            lambda record: record.get_absolute_url(),
        ),
    ),
    "renew": Nobody("Its draft says it to the authors."),
    "withdraw": (
        Word(
            owners_of,
            lambda record: _("Taken out of the catalogue: %(title)s") % {"title": record.title},
            lambda record: record.get_absolute_url(),
        ),
    ),
    "relist": (
        Word(
            owners_of,
            lambda record: _("Listed again in the catalogue: %(title)s") % {"title": record.title},
            lambda record: record.get_absolute_url(),
        ),
    ),
    "follow_withdrawal": Nobody("Its own hub told them, on its own installation."),
    "follow_return": Nobody("Its own hub told them, on its own installation."),
}


def tell(step: str, draft: Draft, *, by, note: str = "") -> None:
    """Tell everybody whom a step of a draft concerns, but whoever took it."""
    _tell(OF_DRAFTS[step], draft, step, by=by, note=note)


def tell_of_record(step: str, record: Innovation, *, by, note: str = "") -> None:
    """Tell those who answer for a record what its hub decided about it."""
    _tell(OF_RECORDS[step], record, step, by=by, note=note)


def tell_of_contest(step: str, contest: Contest, *, by, note: str = "") -> None:
    """Tell everybody whom a step of a contest concerns, but whoever took it."""
    _tell(OF_CONTESTS[step], contest, step, by=by, note=note)


def _tell(words, subject, step: str, *, by, note: str) -> None:
    if isinstance(words, Nobody):
        return
    # The same step may be taken again in a later round: each round is told once.
    key = f"{subject._meta.model_name}-{subject.pk}-{step}"
    turn = journal.entries_about(subject).filter(verb=step).count()
    told = {by.pk} if by is not None else set()
    for word in words:
        for person in word.to(subject):
            if person.pk not in told:
                told.add(person.pk)
                outbox.tell(f"{key}-{turn}-{person.pk}", person, _message(word, subject, note))


def _message(word: Word, subject, note: str) -> outbox.Message:
    def body() -> str:
        return "\n\n".join(part for part in (note, word.body(subject)) if part)

    return outbox.Message("verification", lambda: word.subject(subject), body, word.link(subject))
