"""Rows and facets of the catalogue in the shape the components of the page take."""

from collections.abc import Iterable, Sequence

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simpul.innovations.models import CORE_FIELDS
from simpul.innovations.queries.facets import Facet
from simpul.innovations.queries.finding import Found
from simpul.innovations.queries.lasting import is_due
from simpul.innovations.queries.rows import AwardLine, CatalogueRow
from simpul.search.highlighting import Segment
from simpul.ui import parts

MOST_AWARDS = 2
TONES = {
    "running": "ok",
    "developing": "ok",
    "institutionalised": "ok",
    "trial": "wait",
    "idea": "wait",
    "dormant": "stop",
    "stopped": "stop",
}


def record_rows(rows: Iterable[CatalogueRow], found: Found | None = None) -> list[parts.RecordRow]:
    """The rows for an ``<ol class="records">``, with the words that were found marked."""
    return [_record_row(row, found) for row in rows]


def _record_row(row: CatalogueRow, found: Found | None) -> parts.RecordRow:
    name = row.acronym or row.title
    return parts.RecordRow(
        id=row.public_id,
        title=_marked(name, found),
        url=row.url,
        long_title=_marked(row.long_title, found),
        owner=row.owner.label if row.owner else "",
        place=row.province.name.label if row.province else "",
        year=row.year,
        summary=_summary(row, found),
        family=row.sector.group if row.sector else "",
        completeness=row.completeness / len(CORE_FIELDS),
        tags=_tags(row),
        statuses=[_verification(row), _life(row)],
        evidence=row.evidence_grade,
        note=_note(row, found),
    )


def _verification(row: CatalogueRow) -> parts.Status:
    if row.is_verified:
        return parts.Status(_("Verified by a hub"), "ok")
    return parts.Status(_("Listed, not verified"))


def _life(row: CatalogueRow) -> parts.Status:
    if row.life_status is None or row.life_status.code == "unknown":
        return parts.Status(_("Status not confirmed"))
    label = row.life_status.label
    if row.life_as_of:
        label = f"{label}, {row.life_as_of.year}"
    if is_due(row):
        due = _("%(stage)s, due for confirmation") % {"stage": label}
        return parts.Status(due, "wait")
    return parts.Status(label, TONES.get(row.life_status.code, "none"))


def _tags(row: CatalogueRow) -> list[parts.Tag]:
    shown = _told_apart(row.awards)[:MOST_AWARDS]
    tags = [parts.Tag(award.label, award=award.won) for award in shown]
    if more := len(row.awards) - len(shown):
        tags.append(parts.Tag(ngettext("%(n)s more", "%(n)s more", more) % {"n": more}))
    if row.sector:
        tags.append(parts.Tag(row.sector.label))
    if row.synthetic:
        tags.append(parts.Tag(_("Synthetic, for tests")))
    return tags


def _told_apart(awards: Sequence[AwardLine]) -> list[AwardLine]:
    """One line for each label: two sources may name the same award."""
    return list({award.label: award for award in awards}.values())


def _note(row: CatalogueRow, found: Found | None) -> str:
    kilometres = found.kilometres.get(row.pk) if found else None
    if kilometres is None:
        return ""
    return _("About %(km)s km away") % {"km": number_format(round(kilometres))}


def _marked(text: str, found: Found | None) -> str | SafeString:
    return _as_html(found.marked(text)) if text and found else text


def _summary(row: CatalogueRow, found: Found | None) -> str | SafeString:
    """The passage that was found; the list itself is marked as Indonesian."""
    text = _as_html(found.passage(row.summary)) if row.summary and found else row.summary
    return (
        text
        if row.language == "id"
        else format_html('<span lang="{}">{}</span>', row.language, text)
    )


def _as_html(segments: Sequence[Segment]) -> SafeString:
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", part.text) if part.hit else part.text,)
            for part in segments
        ),
    )


def facet_parts(facets: Iterable[Facet]) -> list[parts.Facet]:
    """The facets for the form of the page."""
    return [
        parts.Facet(
            name=facet.name,
            label=facet.label,
            options=[
                parts.FacetOption(choice.code, choice.label, choice.count, choice.chosen)
                for choice in facet.choices
            ],
            open=facet.open,
            find_name=facet.find_name,
            find=facet.find,
            total=facet.total,
        )
        for facet in facets
    ]
