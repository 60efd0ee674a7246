"""The figures of needs and ideas, each with how it is counted."""

from django.utils.translation import gettext_lazy as _

from simpul.core.figures import Figure
from simpul.needs.models import Challenge, Idea, IdeaState, Need, NeedFollower, NeedState, Support


def needs_stated() -> int:
    return Need.objects.public().count()


def needs_open() -> int:
    return Need.objects.public().running().count()


def needs_solved() -> int:
    return Need.objects.public().filter(state=NeedState.CLOSED).count()


def needs_shared() -> int:
    followers = NeedFollower.objects.filter(need__in=Need.objects.public())
    return followers.order_by().values("need").distinct().count()


def _public_ideas():
    return (
        Idea.objects.kept()
        .shown()
        .exclude(
            need__in=Need.objects.exclude(pk__in=Need.objects.public().values("pk")).values("pk")
        )
    )


def ideas_offered() -> int:
    return _public_ideas().count()


def ideas_decided() -> int:
    return _public_ideas().exclude(state=IdeaState.OPEN).count()


def ideas_supported() -> int:
    given = Support.objects.filter(idea__canonical__in=_public_ideas().values("pk")).order_by()
    return given.values("idea__canonical", "person").distinct().count()


def challenges_open() -> int:
    return Challenge.objects.welcoming().count()


FIGURES = (
    Figure(
        "needs_stated",
        _("Needs stated"),
        _("Public needs of institutions that were not withdrawn. Private ones do not count."),
        needs_stated,
        _("needs"),
    ),
    Figure(
        "needs_open",
        _("Needs without an answer"),
        _("Public needs that are open or for which an answer is being tried."),
        needs_open,
        _("needs"),
    ),
    Figure(
        "needs_solved",
        _("Needs solved"),
        _("Public needs that their institution closed, saying what solved them."),
        needs_solved,
        _("needs"),
    ),
    Figure(
        "needs_shared",
        _("Needs that others have too"),
        _("Public needs that at least one other institution says it has too."),
        needs_shared,
        _("needs"),
    ),
    Figure(
        "ideas_offered",
        _("Ideas offered"),
        _("Ideas anybody can read. Equal ideas that were merged count as one."),
        ideas_offered,
        _("ideas"),
    ),
    Figure(
        "ideas_decided",
        _("Ideas with a decision"),
        _("Of these ideas, those that a sponsor took up, parked or answered with not now."),
        ideas_decided,
        _("ideas"),
    ),
    Figure(
        "ideas_supported",
        _("Supports of ideas"),
        _(
            "How often a person supports an idea. Somebody who supports two ideas that were merged "
            "counts once."
        ),
        ideas_supported,
        _("times"),
    ),
    Figure(
        "challenges_open",
        _("Open challenges"),
        _("Announced challenges whose first day has come and whose last day has not passed."),
        challenges_open,
        _("challenges"),
    ),
)
