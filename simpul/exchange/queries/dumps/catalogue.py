"""The catalogue as a set of data: one row a public record, with all that is told of it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.exchange.queries.dumps.columns import Column, Dataset
from simpul.exchange.queries.opened import every_opened

_AWARDS = (
    Column("programme", _("Programme")),
    Column("year", _("Year"), "integer"),
    Column("level", _("Award level")),
    Column("wording", _("In the words of the source")),
    Column("url", _("Address")),
)
_OUTCOMES = (
    Column("indicator", _("Indicator")),
    Column("unit", _("Unit of measure")),
    Column("baseline", _("Before"), "decimal"),
    Column("baseline_on", _("Measured before on"), "date"),
    Column("latest", _("Latest value"), "decimal"),
    Column("latest_on", _("Measured last on"), "date"),
    Column("method", _("How it was measured")),
    Column("comparison", _("Compared with")),
    Column("grade", _("Grade of evidence, 0 to 5"), "integer"),
)
_TEXTS = (
    Column("field", _("Field")),
    Column("language", _("Language")),
    Column("text", _("Text")),
)
_IDS = (
    Column("scheme", _("List of numbers")),
    Column("value", pgettext_lazy("identifier", "Number")),
    Column("url", _("Address")),
)
_SOURCES = (
    Column("key", _("Key of the source")),
    Column("name", _("Source")),
    Column("record", _("Number at the source")),
    Column("url", _("Address")),
    Column("licence", _("Terms of the source")),
    Column("fields", _("Fields it speaks of"), "texts"),
)

COLUMNS = (
    Column("id", _("Permanent number")),
    Column("url_id", _("Address of the Indonesian page")),
    Column("url_en", _("Address of the English page")),
    Column("title", _("Title")),
    Column("acronym", _("Acronym")),
    Column("long_title", _("Long form")),
    Column("state", _("Verification")),
    Column("synthetic", _("Synthetic"), "flag"),
    Column("owner_code", _("Code of the institution")),
    Column("owner", _("Institution")),
    Column("unit", _("Unit")),
    Column("region_code", _("Code of the region")),
    Column("region", _("Region")),
    Column("province_code", _("Code of the province")),
    Column("province", _("Province")),
    Column("hub_code", _("Code of the hub")),
    Column("hub", _("Hub")),
    Column("sector_code", _("Code of the sector")),
    Column("sector", _("Sector in Indonesian")),
    Column("sector_en", _("Sector in English")),
    Column("affair_code", _("Code of the government affair")),
    Column("affair", _("Government affair in Indonesian")),
    Column("affair_en", _("Government affair in English")),
    Column("goals", _("Goals of sustainable development"), "integers"),
    Column("year", _("Year"), "integer"),
    Column("life_status", _("Life status")),
    Column("life_as_of", _("Life status as of"), "date"),
    Column("evidence_grade", _("Grade of evidence, 0 to 5"), "integer"),
    Column("texts", _("Texts"), parts=_TEXTS),
    Column("awards", _("Awards and mentions"), parts=_AWARDS),
    Column("outcomes", _("Results in figures"), parts=_OUTCOMES),
    Column("ids", _("Numbers at the sources"), parts=_IDS),
    Column("sources", _("Sources"), parts=_SOURCES),
    Column("merged", _("Numbers of records merged into it"), "texts"),
    Column("licence", _("Licence")),
    Column("created_at", _("Created at"), "instant"),
    Column("changed_at", _("Changed at"), "instant"),
    Column("published_at", _("Verified at"), "instant"),
)

RECORDS = Dataset(
    "innovations",
    _("Public service innovations of Indonesia"),
    _(
        "Every innovation in the catalogue, listed or verified, with who says what of it, awards, "
        "texts and permanent numbers."
    ),
    COLUMNS,
    every_opened,
)
