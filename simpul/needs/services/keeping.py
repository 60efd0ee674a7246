"""How long words stay that their author took back."""

from datetime import datetime

from django.db.models import QuerySet

from simpul.core.hooks import Retention
from simpul.needs.models import Idea
from simpul.needs.workflow import IdeaState

NOTHING = "–"


def _gone_ideas(before: datetime) -> QuerySet[Idea]:
    gone = Idea.objects.filter(state=IdeaState.TAKEN_BACK, changed_at__lt=before)
    return gone.exclude(body=NOTHING)


def forget(ideas: QuerySet[Idea]) -> int:
    """Empty the words of ideas; answers how many were emptied."""
    return ideas.update(title=NOTHING, body=NOTHING, terms="")


GONE_IDEAS = Retention(
    "gone_ideas",
    lambda before: _gone_ideas(before).count(),
    lambda before: forget(_gone_ideas(before)),
)
