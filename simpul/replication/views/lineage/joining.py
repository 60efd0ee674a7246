"""Where lineage, figures, badges and plans show on the pages and desks of other rooms."""

from django.utils.translation import gettext_lazy as _

from simpul.core import figures
from simpul.core.hooks import DESK_SECTIONS, DUTY_TOPICS, DeskSection
from simpul.hubs.hooks import HUB_PANELS
from simpul.innovations.hooks import DETAIL_PANELS
from simpul.organisations.hooks import ORGANISATION_PANELS
from simpul.organisations.queries.people import administered_by
from simpul.replication.policies.plans import plans_somewhere
from simpul.replication.queries.lineage.figures import FIGURES
from simpul.replication.queries.plans.topics import TOPICS
from simpul.replication.views.lineage import panels
from simpul.ui.hooks import NAVIGATION, NavItem


def register() -> None:
    """Make all of it known."""
    figures.register(*FIGURES)
    DUTY_TOPICS.update(TOPICS)
    DETAIL_PANELS.add(panels.of_record, order=90)
    ORGANISATION_PANELS.add(panels.of_organisation, order=300)
    HUB_PANELS.add(panels.of_hub, order=300)
    item = NavItem(_("Replication"), "replication:home", order=55, section="replication")
    if item not in NAVIGATION:
        NAVIGATION.append(item)
    DESK_SECTIONS.extend(section for section in SECTIONS if section not in DESK_SECTIONS)


def administers_somewhere(user) -> bool:
    return user.is_authenticated and administered_by(user).exists()


SECTIONS = [
    DeskSection(
        _("Replication plans"),
        "replication:plans_desk",
        allowed=plans_somewhere,
        order=70,
        about=_("What regencies and cities mean to replicate this year and next"),
        icon="calendar",
    ),
    DeskSection(
        _("Badges of replication"),
        "replication:badges",
        allowed=administers_somewhere,
        order=75,
        about=_("Show that your innovation was replicated, or that you replicated one"),
        icon="circle-check",
    ),
]
