"""What this room tells on the desk and on the account page."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.hooks import DeskSection, DutyTopic, Panel
from simpul.organisations import queries
from simpul.organisations.models import Membership


def _requests(keys):
    return Membership.objects.select_related("person", "organisation").in_bulk(list(keys))


REQUEST = DutyTopic(
    label=gettext_lazy("Confirm or decline that they work there"),
    url=lambda duty: reverse("organisations:request", args=[duty.subject_id]),
    what=lambda membership: str(membership.person),
    origin=lambda membership: membership.organisation.short_name,
    kind=gettext_lazy("Membership"),
    icon="users",
    load=_requests,
)

SECTIONS = [
    DeskSection(
        gettext_lazy("Institutions I look after"),
        "organisations:administered",
        lambda user: queries.administered_by(user).exists(),
        order=20,
        about=gettext_lazy("People, units and offices"),
        icon="building-community",
    ),
    DeskSection(
        gettext_lazy("All institutions"),
        "organisations:administered",
        lambda user: user.has_perm("organisations.administer_network"),
        order=60,
        about=gettext_lazy("Added, renamed, merged, ended"),
        icon="building-bank",
    ),
    DeskSection(
        gettext_lazy("People with an account"),
        "organisations:users",
        lambda user: user.has_perm("organisations.administer_network"),
        order=62,
        icon="users",
    ),
    DeskSection(
        gettext_lazy("Offices and mandates"),
        "organisations:mandates",
        lambda user: user.has_perm("organisations.administer_network"),
        order=64,
        icon="gavel",
    ),
    DeskSection(
        gettext_lazy("Vocabularies"),
        "organisations:vocabularies",
        lambda user: user.has_perm("organisations.administer_network"),
        order=66,
        about=gettext_lazy("Sectors, affairs, goals, awards, programmes, stages"),
        icon="book",
    ),
]


def places_panel(request, person):
    """The part of the account page that says where somebody works."""
    del request
    html = render_to_string(
        "organisations/_places.html", {"memberships": queries.memberships_of(person)[:5]}
    )
    return Panel("places", _("Where I work"), html)
