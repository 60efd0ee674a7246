"""The gallery: each component with a sample built by the component itself."""

import inspect
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from simpul.ui import icons as drawings
from simpul.ui import samples
from simpul.ui.hooks import Words
from simpul.ui.templatetags.ui import blocks, charts, forms, lists, marks

SAMPLES = Path(__file__).parent / "templates" / "ui" / "gallery"
GROUPS: list[tuple[Words, list[Callable[..., object]]]] = [
    (_("Actions"), [blocks.button, forms.search_box, marks.chip, lists.pager, lists.facet]),
    (
        _("Signs"),
        [
            marks.status,
            marks.tag,
            marks.evidence,
            marks.kain,
            marks.record_cover,
            marks.goal,
            marks.qr,
        ],
    ),
    (_("Boxes"), [blocks.panel, blocks.notice, blocks.empty, blocks.how]),
    (_("Records and facts"), [lists.record, lists.facts, lists.claim, blocks.tick, lists.toc]),
    (_("Threads"), [lists.thread, lists.lineage]),
    (
        _("Figures"),
        [
            blocks.kpi,
            blocks.figure,
            charts.bars,
            charts.change,
            charts.mini,
            lists.rank,
            lists.table,
        ],
    ),
    (_("Maps"), [charts.choropleth, charts.legend, charts.weave]),
    (_("Forms"), [forms.field, forms.check, forms.error_summary]),
    (_("Ways"), [lists.crumbs]),
]


@dataclass(frozen=True)
class Sample:
    """One entry: the name, what it is for, how it is called, and what comes out."""

    name: str
    purpose: SafeString
    signature: str
    source: str
    html: SafeString


def groups() -> Iterable[tuple[Words, list[Sample]]]:
    """Every component with its sample, in groups."""
    return [(title, [sample(component) for component in members]) for title, members in GROUPS]


def sample(component: Callable[..., object]) -> Sample:
    """One component, drawn and explained from its own function."""
    name = component.__name__
    template = f"ui/gallery/{name}.html"
    written = (SAMPLES / f"{name}.html").read_text()
    return Sample(
        name=name,
        purpose=explained(inspect.getdoc(component) or ""),
        signature=signature(component),
        source=written.partition("{% load ui %}")[2].strip(),
        html=render_to_string(template, samples.context()),
    )


def explained(words: str) -> SafeString:
    """A docstring as paragraphs, with what stands between double ticks set as code."""
    paragraphs = escape(words).replace("\n\n", '</p><p class="soft">')
    return mark_safe(re.sub(r"``(.+?)``", r"<code>\1</code>", paragraphs))  # noqa: S308 -- escaped


def signature(component: Callable[..., object]) -> str:
    """How a template calls the component: every argument by name, with what it is when left out."""
    given = inspect.signature(component).parameters.values()
    words = [
        f"{item.name}=…" if item.default is item.empty else f"{item.name}={item.default!r}"
        for item in given
        if item.kind is item.KEYWORD_ONLY
    ]
    block = "content" in inspect.signature(component).parameters
    closing = f" … {{% end{component.__name__} %}}" if block else ""
    return " ".join(["{%", component.__name__, *words, "%}"]) + closing


def icons() -> list[str]:
    """The names of all drawings."""
    return sorted(drawings.drawings())
