"""The kinds of sources that are understood, in the order in which they are offered."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from simpul.sources.queries.reading.structured import flat
from simpul.sources.services.adapters import register
from simpul.sources.services.adapters.harvested import Harvested
from simpul.sources.services.adapters.paged import Paged, by_link, by_number
from simpul.sources.services.adapters.speaking import Voice
from simpul.sources.services.adapters.tables import Table


def _own_words_only(row: Mapping[str, Any]) -> dict[str, Any]:
    """A case without its texts, which are their authors': facts and the address are taken."""
    values = flat(row)
    return {name: value for name, value in values.items() if len(str(value)) <= 300}


def _from_simpul(row: Mapping[str, Any]) -> dict[str, Any]:
    """A record of another hub in the shape of its interface, languages and codes kept apart."""
    kept = {name: value for name, value in row.items() if name not in {"awards", "texts"}}
    values = flat(kept)
    award = next((one for one in _listed(row.get("awards")) if isinstance(one, Mapping)), None)
    if award:
        level = award.get("level")
        label = level.get("label", "") if isinstance(level, Mapping) else ""
        values["award"] = award.get("wording") or label
        values["programme"] = award.get("programme_key") or award.get("programme", "")
    values["goals"] = "; ".join(str(_code(goal)) for goal in _listed(row.get("goals")))
    return values


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _code(goal: Any) -> Any:
    return goal.get("code", goal.get("number", "")) if isinstance(goal, Mapping) else goal


KIPP = Table("kipp", _("KIPP or SINOVIK spreadsheet"), Voice(programme="kipp"))
IGA = Table(
    "iga",
    _("IGA spreadsheet or text export"),
    Voice(programme="iga", listing="indeks-inovasi-daerah"),
)
INNOLAND = Paged(
    "innoland",
    _("Innoland interface (LAN)"),
    by_number,
    voice=Voice(listing="direktori-lan"),
)
LAN = Table("lan", _("LAN innovation directory"), Voice(listing="direktori-lan"))
OPSI = Paged(
    "opsi",
    _("OPSI cases (OECD): facts and links"),
    by_link,
    shape=_own_words_only,
    voice=Voice("en", "opsi", "opsi"),
)
OPSI_FILE = Table(
    "opsi-file", _("OPSI cases as a file: facts and links"), Voice("en", "opsi", "opsi")
)
UNPSA = Table("unpsa", _("UNPSA winners"), Voice("en", "unpsa"))
GENERIC = Table("table", _("Any spreadsheet, text or JSON file"))
OAI = Harvested("oai", _("OAI-PMH, any repository"))
SIMPUL = Paged(
    "simpul",
    _("Another Simpul"),
    by_link,
    shape=_from_simpul,
    first=(("size", "100"),),
)

register(KIPP, IGA, INNOLAND, LAN, OPSI, OPSI_FILE, UNPSA, GENERIC, OAI, SIMPUL)
