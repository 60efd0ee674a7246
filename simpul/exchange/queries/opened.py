"""Public records as open data: whole, in both languages, read many at a time.

Harvesters and dumps tell the same: what stands here, and only what an anonymous reader may see.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import translation

from simpul.innovations.models import (
    TEXT_FIELDS,
    Award,
    Claim,
    ExternalId,
    Innovation,
    InnovationText,
    Outcome,
)
from simpul.innovations.queries.records import innovations_for
from simpul.innovations.workflow import PUBLIC_STATES, State

CHUNK = 500
ANYBODY = AnonymousUser()
NOT_STATED = "not stated"
# Stands in an address where the name of a record will stand.
SLUG = "-"

Data = dict[str, Any]

# The name under which a value is told -> where it stands.
COLUMNS = {
    "id": "public_id",
    "title": "title",
    "acronym": "acronym",
    "long_title": "long_title",
    "state": "state",
    "synthetic": "synthetic",
    "owner_code": "owner__code",
    "owner": "owner__name",
    "unit": "unit",
    "region_code": "region__code",
    "region": "region__name",
    "region_en": "region__name_en",
    "province_code": "province__code",
    "province": "province__name",
    "province_en": "province__name_en",
    "hub_code": "hub__code",
    "hub": "hub__name",
    "sector_family": "sector__family_id",
    "sector_code": "sector__key",
    "sector": "sector__label_id",
    "sector_en": "sector__label_en",
    "affair_code": "affair__code",
    "affair": "affair__label_id",
    "affair_en": "affair__label_en",
    "year": "year",
    "life_status": "life_status_id",
    "life_as_of": "life_as_of",
    "evidence_grade": "evidence_grade",
    "created_at": "created_at",
    "changed_at": "changed_at",
    "published_at": "published_at",
    "slug": "slug",
}
NAMES = (*COLUMNS, "pk")
# Numbers and dates that are not known stay empty; a text that is not known is an empty text.
MAY_BE_UNKNOWN = frozenset({"year", "life_as_of", "published_at"})


def public_rows() -> QuerySet[Innovation]:
    """The records anybody may read, each once."""
    return innovations_for(ANYBODY)


def every_opened() -> Iterator[Data]:
    """Every public record in the order in which it came, in memory that never grows."""
    after = 0
    while keys := list(_keys_after(after)):
        found = opened(keys)
        yield from (found[key] for key in keys if key in found)
        after = keys[-1]


def _keys_after(pk: int) -> QuerySet:
    rows = public_rows().order_by("pk").filter(pk__gt=pk)
    return rows.values_list("pk", flat=True)[:CHUNK]


def opened(keys: Sequence[int], rows: QuerySet[Innovation] | None = None) -> dict[int, Data]:
    """What is told of each of these records, by key; those nobody may read are left out.

    At most ``CHUNK`` keys at once. Everything that begins with ``_`` is ours and not told.
    """
    chosen = (public_rows() if rows is None else rows).order_by().filter(pk__in=keys)
    found = [
        dict(zip(NAMES, row, strict=True)) for row in chosen.values_list(*COLUMNS.values(), "pk")
    ]
    pks = [row["pk"] for row in found]
    beside = _beside(pks)
    addresses = _addresses()
    return {row["pk"]: _told(row, beside, addresses) for row in found}


def _told(row: Data, beside: dict[str, dict[int, list]], addresses: dict[str, str]) -> Data:
    pk, slug = row.pop("pk"), row.pop("slug")
    told: Data = {
        name: "" if value is None and name not in MAY_BE_UNKNOWN else value
        for name, value in row.items()
    }
    told["state"] = "verified" if told["state"] == State.PUBLISHED else told["state"]
    told |= {name: rows.get(pk, []) for name, rows in beside.items()}
    told["licence"] = _licence(told["sources"])
    for language, address in addresses.items():
        told[f"url_{language}"] = address.replace(f"/{SLUG}/", f"/{slug}/")
    return told


def _addresses() -> dict[str, str]:
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = settings.SITE_URL + reverse("innovations:detail", args=[SLUG])
    return found


# --- What stands beside the row ----------------------------------------------------------------


def _beside(pks: Sequence[int]) -> dict[str, dict[int, list]]:
    return {
        "goals": _grouped(_goals(pks)),
        "texts": _grouped(_texts(pks)),
        "awards": _grouped(_awards(pks)),
        "outcomes": _grouped(_outcomes(pks)),
        "ids": _grouped(_ids(pks)),
        "sources": _grouped(_sources(pks)),
        "merged": _grouped(_merged(pks)),
    }


def _grouped(pairs: Iterable[tuple[int | None, Any]]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        if key is not None:
            groups[key].append(value)
    return groups


def _goals(pks: Sequence[int]) -> Iterator[tuple[int, int]]:
    rows = Innovation.goals.through.objects.filter(innovation__in=pks)
    yield from rows.order_by("goal__number").values_list("innovation_id", "goal__number")


def _texts(pks: Sequence[int]) -> Iterator[tuple[int, Data]]:
    order = {name: place for place, name in enumerate(TEXT_FIELDS)}
    rows = InnovationText.objects.order_by().filter(innovation__in=pks, field__in=TEXT_FIELDS)
    values = rows.values_list("innovation_id", "field", "language", "text")
    for pk, name, language, text in sorted(values, key=lambda row: (order[row[1]], row[2])):
        yield pk, {"field": name, "language": language, "text": text}


def _awards(pks: Sequence[int]) -> Iterator[tuple[int, Data]]:
    rows = Award.objects.filter(innovation__in=pks).order_by("level__rank", "-year", "pk")
    names = ("programme", "year", "level", "wording", "url")
    for pk, *values in rows.values_list(
        "innovation_id", "programme__short_name", "year", "level__code", "wording", "source_url"
    ):
        yield pk, dict(zip(names, values, strict=True))


def _outcomes(pks: Sequence[int]) -> Iterator[tuple[int, Data]]:
    names = (
        "indicator", "unit", "baseline", "baseline_on", "latest", "latest_on", "method",
        "comparison", "grade",
    )  # fmt: skip
    rows = Outcome.objects.filter(innovation__in=pks).order_by("position")
    for pk, *values in rows.values_list("innovation_id", *names):
        yield pk, dict(zip(names, values, strict=True))


def _ids(pks: Sequence[int]) -> Iterator[tuple[int | None, Data]]:
    """The numbers under which sources know a record, those of records merged into it included."""
    rows = ExternalId.objects.filter(innovation__canonical__in=pks).order_by("scheme", "value")
    for pk, scheme, value, url in rows.values_list(
        "innovation__canonical_id", "scheme", "value", "url"
    ):
        yield pk, {"scheme": scheme, "value": value, "url": url}


def _sources(pks: Sequence[int]) -> Iterator[tuple[int | None, Data]]:
    """Who says something, about which fields, where, and under what terms."""
    claims = Claim.objects.filter(innovation__canonical__in=pks, retired_at=None).order_by("pk")
    told: dict[tuple, Data] = {}
    for pk, key, name, licence, record, url, field in claims.values_list(
        "innovation__canonical_id",
        "authority__key",
        "authority__name",
        "authority__licence",
        "record_key",
        "evidence_url",
        "field",
    ).exclude(field="contact"):
        source = told.get((pk, key, record, url))
        if source is None:
            told[pk, key, record, url] = source = {
                "key": key,
                "name": name,
                "record": record,
                "url": url,
                "licence": licence or NOT_STATED,
                "fields": [],
            }
        if field not in source["fields"]:
            source["fields"].append(field)
    yield from ((place[0], source) for place, source in told.items())


def licences_of(pks: Sequence[int]) -> dict[int, str]:
    """The terms of each record: those its sources state, or that nobody states any."""
    sources = _grouped(_sources(pks))
    return {pk: _licence(sources.get(pk, [])) for pk in pks}


def _licence(sources: Iterable[Data]) -> str:
    return "; ".join(dict.fromkeys(source["licence"] for source in sources)) or NOT_STATED


def _merged(pks: Sequence[int]) -> Iterator[tuple[int | None, str]]:
    """The permanent numbers that mean this record, too."""
    rows = Innovation.objects.filter(canonical__in=pks, state__in=PUBLIC_STATES)
    rows = rows.exclude(canonical=F("pk")).order_by("public_id")
    yield from rows.values_list("canonical_id", "public_id")
