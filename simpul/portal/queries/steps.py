"""The next step of somebody whose desk is still empty."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.portal.queries.desk import Desk
from simpul.ui.templatetags.ui.forms import address


@dataclass(frozen=True)
class FirstStep:
    """Something to begin with, and the page where it begins."""

    label: str | Promise
    about: str | Promise
    url_name: str
    icon: str

    @property
    def url(self) -> str:
        """The page; empty where its room is not installed."""
        return address(self.url_name)


BEGIN = FirstStep(
    _("Document an innovation"),
    _("Write down what your unit has changed. What you type is kept at every word."),
    "innovations:begin",
    "plus",
)
JOIN = FirstStep(
    _("Say where you work"),
    _("Ask your institution or unit to confirm you. Its admin then sees your request."),
    "organisations:find",
    "building-bank",
)
FOLLOW = FirstStep(
    _("Follow what matters to you"),
    _("A record, an institution, a hub or a search: you are told when something is new."),
    "innovations:catalogue",
    "bell",
)


def first_steps(desk: Desk) -> list[FirstStep]:
    """What somebody new may do, the most useful first."""
    return [step for step in (JOIN, BEGIN, FOLLOW) if step.url]


def beginning(person) -> FirstStep | None:
    """The one thing everybody may begin from their desk."""
    return BEGIN if BEGIN.url else None
