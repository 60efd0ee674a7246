"""Every public page with its other language, in parts that crawlers can take."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from simpul.geography.models import Region
from simpul.hubs.models import Hub
from simpul.innovations.queries.records import innovations_for
from simpul.organisations.models import Organisation
from simpul.ui import hooks
from simpul.vocabularies.models import Goal, Sector

# A part may hold 50,000 addresses; a page has one in each language.
PART_PAGES = 20_000
PREAMBLE = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NAMESPACES = f'{NAMESPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml"'


@dataclass(frozen=True)
class Section:
    """Pages of one kind: their route, their rows, and what of a row stands in the address."""

    route: str
    rows: Callable[[], QuerySet]
    argument: str
    changed: str = ""


SECTIONS = {
    "innovations": Section(
        "innovations:detail", lambda: innovations_for(AnonymousUser()), "slug", "changed_at"
    ),
    "institutions": Section("organisations:detail", Organisation.objects.all, "slug"),
    "regions": Section("geography:region", Region.objects.all, "code"),
    "hubs": Section("hubs:detail", Hub.objects.all, "slug"),
    "sectors": Section("vocabularies:sector", Sector.objects.all, "key"),
    "goals": Section("vocabularies:goal", Goal.objects.all, "number"),
}
# The pages every visitor is led to: those in the menu and at the foot.
PAGES = "pages"


def parts() -> list[tuple[str, int]]:
    """Section and number of every part there is."""
    found = [(PAGES, 1)]
    for name, section in SECTIONS.items():
        pages = -(-section.rows().count() // PART_PAGES)
        found += [(name, number) for number in range(1, pages + 1)]
    return found


def index_xml(addresses: Iterable[str]) -> str:
    """The list of parts."""
    lines = (f"<sitemap><loc>{escape(address)}</loc></sitemap>\n" for address in addresses)
    return f"{PREAMBLE}<sitemapindex {NAMESPACE}>\n{''.join(lines)}</sitemapindex>\n"


def part_xml(name: str, number: int) -> Iterator[str] | None:
    """One part, line by line, or ``None`` where there is no such part."""
    if name == PAGES:
        return _written(_pages()) if number == 1 else None
    section = SECTIONS.get(name)
    if section is None or number < 1:
        return None
    start = (number - 1) * PART_PAGES
    fields = [section.argument, *([section.changed] if section.changed else [])]
    rows = section.rows().order_by("pk").values_list(*fields)[start : start + PART_PAGES]
    if not rows.exists():
        return None
    pages = ((section.route, (row[0],), row[1] if section.changed else None) for row in rows)
    return _written(pages)


def _pages() -> Iterator[tuple[str, tuple, None]]:
    menu = [item.url_name for item in hooks.NAVIGATION]
    for route in dict.fromkeys([*menu, *(link.url_name for link in hooks.FOOT)]):
        # Files and feeds of our own are no pages.
        if not route.startswith("exchange:") or route == "exchange:open_data":
            yield route, (), None


def _written(pages: Iterable[tuple[str, tuple[Any, ...], datetime | None]]) -> Iterator[str]:
    yield f"{PREAMBLE}<urlset {NAMESPACES}>\n"
    for route, arguments, changed_at in pages:
        yield _entries(addresses_of(route, arguments), changed_at)
    yield "</urlset>\n"


def _entries(addresses: dict[str, str], changed_at: datetime | None) -> str:
    """One entry for each language of a page; each names all of them."""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(address)}/>'
        for code, address in addresses.items()
    )
    changed = f"<lastmod>{changed_at.isoformat(timespec='seconds')}</lastmod>" if changed_at else ""
    return "".join(
        f"<url><loc>{escape(address)}</loc>{changed}{others}</url>\n"
        for address in addresses.values()
    )


def addresses_of(route: str, arguments: tuple[Any, ...] = ()) -> dict[str, str]:
    """The address of a page in each language; none where this installation has no such page."""
    found: dict[str, str] = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            try:
                found[code] = settings.SITE_URL + reverse(route, args=arguments)
            except NoReverseMatch:
                return {}
    return found
