"""Lists of records, choices, pages and facts."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.utils.translation import get_language

from simpul.ui import charts
from simpul.ui.hooks import Words
from simpul.ui.parts import Bar, Column, Event, Facet, Fact, RecordRow
from simpul.ui.templatetags.ui.library import register

PAGES_AROUND = 2


@register.inclusion_tag("ui/components/record.html")
def record(*, row: RecordRow, heading: str = "h3") -> dict[str, object]:
    """A row of an ``<ol class="records">``; ``records--side`` puts its states at the side."""
    return {"row": row, "heading": heading}


@register.inclusion_tag("ui/components/facet.html")
def facet(*, facet: Facet) -> dict[str, object]:
    """A disclosure with check boxes and counts, applied by the button of its form."""
    return {"facet": facet}


@register.inclusion_tag("ui/components/pager.html")
def pager(
    *, number: int, pages: int, query: str = "", label: Words = "", name: str = "page"
) -> dict[str, object]:
    """Page numbers as links. ``query``: the address's other parts, encoded, without ``name``."""
    near = range(max(1, number - PAGES_AROUND), min(pages, number + PAGES_AROUND) + 1)
    shown = sorted({1, *near, pages})
    steps: list[dict[str, object]] = []
    for before, page in zip([0, *shown], shown, strict=False):
        if page - before > 1:
            steps.append({"gap": True})
        steps.append({"number": page, "url": page_url(page, query, name), "here": page == number})
    return {
        "steps": steps if pages > 1 else [],
        "before": page_url(number - 1, query, name) if number > 1 else "",
        "after": page_url(number + 1, query, name) if number < pages else "",
        "label": label,
    }


def page_url(page: int, query: str, name: str = "page") -> str:
    """The same address on another page; the first page has no number."""
    parts = [query, urlencode({name: page}) if page > 1 else ""]
    return "?" + "&".join(part for part in parts if part)


@register.inclusion_tag("ui/components/facts.html")
def facts(*, rows: Sequence[Fact]) -> dict[str, object]:
    """Terms and values with hairlines; what is not known says so."""
    return {"rows": rows}


@register.inclusion_tag("ui/components/table.html")
def table(
    *,
    caption: Words,
    columns: Sequence[Column],
    rows: Sequence[Sequence[object]],
    foot: Sequence[object] = (),
    tall: bool = False,
    cards: bool = False,
    caption_hidden: bool = True,
) -> dict[str, object]:
    """A data table. The first cell of a row names it; whole numbers are written by locale.

    ``tall`` scrolls in a named region; ``cards`` folds rows on phones.
    """
    return {
        "caption": caption,
        "columns": columns,
        "rows": [list(zip(columns, row, strict=True)) for row in rows],
        "foot": list(zip(columns, foot, strict=True)) if foot else [],
        "tall": tall,
        "cards": cards,
        "caption_hidden": caption_hidden,
    }


@register.inclusion_tag("ui/components/rank.html")
def rank(*, rows: Sequence[Bar], highest: float | None = None) -> dict[str, object]:
    """Names with a bar and a number, in the order given."""
    top = highest or max((row.value for row in rows), default=0)
    return {"rows": [(row, charts.share(row.value, top)) for row in rows]}


@register.inclusion_tag("ui/components/thread.html")
def thread(*, events: Sequence[Event], heading: str = "h3") -> dict[str, object]:
    """What happened, as knots on a vertical thread."""
    return {"events": events, "heading": heading}


@register.inclusion_tag("ui/components/lineage.html")
def lineage(*, events: Sequence[Event], heading: str = "h3") -> dict[str, object]:
    """Copies of one innovation on a horizontal thread."""
    return {"events": events, "heading": heading}


@register.inclusion_tag("ui/components/claim.html")
def claim(
    *, name: Words, value: object, shown: bool, who: Words, url: str = "", language: str = ""
) -> dict[str, object]:
    """A value, whether readers see it, and who says so (``url`` opens the evidence)."""
    return {
        "name": name, "value": value, "shown": shown, "who": who, "url": url, "language": language,
    }  # fmt: skip


@register.inclusion_tag("ui/components/toc.html")
def toc(*, items: Sequence[tuple[str, Words]]) -> dict[str, object]:
    """The contents of a page: pairs of anchor and heading."""
    return {"items": items}


@register.inclusion_tag("ui/components/crumbs.html")
def crumbs(*, trail: Sequence[tuple[Words, str]], label: Words = "") -> dict[str, object]:
    """The way here after the home page: pairs of label and address, the last is this page."""
    return {"trail": trail, "home": f"/{get_language()}/", "label": label}


@register.inclusion_tag("ui/components/crumbs.html")
def crumb(*, label: Words, url: str = "", then: Words = "") -> dict[str, object]:
    """The way here in a template: one step, and with ``then`` this page after it."""
    trail = [(label, url), (then, "")] if then else [(label, url)]
    return {"trail": trail, "home": f"/{get_language()}/"}
