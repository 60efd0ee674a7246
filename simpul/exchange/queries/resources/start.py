"""Where the API begins: what stands where."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.exchange.queries.resources.links import api, page

VERSION = "1.0.0"

RESOURCES = (
    ("innovations", gettext_lazy("Innovations: search, filter, count, read on")),
    ("changes", gettext_lazy("What changed since you asked last")),
    ("institutions", gettext_lazy("Bodies that own services")),
    ("hubs", gettext_lazy("Hubs of the network")),
    ("regions", gettext_lazy("Provinces, regencies and cities")),
    ("vocabularies", gettext_lazy("Lists whose codes stand in answers and filters")),
    ("competitions", gettext_lazy("Competitions and their editions")),
    ("figures", gettext_lazy("Numbers of this hub, with how they are counted")),
    ("statements", gettext_lazy("Numbers as outside sources state them")),
)


def start(*, seq: int) -> dict[str, Any]:
    """The first answer: names and addresses."""
    return {
        "name": "Simpul",
        "version": VERSION,
        "description": _("The public service innovations of Indonesia as open data."),
        "documentation": page("exchange:developers"),
        "openapi": api("openapi.json"),
        "seq": seq,
        "resources": [
            {"name": name, "href": api(name), "about": str(about)} for name, about in RESOURCES
        ],
    }
