"""Names and words a search understands: places, bodies, awards, years, and words of sectors."""

from simpul.core import clock
from simpul.geography.models import Region, RegionAlias
from simpul.organisations.models import Level, Organisation, OrganisationName
from simpul.search.analysis import Analyzer
from simpul.search.relevance import Gazetteer
from simpul.vocabularies.models import AwardLevel, Sector

FIRST_YEAR = 1990
# A shorter name is more often a word or an abbreviation of something else.
SHORTEST_NAME = 3
# Words for the level of a body, which prefer its records without excluding others.
LEVELS = {
    Level.REGENCY: ("kabupaten", "pemkab", "regency"),
    Level.CITY: ("kota", "pemkot", "city"),
    Level.PROVINCE: ("provinsi", "pemprov", "province"),
    Level.MINISTRY: ("kementerian", "ministry"),
    Level.STATE_ENTERPRISE: ("BUMN",),
    Level.REGIONAL_ENTERPRISE: ("BUMD",),
}


def gazetteer(analyzer: Analyzer) -> Gazetteer:
    """Everything with a code that visitors call by name."""
    known = Gazetteer(analyzer)
    _places(known)
    _owners(known)
    for code, *labels in AwardLevel.objects.values_list("code", "label_id", "label_en"):
        for label in labels:
            known.name(label, "award", code)
    for year in range(FIRST_YEAR, clock.now().year + 2):
        known.name(str(year), "year", str(year))
    for level, words in LEVELS.items():
        for word in words:
            known.category(word, "kind", level.value)
    _sectors(known)
    return known


def _places(known: Gazetteer) -> None:
    codes = dict(Region.objects.values_list("pk", "code"))
    rows = Region.objects.values_list("pk", "name", "short_name", "name_en")
    named = [(pk, name) for pk, *names in rows for name in names]
    named += RegionAlias.objects.values_list("region_id", "text")
    for pk, name in named:
        code = codes[pk]
        known.name(name, "regency" if "." in code else "province", code)


def _owners(known: Gazetteer) -> None:
    codes = dict(Organisation.objects.values_list("pk", "code"))
    rows = Organisation.objects.values_list("pk", "name", "short_name", "acronym")
    named = [(pk, name) for pk, *names in rows for name in names]
    named += OrganisationName.objects.values_list("organisation_id", "name")
    for pk, name in named:
        if len(name) >= SHORTEST_NAME:
            known.name(name, "owner", codes[pk])


def _sectors(known: Gazetteer) -> None:
    for sector in Sector.objects.all():
        for word in (sector.label_id, *sector.synonyms_id):
            known.category(word, "sector", sector.key)
        for word in (sector.label_en, *sector.synonyms_en):
            known.category(word, "sector", sector.key, english=True)
