"""What waits around a letter, for whom, and who is told what became of it."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal, outbox
from simpul.core.models import Duty
from simpul.documents.models import Document, Signer
from simpul.documents.queries.letters import issuer_of, people_of
from simpul.organisations.policies import ADMIN

SIGN, RENEW = "documents.sign", "documents.renew"


def expect_signatures(document: Document) -> None:
    """Let the letter wait on the desks of those who are to sign, and of its office."""
    due = clock.now() + timedelta(days=settings.SIGNATURE_DAYS)
    for assignee in assignees(document.signers.filter(signed_at=None), document):
        duties.expect(SIGN, document, of=assignee, due=due)


def assignees(signers: Iterable[Signer], document: Document) -> set[str]:
    """For whom signatures wait: the person, the party's institution, or the office itself."""
    found = set()
    for signer in signers:
        body = signer.party.organisation if signer.party else None
        if signer.person is not None:
            found.add(duties.person_key(signer.person))
        elif body is not None:
            found.add(duties.office_key(ADMIN, body.institution))
        else:
            found.add(issuer_of(document.scope).assignee(document.scope))
    return found


def settle_signatures(document: Document, *, by) -> None:
    """Take the letter off the desks of those who have signed."""
    waiting = assignees(document.signers.filter(signed_at=None), document)
    signed = assignees(document.signers.exclude(signed_at=None), document) - waiting
    if not waiting:
        duties.settle(SIGN, document, by=by)
    elif signed:
        duties.settle(SIGN, document, by=by, of=signed)


def expect_renewal(document: Document) -> None:
    """Let its office decide in time whether to extend it; an extension moves the reminder."""
    if document.valid_to is None:
        return
    zone = timezone.get_default_timezone()
    last = datetime.combine(document.valid_to, time(23, 59), tzinfo=zone)
    early = last - timedelta(days=settings.LETTER_RENEWAL_DAYS)
    due = early if early > clock.now() else last
    duties.expect(RENEW, document, of=issuer_of(document.scope).assignee(document.scope), due=due)


def stop_waiting(document: Document) -> None:
    """Let nothing wait any more around a letter that came to its end."""
    for topic in (SIGN, RENEW):
        duties.settle(topic, document)


def end_expired() -> int:
    """Say once that a letter's last day is past, and let nothing wait around it any more.

    Answers how many letters that were.
    """
    ended = 0
    for document in Document.objects.filter(pk__in=_expired_and_waited_for()):
        with transaction.atomic():
            stop_waiting(document)
            journal.record(document, "expire")
            tell_people(document, people_of(document), _("Its last day is past: %(letter)s"))
        ended += 1
    return ended


def _expired_and_waited_for() -> list[int]:
    """Letters past their last day whose office was still to decide about them."""
    kind = ContentType.objects.get_for_model(Document)
    waiting = Duty.objects.filter(topic=RENEW, subject_type=kind, closed_at=None)
    expired = Document.objects.expired(clock.today())
    return list(expired.filter(pk__in=waiting.values("subject_id")).values_list("pk", flat=True))


def tell_people(document: Document, people: Iterable, words: str | Promise) -> None:
    """Tell those who have part in a letter what became of it, once each."""
    state = "expired" if document.is_expired else document.state
    key = f"letter-{document.pk}-{state}-{document.valid_to}"
    outbox.tell_all(
        key,
        people,
        outbox.Message(
            "letter", lambda: str(words) % {"letter": document}, link=document.get_absolute_url()
        ),
    )
