"""What anybody who holds a letter may learn: whether it is ours, what it says, and if it counts."""

import difflib
from collections import Counter
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.documents.models import NUMBERED, Document, SignedCopy, State
from simpul.ui.templatetags.ui.words import day

from .reading import content_of, words_of

Words = str | Promise

# How much of two texts is compared, and how much of what differs is told.
MOST_WORDS = 6000
# Pairs of equal words; where there are more, words that stand everywhere are passed over.
MOST_PAIRS = 300_000
MOST_DIFFERENCES = 40
LONGEST = 40
CONTEXT = 4

NO_WORDS = _(
    "It carries no words that can be compared: a scan or a picture. Compare what it shows with "
    "what is written below, line by line."
)
SAME_WORDS = _(
    "Its words are the same, but somebody saved it anew. Trust what is written below, not the file."
)
OTHER_WORDS = _("Its words are not those of the letter. What differs is listed here.")


@dataclass(frozen=True)
class Standing:
    """How a letter stands today: a word, its tone, and the sentence that explains it."""

    key: str
    label: Words
    tone: str
    say: Words


def letter_with(code: str) -> Document | None:
    """The letter with this code, however it was typed; drafts have no code to be found by."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    groups = "-".join((plain[:4], plain[4:8], plain[8:]))
    found = Document.objects.filter(code=groups, state__in=NUMBERED)
    return found.select_related("kind", "supersedes", "pdf", "signed_file").first()


def standing_of(document: Document) -> Standing:
    """Whether a letter counts today, and why not where it does not."""
    if document.is_expired:
        return Standing(
            "expired",
            pgettext_lazy("letter", "Expired"),
            "stop",
            _("This letter was issued here, but its last day was %(day)s. It counts no more.")
            % {"day": day(document.valid_to)},
        )
    if document.is_yet_to_hold:
        return Standing(
            "not_yet",
            pgettext_lazy("letter", "Not yet in force"),
            "wait",
            _("This letter was issued here and counts from %(day)s on.")
            % {"day": day(document.valid_from)},
        )
    tone, say = STANDINGS[State(document.state)]
    words = {"day": day(document.ended_at.date()) if document.ended_at else ""}
    return Standing(document.state, document.get_state_display(), tone, str(say) % words)


STANDINGS: dict[State, tuple[str, Words]] = {
    State.DRAFT: ("none", _("This letter is being written and has no number yet.")),
    State.DROPPED: ("none", _("This draft was discarded. It never had a number.")),
    State.NUMBERED: (
        "wait",
        _("This letter was issued here, but not everybody has signed it. It does not count yet."),
    ),
    State.IN_FORCE: ("ok", _("This letter was issued here and counts.")),
    State.SUPERSEDED: (
        "stop",
        _("This letter was issued here, but on %(day)s another took its place. It counts no more."),
    ),
    State.REVOKED: (
        "stop",
        _("This letter was issued here, but it was revoked on %(day)s. It counts no more."),
    ),
}


# --- Is this the file? -------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """Some words of the letter, what follows in it, and what follows in the file instead."""

    after: str
    letter: str
    file: str


@dataclass(frozen=True)
class Verdict:
    """What a file is that somebody holds against a letter."""

    key: str
    tone: str
    title: Words
    say: Words
    differences: tuple[Difference, ...] = ()
    other: Document | None = None


def file_known_as(document: Document, sha256: str) -> Verdict | None:
    """What a file with this sum is to us; ``None`` where we never made or kept it."""
    if sha256 == document.sha256:
        return _ours("issued", _("This is the file we issued."), document)
    copy = document.copies.filter(file__sha256=sha256).first()
    if copy is not None:
        return _copy_verdict(copy, document)
    if document.docx is not None and document.docx.sha256 == sha256:
        return Verdict(
            "word",
            "wait",
            _("This is our Word file, not the letter itself."),
            _("Its words can be changed by anybody. Ask for the PDF or the signed copy."),
        )
    return _other_letter(document, sha256)


def _ours(key: str, title: Words, document: Document) -> Verdict:
    standing = standing_of(document)
    tone = "ok" if standing.key == State.IN_FORCE else "wait"
    return Verdict(key, tone, title, standing.say)


def _copy_verdict(copy: SignedCopy, document: Document) -> Verdict:
    if copy.refused_at is not None:
        return Verdict(
            "refused",
            "stop",
            _("This copy was handed in here and refused."),
            _("The issuing office found that it is not the letter, signed. It counts for nothing."),
        )
    if copy.evidence.get("demo"):
        return Verdict(
            "demo",
            "wait",
            _("This is a copy with a demonstration of a signature."),
            _("A demonstration has no legal force."),
        )
    return _ours("signed", _("This is the signed copy we keep."), document)


def _other_letter(document: Document, sha256: str) -> Verdict | None:
    """A file of ours under the code of another letter: right file, wrong letter."""
    other = Document.objects.filter(sha256=sha256).exclude(pk=document.pk).first()
    if other is None:
        return None
    return Verdict(
        "other",
        "stop",
        _("This is another letter of ours, not this one."),
        _("Check it by the code that stands on it."),
        other=other,
    )


def changed_file(document: Document, pdf: bytes) -> Verdict:
    """What is to be said of a file we never issued, by the words it carries."""
    title = _("This is not the file we issued.")
    try:
        theirs = words_of(pdf)
    except ValidationError:
        theirs = []
    if not theirs or document.pdf is None:
        return Verdict("unknown", "stop", title, NO_WORDS)
    found = differences(words_of(content_of(document.pdf)), theirs)
    if not found:
        return Verdict("same_words", "wait", title, SAME_WORDS)
    return Verdict("changed", "stop", title, OTHER_WORDS, tuple(found))


def differences(ours: list[str], theirs: list[str]) -> list[Difference]:
    """Where the words of a file leave those of the letter, each with some words before it."""
    ours, theirs = ours[:MOST_WORDS], theirs[:MOST_WORDS]
    often = Counter(theirs)
    many = sum(often[word] for word in ours) > MOST_PAIRS
    blocks = difflib.SequenceMatcher(None, ours, theirs, autojunk=many).get_opcodes()
    return [
        Difference(
            " ".join(ours[max(0, start - CONTEXT) : start]),
            " ".join(ours[start:end][:LONGEST]),
            " ".join(theirs[first:last][:LONGEST]),
        )
        for what, start, end, first, last in blocks
        if what != "equal"
    ][:MOST_DIFFERENCES]
