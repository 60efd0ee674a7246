"""Institutions, hubs and regions as the API tells them."""

from collections.abc import Iterable
from typing import Any

from simpul.exchange.queries.resources.innovations import owner, region
from simpul.exchange.queries.resources.links import api, page
from simpul.geography.models import Region
from simpul.hubs.models import Hub
from simpul.hubs.queries.status import hub_status
from simpul.organisations.models import Organisation
from simpul.organisations.queries.lineage import predecessors, successors


def institution(body: Organisation) -> dict[str, Any]:
    """An institution as lists tell it."""
    return {
        "code": body.code,
        "href": api("institutions", body.code),
        "url": page("organisations:detail", body.slug),
        "name": body.name,
        "short_name": body.short_name,
        "acronym": body.acronym,
        "kind": {"code": body.kind, "label": str(body.get_kind_display())},
        "level": {"code": body.level, "label": str(body.get_level_display())},
        "region": region(body.region),
        "parent": body.parent.code if body.parent else None,
        "status": {"code": body.status, "label": str(body.get_status_display())},
        "valid_from": body.valid_from,
        "valid_to": body.valid_to,
    }


def institution_whole(body: Organisation) -> dict[str, Any]:
    """One institution with its names, and whose works it took over."""
    return {
        **institution(body),
        "source": body.source,
        "note": body.note,
        "names": [
            {"name": one.name, "kind": one.kind, "until": one.until} for one in body.names.all()
        ],
        "predecessors": [owner(one) for one in predecessors(body)],
        "successors": [owner(one) for one in successors(body)],
        "innovations": f"{api('innovations')}?owner={body.code}",
    }


def hub(found: Hub) -> dict[str, Any]:
    """A hub as lists tell it, with how far it is known to have come."""
    status = hub_status(found)
    return {
        "code": found.code,
        "href": api("hubs", found.code),
        "url": page("hubs:detail", found.slug),
        "name": found.name,
        "level": {"code": found.level, "label": str(found.get_level_display())},
        "organisation": owner(found.organisation),
        "region": region(found.region),
        "areas": [area.code for area in found.areas.all()],
        "website": found.website,
        "status": {"code": str(status.stage.value), "label": status.label},
        "status_since": status.shown_by.date if status.shown_by else None,
    }


def hub_whole(found: Hub) -> dict[str, Any]:
    """One hub with what happened to it, each time with the document and the source."""
    return {
        **hub(found),
        "decree": found.decree,
        "wave": found.wave,
        "note": found.note,
        "source": found.source,
        "milestones": [
            {
                "kind": {"code": one.kind, "label": str(one.get_kind_display())},
                "date": one.date,
                "precision": one.precision,
                "document": one.document,
                "note": one.note,
                "source": one.source,
            }
            for one in found.milestones.all()
        ],
        "innovations": f"{api('innovations')}?hub={found.code}",
    }


def place(found: Region) -> dict[str, Any]:
    """A region as lists tell it."""
    return {
        "code": found.code,
        "href": api("regions", found.code),
        "url": page("geography:region", found.code),
        "name": found.name,
        "name_en": found.name_en,
        "short_name": found.short_name,
        "kind": {"code": found.kind, "label": str(found.get_kind_display())},
        "province": found.parent.code if found.parent else None,
        "capital": found.capital,
        "lat": found.lat,
        "lng": found.lng,
    }


def place_whole(found: Region) -> dict[str, Any]:
    """One region with its figures, its other names and what lies in it."""
    return {
        **place(found),
        "area_km2": None if found.area_km2 is None else str(found.area_km2),
        "area_source": found.area_source,
        "population": found.population,
        "population_source": found.population_source,
        "source": found.source,
        "aliases": _shown(found.aliases.all()),
        "children": [child.code for child in found.children.all()],
        "innovations": f"{api('innovations')}?{_filter(found)}={found.code}",
    }


def _shown(aliases: Iterable[Any]) -> list[str]:
    return [alias.text for alias in aliases if alias.shown]


def _filter(found: Region) -> str:
    return "province" if found.is_province else "regency"
