"""Consent: what somebody agreed to, in which wording, from when to when."""

from django.conf import settings
from django.db import transaction

from simpul.accounts.models import Consent, Purpose, User
from simpul.core import clock, journal


@transaction.atomic
def agree(person: User, purpose: Purpose | str) -> Consent:
    """Note that ``person`` agrees to the wording of today; an older one ends."""
    now, version = clock.now(), settings.PRIVACY_NOTICE_VERSION
    standing = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None)
    same = standing.filter(version=version).first()
    if same:
        return same
    standing.update(withdrawn_at=now)
    consent = Consent.objects.create(person=person, purpose=purpose, version=version, given_at=now)
    journal.record(consent, "agree", by=person)
    return consent


@transaction.atomic
def withdraw(person: User, purpose: Purpose | str) -> int:
    """Note that ``person`` no longer agrees; answers how many consents ended."""
    standing = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None)
    ended = list(standing)
    standing.update(withdrawn_at=clock.now())
    for consent in ended:
        journal.record(consent, "withdraw", by=person)
    return len(ended)
