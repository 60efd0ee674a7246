"""The ways into replication, told on its front page."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Way:
    """One way to begin, and the page it leads to."""

    label: str | Promise
    about: str | Promise
    url_name: str


WAYS = (
    Way(
        _("Find something for my problem"),
        _("Say it in your own words; you get innovations with the reasons why they may fit."),
        "replication:find",
    ),
    Way(
        _("State a need"),
        _("Put your problem where others see it: they may have solved it, or have it, too."),
        "needs:list",
    ),
    Way(
        _("Offer what we have made"),
        _("Find the record of your innovation and say that you are willing to be learned from."),
        "innovations:catalogue",
    ),
    Way(
        _("Record one from the past"),
        _("It was replicated already? An official records it in minutes; the origin confirms."),
        "replication:adoption_new",
    ),
    Way(
        _("Plan with our region"),
        _("Each regency and city lists what it will replicate, and all of them commit to it."),
        "replication:plans",
    ),
    Way(
        _("Learn from what failed"),
        _("What stopped elsewhere, and why, before you begin the same."),
        "replication:lessons",
    ),
    Way(
        _("See where the gaps are"),
        _("Needs against innovations and running cases, by region and sector."),
        "replication:gap_map",
    ),
    Way(
        _("Find a mentor"),
        _("Universities, former innovators and hub staff who accompany adopters."),
        "learning:mentors",
    ),
)
