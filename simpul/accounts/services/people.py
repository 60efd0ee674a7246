"""Accounts: opening one for oneself or for others, and changing what it says."""

from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import transaction

from simpul.accounts.models import Purpose, User, Zone
from simpul.accounts.services.consents import agree
from simpul.core import journal

CHANGEABLE = ("name", "nip", "language", "zone", "digest")


@transaction.atomic
def create_account(
    email: str,
    *,
    name: str,
    by,
    language: str = "id",
    nip: str = "",
    zone: str = Zone.WEST,
    password: str | None = None,
    verified: bool = False,
    is_demo: bool = False,
) -> User:
    """Open an account for somebody; without a password it waits for an invitation.

    Raises ``ValidationError``, by field, when the address or NIP is taken or wrong.
    """
    person = User(
        email=email.strip().lower(), name=name.strip(), nip=nip.strip(), language=language,
        zone=zone, is_demo=is_demo,
    )  # fmt: skip
    person.set_password(password)
    person.full_clean()
    person.save(force_insert=True)
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=verified)
    journal.record(person, "create", by=by)
    return person


@transaction.atomic
def welcome(person: User, *, name: str, language: str) -> User:
    """Complete the account that ``person`` has just opened and consented to."""
    person.name, person.language = name, language
    person.save(update_fields=["name", "language"])
    journal.record(person, "sign_up", by=person)
    agree(person, Purpose.PRIVACY)
    return person


@transaction.atomic
def change_person(person: User, *, by, **fields: Any) -> User:
    """Change what ``person`` says about themselves; the journal names the fields, not the values.

    Raises ``ValidationError`` by field.
    """
    if not by.has_perm("accounts.change_user", person):
        raise PermissionDenied
    if unknown := set(fields) - {*CHANGEABLE}:
        raise TypeError(f"Not changeable: {sorted(unknown)}")
    changed = sorted(name for name, value in fields.items() if getattr(person, name) != value)
    if not changed:
        return person
    for name in changed:
        setattr(person, name, fields[name])
    person.full_clean(exclude=["password"])
    person.save(update_fields=changed)
    journal.record(person, "edit", by=by, details={"fields": changed})
    return person
