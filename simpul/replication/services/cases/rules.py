"""Changing the rules of new cases: checklist, usual obligations, terms; others keep theirs."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.replication.models import ObligationTemplate, StepTemplate, Term

Rule = StepTemplate | ObligationTemplate | Term
CHANGE_IT = _("Change the rules of replication cases")
EARLIER = _("A rule cannot begin to count on a day that is past.")


@transaction.atomic
def change_rule(row: Rule, *, valid_from: date, by, **words: Any) -> Rule:
    """Let a rule say something else from a day on; what it said until then stays on record."""
    if not by.has_perm("replication.change_templates"):
        raise PermissionDenied(CHANGE_IT)
    if valid_from < clock.today():
        raise ValidationError({"valid_from": EARLIER}, code="earlier")
    if valid_from == row.valid_from:
        return _write(row, words, by)
    made = type(row)(
        **{
            field.attname: getattr(row, field.attname)
            for field in row._meta.concrete_fields
            if not field.primary_key
        }
    )
    made.valid_from, made.valid_to = valid_from, None
    row.valid_to = valid_from - timedelta(days=1)
    row.changed_here = True
    row.save(update_fields=["valid_to", "changed_here"])
    return _write(made, words, by)


def _write(row: Rule, words: dict[str, Any], by) -> Rule:
    for name, value in words.items():
        setattr(row, name, value)
    row.changed_here = True
    row.full_clean()
    row.save()
    journal.record(row, "change_rule", by=by, details={"key": row.key})
    return row
