"""The figures of the catalogue, each with how it is counted."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from simpul.core.figures import Figure
from simpul.geography.models import Region
from simpul.innovations.models import Authority, ExternalId, Innovation
from simpul.organisations.models import Organisation


def _listed() -> int:
    return Innovation.objects.listed().count()


def _verified() -> int:
    return Innovation.objects.verified().count()


def _mentions() -> int:
    return ExternalId.objects.count()


# Each body, province and source is asked whether it has one: quick however many records there are.


def _owners() -> int:
    owned = Innovation.objects.public().filter(owner=OuterRef("pk"))
    return Organisation.objects.filter(Exists(owned)).count()


def _provinces() -> int:
    inside = Innovation.objects.public().filter(province=OuterRef("pk"))
    return Region.objects.filter(Exists(inside)).count()


def _sources() -> int:
    named = ExternalId.objects.filter(authority=OuterRef("pk"))
    return Authority.objects.filter(Exists(named)).count()


FIGURES = (
    Figure(
        "innovations_listed",
        _("Listed innovations"),
        _(
            "Public records that a named source mentions and that no hub has verified yet. "
            "Mentions of one innovation count once. Synthetic records, where there are any, "
            "are included."
        ),
        _listed,
        _("innovations"),
    ),
    Figure(
        "innovations_verified",
        _("Verified innovations"),
        _("Public records that a hub has checked and published. None is counted as listed."),
        _verified,
        _("innovations"),
    ),
    Figure(
        "mentions",
        _("Mentions in sources"),
        _("Every time one source names one innovation. Several mentions may be one innovation."),
        _mentions,
        _("mentions"),
    ),
    Figure(
        "owners",
        _("Institutions with innovations"),
        _(
            "Institutions named as owner of at least one public record. A ministry that was "
            "dissolved and its successor count as two."
        ),
        _owners,
        _("institutions"),
    ),
    Figure(
        "provinces_with_records",
        _("Provinces with innovations"),
        _(
            "Provinces in which at least one public record has its region. Records of national "
            "bodies have none."
        ),
        _provinces,
        _("provinces"),
    ),
    Figure(
        "sources",
        _("Sources"),
        _("Registers, official sites, newspapers and other pages that name an innovation."),
        _sources,
        _("sources"),
    ),
)
