"""Merges of records that others propose: a person here decides, nothing is joined by itself."""

from django.utils.translation import gettext_lazy as _

from simpul.innovations.models import Innovation, Separation
from simpul.innovations.services import mirroring

PROPOSED = _("another installation says that they are one innovation; a person decides")


def propose(absorbed: Innovation, kept: Innovation) -> None:
    """Let a merge that others propose wait for a person, unless it was decided here already."""
    if absorbed.canonical_id == kept.canonical_id:
        return
    first, second = sorted((absorbed.pk, kept.pk))
    if not Separation.objects.filter(first=first, second=second).exists():
        raise mirroring.Waits(PROPOSED)
