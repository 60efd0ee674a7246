"""References to a record as files that reference managers read."""

import json
import re
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


def bibtex(page: InnovationPage) -> str:
    """An entry for BibTeX; braces keep capitals and institutions whole."""
    record = page.innovation
    fields = {
        "title": f"{{{_latex(record.title)}}}",
        "author": f"{{{_latex(citing.owner_of(page))}}}",
        "year": str(record.year or ""),
        "howpublished": citing.SITE,
        "url": page.address,
        "urldate": clock.today().isoformat(),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{simpul-{record.public_id},\n" + ",\n".join(lines) + "\n}"


def ris(page: InnovationPage) -> str:
    """An entry for programs that read RIS."""
    record = page.innovation
    summary = page.texts.get("summary")
    lines = [
        ("TY", "GEN"),
        ("TI", record.title),
        ("AU", citing.owner_of(page)),
        ("PY", str(record.year or "")),
        ("AB", " ".join(summary.text.split()) if summary else ""),
        ("PB", citing.SITE),
        ("UR", page.address),
        ("Y2", clock.today().strftime("%Y/%m/%d")),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {text}" for tag, text in lines if text or tag == "ER")


def _latex(text: str) -> str:
    """Text that TeX prints as it is written."""
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[{}\\^~]", "", text))


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
        Notation("bib", "BibTeX", "application/x-bibtex", "exchange:bibtex", bibtex),
        Notation("ris", "RIS", "application/x-research-info-systems", "exchange:ris", ris),
        Notation(
            "csl.json",
            "CSL-JSON",
            "application/vnd.citationstyles.csl+json",
            "exchange:csl_json",
            csl_json,
        ),
    )
}
