"""The offices of the network, kept equal to a list of rows."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from simpul.core.loading import Fields, LoadReport, Row, split, take_over
from simpul.organisations.models import Office, Scope


def load_offices(rows: Iterable[Row], *, by=None) -> LoadReport:
    """Make the offices equal to ``rows``; those that the file no longer names stay."""
    return take_over(Office, rows, key="key", read=_office, by=by)


def _office(row: Row) -> Fields:
    if row["scope"] not in Scope.values:
        raise ValidationError(
            _("“%(scope)s” is nothing an office is held over.") % {"scope": row["scope"]}
        )
    return {
        "key": row["key"],
        "order": int(row["order"]),
        "label_id": row["label_id"],
        "label_en": row["label_en"],
        "description_id": row["description_id"],
        "description_en": row["description_en"],
        "scope": row["scope"],
        "granted_by": split(row["granted_by"]),
        "is_public": row["public"] == "yes",
    }
