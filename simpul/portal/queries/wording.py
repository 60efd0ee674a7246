"""What a map says in one sentence, from its numbers."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from simpul.geography.models import Region
from simpul.portal.queries.maps import AreaMap
from simpul.ui.parts import Column


def finding(area_map: AreaMap, province: Region | None = None) -> str:
    """The heading of the map: who holds how much of what is recorded."""
    if not area_map.total:
        return (
            _("Nothing recorded in the regencies and cities of %(place)s yet")
            % {"place": province.label}
            if province
            else _("No records match")
        )
    names = [row.region.label if province else row.region.short_name for row in area_map.leaders]
    words = {"names": _list(names), "share": area_map.leaders_share}
    if province:
        return (
            ngettext(
                "%(names)s holds %(share)s percent of the records of regencies and cities",
                "%(names)s hold %(share)s percent of the records of regencies and cities",
                len(names),
            )
            % words
        )
    return (
        ngettext(
            "%(names)s holds %(share)s percent of the regional records",
            "%(names)s hold %(share)s percent of the regional records",
            len(names),
        )
        % words
    )


def coverage(area_map: AreaMap, province: Region | None = None) -> str:
    """How many areas have a record at all."""
    words = {
        "covered": area_map.covered,
        "areas": len(area_map.rows),
        "total": number_format(area_map.total, force_grouping=True),
    }
    if province:
        return _("%(total)s innovations in %(covered)s of %(areas)s regencies and cities.") % words
    return _("%(total)s innovations in %(covered)s of %(areas)s provinces.") % words


def left_out(area_map: AreaMap, province: Region | None = None) -> str:
    """What the map cannot show."""
    words = {"count": number_format(area_map.elsewhere, force_grouping=True)}
    if not area_map.elsewhere:
        return ""
    if province:
        return _("Not drawn: %(count)s of the province itself.") % words
    return _("Not drawn: %(count)s of national bodies.") % words


def columns() -> list[Column]:
    """The heads of the table beside the map."""
    return [
        Column(gettext_lazy("Region")),
        Column(gettext_lazy("Innovations"), numeric=True),
        Column(gettext_lazy("Listed"), numeric=True),
        Column(gettext_lazy("Verified"), numeric=True),
    ]


def _list(names: list[str]) -> str:
    """ "A", "A and B" or "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
