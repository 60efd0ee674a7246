"""The lists behind the catalogue as sets of data: institutions, regions, hubs, vocabularies."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.exchange.queries.dumps.columns import Column, Dataset, Row
from simpul.exchange.queries.opened import NOT_STATED
from simpul.geography.models import Region
from simpul.hubs.models import Hub
from simpul.organisations.models import Organisation
from simpul.vocabularies.models import (
    Affair,
    AwardLevel,
    Goal,
    Programme,
    Sector,
    SectorFamily,
    Stage,
)

CHUNK = 1000
_LICENCE = Column("licence", _("Licence"))
_SOURCE = Column("source", _("Source"))
_WORDS = frozenset({"text"})


def _rows(
    model: type[Model], columns: Sequence[Column], paths: dict[str, str], **fixed: Any
) -> Iterator[Row]:
    """The rows of a model in the order of their code; ``paths`` say where a column stands."""
    asked = [column for column in columns if column.key not in fixed and column is not _LICENCE]
    names = [paths.get(column.key, column.key) for column in asked]
    order = paths.get(asked[0].key, asked[0].key)
    rows = model._default_manager.order_by(order).values_list(*names)
    for values in rows.iterator(chunk_size=CHUNK):
        told = {
            column.key: "" if value is None and column.kind in _WORDS else value
            for column, value in zip(asked, values, strict=True)
        }
        yield {**told, **fixed, _LICENCE.key: NOT_STATED}


_OF_INSTITUTIONS = (
    Column("code", _("Code")),
    Column("name", _("Name")),
    Column("short_name", _("Short name")),
    Column("acronym", _("Acronym")),
    Column("kind", _("Kind")),
    Column("level", _("Level")),
    Column("parent_code", _("Code of the body above")),
    Column("region_code", _("Code of the region")),
    Column("status", _("Status")),
    Column("valid_from", _("From year"), "integer"),
    Column("valid_to", _("To year"), "integer"),
    _SOURCE,
    _LICENCE,
)
INSTITUTIONS = Dataset(
    "institutions",
    _("Public institutions of Indonesia"),
    _("Ministries, agencies, governments and enterprises that own services, with their codes."),
    _OF_INSTITUTIONS,
    lambda: _rows(
        Organisation,
        _OF_INSTITUTIONS,
        {"parent_code": "parent__code", "region_code": "region__code"},
    ),
)

_OF_REGIONS = (
    Column("code", _("Code of the Ministry of Home Affairs")),
    Column("name", _("Name")),
    Column("name_en", _("Name in English")),
    Column("kind", _("Kind")),
    Column("province_code", _("Code of the province")),
    Column("capital", _("Capital")),
    Column("lat", _("Latitude"), "number"),
    Column("lng", _("Longitude"), "number"),
    Column("area_km2", _("Area in km²"), "decimal"),
    Column("area_source", _("Source of the area")),
    Column("population", _("Population"), "integer"),
    Column("population_source", _("Source of the population")),
    _SOURCE,
    _LICENCE,
)
REGIONS = Dataset(
    "regions",
    _("Provinces, regencies and cities of Indonesia"),
    _("Every region with its code, its province, its centre and what is known of its size."),
    _OF_REGIONS,
    lambda: _rows(Region, _OF_REGIONS, {"province_code": "parent__code"}),
)

_OF_HUBS = (
    Column("code", _("Code")),
    Column("name", _("Name")),
    Column("level", _("Level")),
    Column("organisation_code", _("Code of the institution")),
    Column("region_code", _("Code of the region")),
    Column("website", _("Website")),
    Column("decree", _("Decree")),
    Column("wave", pgettext_lazy("hub", "Wave")),
    _SOURCE,
    _LICENCE,
)
HUBS = Dataset(
    "hubs",
    _("Hubs of the innovation network"),
    _("The national hub and those of provinces, ministries and agencies."),
    _OF_HUBS,
    lambda: _rows(
        Hub,
        _OF_HUBS,
        {"organisation_code": "organisation__code", "region_code": "region__code"},
    ),
)

_OF_VOCABULARIES = (
    Column("list", _("List")),
    Column("code", _("Code")),
    Column("label_id", _("Label in Indonesian")),
    Column("label_en", _("Label in English")),
    Column("broader", _("Code of the wider term")),
    Column("valid_from", _("Valid from"), "date"),
    Column("valid_to", _("Valid to"), "date"),
    _SOURCE,
    _LICENCE,
)
# List -> its model, where its code stands, where the wider term stands.
_LISTS: dict[str, tuple[type[Model], str, str]] = {
    "affair": (Affair, "code", "group"),
    "award_level": (AwardLevel, "code", ""),
    "goal": (Goal, "number", ""),
    "programme": (Programme, "key", ""),
    "sector": (Sector, "key", "family_id"),
    "sector_family": (SectorFamily, "key", ""),
    "stage": (Stage, "code", ""),
}


def _terms() -> Iterator[Row]:
    for name, (model, code, broader) in _LISTS.items():
        known = {field.name for field in model._meta.get_fields()}
        absent: dict[str, Any] = {} if broader else {"broader": ""}
        if "valid_from" not in known:
            absent |= {"valid_from": None, "valid_to": None}
        own = [column for column in _OF_VOCABULARIES if column.key != "list"]
        paths = {"code": code, "broader": broader}
        for row in _rows(model, own, paths, **absent):
            yield {**row, "list": name, "code": str(row["code"])}


VOCABULARIES = Dataset(
    "vocabularies",
    _("Lists of terms"),
    _("Sectors, government affairs, goals, programmes, awards and stages, in both languages."),
    _OF_VOCABULARIES,
    _terms,
)
