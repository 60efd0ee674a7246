"""The figures of the catalogue, each with how it is counted."""

from django.utils.translation import gettext_lazy as _

from simpul.core.figures import Figure
from simpul.innovations.models import Authority, ExternalId, Innovation


def _listed() -> int:
    return Innovation.objects.listed().count()


def _verified() -> int:
    return Innovation.objects.verified().count()


def _mentions() -> int:
    return ExternalId.objects.count()


def _owners() -> int:
    rows = Innovation.objects.public().exclude(owner=None)
    return rows.order_by().values("owner").distinct().count()


def _provinces() -> int:
    rows = Innovation.objects.public().exclude(province=None)
    return rows.order_by().values("province").distinct().count()


def _sources() -> int:
    return Authority.objects.filter(external_ids__isnull=False).distinct().count()


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
