"""Asking for permission, and having a case for oneself while it is changed."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from simpul.replication.models import Case

NOT_YOURS = _("Write in this case")


def ask(by, permission: str, obj) -> None:
    """Raise ``PermissionDenied`` where ``by`` may not."""
    if not by.has_perm(permission, obj):
        raise PermissionDenied(NOT_YOURS)


def locked(case: Case) -> Case:
    """The case as it is now, for us alone until the transaction ends."""
    Case.objects.select_for_update().values_list("pk").get(pk=case.pk)
    case.refresh_from_db(
        fields=["state", "standing", "state_since", "due_at", "seconds_left", "agreed_until"]
    )
    return case


def changing(case: Case, by) -> Case:
    """The case locked, for the adopter who writes in it."""
    locked(case)
    ask(by, "replication.change_case", case)
    return case
