"""Competitions, figures and what sources stated, as the API tells them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet

from simpul.competitions.models import Competition, Edition, Tier
from simpul.competitions.queries import categories_of, provinces_of
from simpul.core.figures import Figure, Reading
from simpul.exchange.queries.resources.innovations import owner, region
from simpul.exchange.queries.resources.links import api, page, term
from simpul.statistics.models import Statement


def competitions() -> QuerySet[Competition]:
    """Every competition with its editions."""
    return Competition.objects.select_related("programme").prefetch_related("editions")


def competition(found: Competition) -> dict[str, Any]:
    """A competition as lists tell it."""
    programme = found.programme
    return {
        "slug": found.slug,
        "href": api("competitions", found.slug),
        "url": page("competitions:competition", found.slug),
        "programme": programme.key,
        "name": programme.label,
        "short_name": programme.short_name,
        "organiser": programme.organiser,
        "kind": {"code": programme.kind, "label": str(programme.get_kind_display())},
        "region": programme.region_code or None,
        "editions": [
            {"year": one.year, "held": one.held, "href": api("competitions", found.slug, one.year)}
            for one in found.editions.all()
        ],
    }


def edition(found: Edition) -> dict[str, Any]:
    """One year of a competition with its awards, as far as they are known."""
    tiers = Prefetch("tiers", Tier.objects.select_related("level"))
    whole = Edition.objects.prefetch_related(tiers).get(pk=found.pk)
    slug = found.competition.slug
    return {
        "competition": slug,
        "year": found.year,
        "href": api("competitions", slug, found.year),
        "url": page("competitions:edition", slug, found.year),
        "held": found.held,
        "legal_basis": found.legal_basis,
        "note": found.note,
        "source": found.source,
        "tiers": [_tier(tier) for tier in whole.tiers.all()],
        "region_awards": _region_awards(found),
        "innovations_by_province": [
            {"province": place.code, "known": count} for place, count in provinces_of(found)
        ],
    }


def _tier(tier: Tier) -> dict[str, Any]:
    return {
        "level": term(tier.level),
        "category": tier.category,
        "size": tier.size,
        "includes": list(tier.includes),
        "source": tier.source,
    }


def _region_awards(found: Edition) -> list[dict[str, Any]]:
    return [
        {
            "category": category.name,
            "rank": award.rank,
            "wording": award.wording,
            "institution": owner(award.organisation),
            "region": region(award.region),
            "source": award.source,
        }
        for category in categories_of(found)
        for award in category.awards
    ]


def figure(found: Figure) -> dict[str, Any]:
    """A figure as the list tells it: its name and how it is counted."""
    return {
        "key": found.key,
        "href": api("figures", found.key),
        "url": page("ui:figure", found.key),
        "name": str(found.name),
        "definition": str(found.definition),
        "unit": str(found.unit),
    }


def figure_read(found: Figure, reading: Reading) -> dict[str, Any]:
    """A figure with what it says now."""
    value = reading.value
    plain = value if isinstance(value, int | float | str) or value is None else str(value)
    return {**figure(found), "value": plain, "as_of": reading.as_of}


def statements(found: Iterable[Statement]) -> list[dict[str, Any]]:
    """What sources stated, one row for each; where they disagree, each stands."""
    return [
        {
            "code": one.code,
            "figure": one.figure.key,
            "label": one.figure.label,
            "topic": one.figure.topic,
            "value": one.value,
            "number": one.number,
            "as_of": one.as_of,
            "since": one.since,
            "precision": one.precision,
            "qualifier": one.qualifier,
            "meaning": one.meaning,
            "source": one.source,
        }
        for one in found
    ]
