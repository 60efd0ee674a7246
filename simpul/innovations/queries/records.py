"""Which records somebody may see."""

from django.db.models import QuerySet

from simpul.innovations.models import Innovation
from simpul.innovations.policies import visible


def innovations_for(user) -> QuerySet[Innovation]:
    """Every innovation ``user`` may see; those merged into another are read through it."""
    return Innovation.objects.kept().filter(visible(user))
