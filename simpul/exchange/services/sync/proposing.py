"""Merges of records that others propose: a person here decides, nothing is joined by itself."""

from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.innovations.models import Innovation, Separation
from simpul.innovations.services import mirroring
from simpul.sources.models import Pair

PROPOSED = _("another installation says that they are one innovation; a person decides")
# Somebody is sure and nobody here has looked: as likely as not.
AS_LIKELY_AS_NOT = 0.5


def propose(absorbed: Innovation, kept: Innovation) -> None:
    """Put a merge that others propose into the review of pairs, until it is decided there."""
    if absorbed.canonical_id == kept.canonical_id:
        return
    first, second = sorted((absorbed.pk, kept.pk))
    if Separation.objects.filter(first=first, second=second).exists():
        return
    pair, _created = Pair.objects.get_or_create(
        left_id=first,
        right_id=second,
        defaults={"probability": AS_LIKELY_AS_NOT, "levels": {}, "found_at": clock.now()},
    )
    if pair.is_open:
        raise mirroring.Waits(PROPOSED)
