"""References to a record as files that reference managers read."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simpul.core import clock
from simpul.innovations.queries import citing
from simpul.innovations.queries.detail import InnovationPage


@dataclass(frozen=True)
class Notation:
    """A way of writing references: its ending, its media type, its route and how it is written."""

    key: str
    name: str
    media_type: str
    route: str
    write: Callable[[InnovationPage], str]


def csl_json(page: InnovationPage) -> str:
    """CSL-JSON, as word processors and reference managers exchange it."""
    record = page.innovation
    item: dict[str, Any] = {
        "id": f"simpul-{record.public_id}",
        "type": "webpage",
        "title": record.title,
        "container-title": citing.SITE,
        "URL": page.address,
        "accessed": {"date-parts": [list(clock.today().timetuple()[:3])]},
    }
    if record.owner:
        item["author"] = [{"literal": record.owner.name}]
    if record.year:
        item["issued"] = {"date-parts": [[record.year]]}
    return json.dumps([item], ensure_ascii=False, indent=1)


NOTATIONS = {
    notation.key: notation
    for notation in (
        Notation("bib", "BibTeX", "application/x-bibtex", "exchange:bibtex", citing.bibtex),
        Notation("ris", "RIS", "application/x-research-info-systems", "exchange:ris", citing.ris),
        Notation(
            "csl.json",
            "CSL-JSON",
            "application/vnd.citationstyles.csl+json",
            "exchange:csl_json",
            csl_json,
        ),
    )
}
