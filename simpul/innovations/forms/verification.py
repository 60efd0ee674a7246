"""What a checker chose and wrote on the page of a case."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from simpul.innovations.models import Verdict
from simpul.innovations.queries.case import Item
from simpul.innovations.services.verifying import Finding

Lacking = dict[str, dict[str, str]]


def findings(data: Mapping[str, str], items: Iterable[Item]) -> tuple[list[Finding], Lacking]:
    """What can be kept, and what lacks its note, by answer, as it was typed."""
    whole: list[Finding] = []
    lacking: Lacking = {}
    for item in items:
        verdict = data.get(f"verdict-{item.key}", "")
        note = data.get(f"note-{item.key}", "").strip()
        if verdict not in Verdict.values:
            continue
        if verdict != Verdict.FITS and not note:
            lacking[item.key] = {
                "verdict": verdict,
                "note": note,
                "label": item.label,
                "error": _("Write what you ask, or what does not fit."),
            }
        else:
            whole.append(Finding(item.key, verdict, note if verdict != Verdict.FITS else ""))
    return whole, lacking
