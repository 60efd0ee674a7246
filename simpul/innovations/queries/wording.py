"""How a question is said in words: the title of its page, of its file and of its feed."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.innovations.queries.lists import Lists, lists
from simpul.innovations.queries.url_state import (
    DISTANCE,
    EVIDENCE,
    NEWEST,
    RELEVANCE,
    TITLE,
    YEAR,
    CatalogueQuery,
)

SORT_LABELS = {
    RELEVANCE: gettext_lazy("Best match"),
    NEWEST: gettext_lazy("Newest in the catalogue"),
    YEAR: gettext_lazy("Latest year"),
    TITLE: gettext_lazy("Title A to Z"),
    EVIDENCE: gettext_lazy("Most evidence"),
    DISTANCE: gettext_lazy("Nearest"),
}
# More than these would make a title nobody reads.
NAMED_FILTERS = 3


def title_of(query: CatalogueQuery, known: Lists | None = None) -> str:
    """The question in one line: its words, then what it is limited to."""
    limits = _limits(query, known or lists())
    if query.text and limits:
        return _("“%(text)s” in %(limits)s") % {"text": query.text, "limits": limits}
    if query.text:
        return _("“%(text)s”") % {"text": query.text}
    if limits:
        return _("Innovations: %(limits)s") % {"limits": limits}
    return _("All innovations")


def _limits(query: CatalogueQuery, known: Lists) -> str:
    named = [known.label(name, code) for name, codes in query.filters.items() for code in codes]
    rest = len(named) - NAMED_FILTERS
    shown: Sequence[str] = named[:NAMED_FILTERS]
    return ", ".join([*shown, *([_("%(n)s more filters") % {"n": rest}] if rest > 0 else [])])


def sorts_for(query: CatalogueQuery) -> list[tuple[str, str]]:
    """The orders that make sense for the question, with their labels."""
    senseless = set() if query.text else {RELEVANCE}
    places = len(query.values("regency") or query.values("province"))
    if not query.has_place and places != 1:
        senseless.add(DISTANCE)
    return [(key, str(label)) for key, label in SORT_LABELS.items() if key not in senseless]
