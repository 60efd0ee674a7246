"""Writing together: invitations to write along, and a unit's word on what a bureau wrote for it."""

import secrets

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal, limits, outbox
from simpul.core.models import File
from simpul.innovations.models import CoAuthor, Confirmation, Draft
from simpul.innovations.queries.rules import values_digest

CHANGE = _("Write this draft")
NOT_FOR_A_UNIT = _("This draft is not written for another unit.")
SPENT = _("This link has been used or taken back.")
CHANGED = _("The text has changed since this page was opened. Read it again before you confirm.")
NAME_NEEDED = _("Write your name and position.")
LETTERS = 200
INVITATIONS = "invitation"


def invite(draft: Draft, email: str, *, by) -> CoAuthor:
    """Ask somebody by mail to write along; asking the same address again sends the same link."""
    _check(draft, by)
    address = email.strip().lower()
    validate_email(address)
    limits.spend(INVITATIONS, f"user:{by.pk}")
    with transaction.atomic():
        invited, created = CoAuthor.objects.get_or_create(
            draft=draft,
            email=address,
            ended_at=None,
            defaults={
                "token": secrets.token_urlsafe(32),
                "invited_by": by,
                "invited_at": clock.now(),
            },
        )
        if invited.accepted_at is None:
            CoAuthor.objects.filter(pk=invited.pk).update(invited_at=clock.now())
            _mail_invitation(invited, by)
        if created:
            journal.record(draft, "invite", by=by)
    return invited


def _mail_invitation(invited: CoAuthor, by) -> None:
    title = invited.draft.innovation.title
    outbox.mail_to(
        f"co-author-{invited.pk}-{clock.today().isoformat()}",
        invited.email,
        outbox.Message(
            "invitation",
            _("Invitation to write along"),
            lambda: (
                gettext("%(name)s asks you to write along on “%(title)s”. Open the page to accept.")
                % {"name": by, "title": title}
            ),
            _address("innovations:invitation", invited.token),
        ),
    )


@transaction.atomic
def accept_invitation(invited: CoAuthor, *, by) -> CoAuthor:
    """Let ``by`` write along from now on; the link is spent."""
    if not by.is_authenticated:
        raise PermissionDenied(CHANGE)
    if not invited.is_open(clock.now()):
        raise ValidationError(SPENT, code="spent")
    taken = CoAuthor.objects.filter(pk=invited.pk, accepted_at=None, ended_at=None).update(
        person=by, accepted_at=clock.now()
    )
    if not taken:
        raise ValidationError(SPENT, code="spent")
    invited.refresh_from_db()
    draft = invited.draft
    journal.record(draft, "join", by=by)
    if invited.invited_by is not None:
        outbox.tell(
            f"co-author-{invited.pk}-accepted",
            invited.invited_by,
            outbox.Message(
                "invitation",
                lambda: gettext("%(name)s now writes along") % {"name": by},
                lambda: (
                    gettext("%(name)s accepted your invitation for “%(title)s”.")
                    % {"name": by, "title": draft.innovation.title}
                ),
                draft.get_absolute_url(),
            ),
        )
    return invited


@transaction.atomic
def end_co_authorship(invited: CoAuthor, *, by) -> CoAuthor:
    """Take an invitation back, or end writing along; what was written stays."""
    if invited.person_id != by.pk:
        _check(invited.draft, by)
    if CoAuthor.objects.filter(pk=invited.pk, ended_at=None).update(ended_at=clock.now()):
        journal.record(invited.draft, "part", by=by)
    invited.refresh_from_db()
    return invited


@transaction.atomic
def ask_confirmation(draft: Draft, email: str, *, by) -> Confirmation:
    """Ask the unit in whose name a bureau writes to say that it is right."""
    _check(draft, by)
    _check_unit(draft)
    address = email.strip().lower()
    validate_email(address)
    limits.spend(INVITATIONS, f"user:{by.pk}")
    asked = Confirmation.objects.create(
        draft=draft,
        email=address,
        token=secrets.token_urlsafe(32),
        asked_by=by,
        asked_at=clock.now(),
    )
    outbox.mail_to(
        f"confirmation-{asked.pk}",
        address,
        outbox.Message(
            "confirmation",
            _("Is what we wrote about your service right?"),
            lambda: (
                gettext("%(name)s wrote about “%(title)s” for %(unit)s. Say whether it is right.")
                % {"name": by, "title": draft.innovation.title, "unit": draft.entered_for}
            ),
            _address("innovations:confirmation", asked.token),
        ),
    )
    journal.record(draft, "ask_confirmation", by=by)
    return asked


@transaction.atomic
def confirm(asked: Confirmation, *, name: str, digest: str) -> Confirmation:
    """Let the holder of the link say that the text they read is right.

    ``digest`` is what stood on their page; ``ValidationError`` when the text has changed since.
    """
    said = _name(name)
    if digest != values_digest(asked.draft):
        raise ValidationError(CHANGED, code="changed")
    if (
        not Confirmation.objects.by_link(clock.now())
        .filter(pk=asked.pk, confirmed_at=None)
        .update(confirmed_at=clock.now(), name=said, digest=digest)
    ):
        raise ValidationError(SPENT, code="spent")
    asked.refresh_from_db()
    journal.record(asked.draft, "confirm", note=said)
    draft = asked.draft
    outbox.tell(
        f"confirmation-{asked.pk}-given",
        asked.asked_by or draft.author,
        outbox.Message(
            "confirmation",
            lambda: gettext("%(unit)s confirmed what you wrote") % {"unit": draft.entered_for},
            lambda: (
                gettext("%(name)s says that “%(title)s” is right.")
                % {"name": said, "title": draft.innovation.title}
            ),
            draft.get_absolute_url(),
        ),
    )
    return asked


@transaction.atomic
def confirm_on_paper(draft: Draft, statement: File, *, name: str, by) -> Confirmation:
    """Keep the unit's signed statement in the place of its click."""
    _check(draft, by)
    _check_unit(draft)
    now = clock.now()
    given = Confirmation.objects.create(
        draft=draft,
        token=secrets.token_urlsafe(32),
        asked_by=by,
        asked_at=now,
        confirmed_at=now,
        name=_name(name),
        statement=statement,
        digest=values_digest(draft),
    )
    journal.record(draft, "confirm_on_paper", by=by, details={"sha256": statement.sha256})
    return given


def _check(draft: Draft, by) -> None:
    if not by.has_perm("innovations.change_draft", draft):
        raise PermissionDenied(CHANGE)


def _check_unit(draft: Draft) -> None:
    if not draft.entered_for:
        raise ValidationError(NOT_FOR_A_UNIT, code="no_unit")


def _name(name: str) -> str:
    said = name.strip()[:LETTERS]
    if not said:
        raise ValidationError(NAME_NEEDED, code="name")
    return said


def _address(route: str, token: str) -> str:
    """The whole address of a page for somebody who may have no account here."""
    with translation.override(settings.LANGUAGE_CODE):
        return f"{settings.SITE_URL}{reverse(route, args=[token])}"
