"""The filtered catalogue as a feed: the newest rows, in Atom and as JSON Feed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from simpul.innovations.queries.rows import CatalogueRow

FEED_ROWS = 50
# What the feed says of a time when there is nothing in it.
BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Feed:
    """A list of rows with its words and addresses."""

    title: str
    page_url: str
    self_url: str
    rows: Sequence[CatalogueRow]
    # The pages beside this one, by how they stand to it: first, previous, next (RFC 5005).
    pages: Mapping[str, str] = field(default_factory=dict)
    # The terms of each record, by key.
    licences: Mapping[int, str] = field(default_factory=dict)

    @property
    def updated(self) -> datetime:
        return max((row.changed_at for row in self.rows), default=BEGINNING)


def atom(feed: Feed) -> str:
    """The feed as Atom (RFC 4287)."""
    document = _Atom(
        title=_clean(feed.title),
        link=feed.page_url,
        description=_("Public service innovations of Indonesia"),
        language=get_language(),
        feed_url=feed.self_url,
        feed_guid=feed.self_url,
        updated=feed.updated,
        author_name="Simpul",
        author_link=settings.SITE_URL,
        pages=feed.pages,
    )
    for row in feed.rows:
        document.add_item(
            title=_clean(name_of(row)),
            link=settings.SITE_URL + row.url,
            description=_clean(summary_of(row)),
            unique_id=entry_id(row),
            pubdate=row.created_at,
            updateddate=row.changed_at,
            author_name=_clean(row.owner.name) if row.owner else "Simpul",
            categories=[_clean(word) for word in tags_of(row)],
            item_copyright=_clean(feed.licences.get(row.pk, "")) or None,
        )
    return document.writeString("utf-8")


def json_feed(feed: Feed) -> dict[str, Any]:
    """The feed as JSON Feed 1.1."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page_url,
        "feed_url": feed.self_url,
        "language": get_language(),
        "authors": [{"name": "Simpul", "url": settings.SITE_URL}],
        "items": [_item(row, feed.licences.get(row.pk, "")) for row in feed.rows],
    }
    return told | ({"next_url": feed.pages["next"]} if "next" in feed.pages else {})


def _item(row: CatalogueRow, licence: str) -> dict[str, Any]:
    item = {
        "id": entry_id(row),
        "url": settings.SITE_URL + row.url,
        "title": name_of(row),
        "content_text": summary_of(row),
        "language": row.language,
        "date_published": row.created_at.isoformat(),
        "date_modified": row.changed_at.isoformat(),
        "tags": tags_of(row),
        # What the standard has no word for stands under a name of ours, as it asks.
        "_simpul": {"about": f"{settings.SITE_URL}/dumps/", "licence": licence},
    }
    return item | ({"authors": [{"name": row.owner.name}]} if row.owner else {})


def entry_id(row: CatalogueRow) -> str:
    """The same for ever, whatever the address of the site or the title of the record."""
    return f"urn:simpul:innovation:{row.public_id}"


def name_of(row: CatalogueRow) -> str:
    name = row.acronym or row.title
    return f"{name}: {row.long_title}" if row.long_title else name


def summary_of(row: CatalogueRow) -> str:
    """The summary, else the facts that are known, so that no entry is empty."""
    facts = [
        row.owner.name if row.owner else "",
        str(row.province.name.label) if row.province else "",
        str(row.year or ""),
    ]
    return row.summary or ", ".join(fact for fact in facts if fact) or row.title


def tags_of(row: CatalogueRow) -> list[str]:
    verification = _("verified by a hub") if row.is_verified else _("listed, not verified")
    return [*([str(row.sector.label)] if row.sector else []), verification]


class _Atom(Atom1Feed):
    """Atom in pages, whose time of change is that of its rows, not of the moment of asking."""

    def add_root_elements(self, handler) -> None:
        super().add_root_elements(handler)
        for relation, address in self.feed["pages"].items():
            handler.addQuickElement("link", "", {"rel": relation, "href": address})
        if settings.OPEN_DATA_LICENCE:
            licence = {"rel": "license", "href": settings.OPEN_DATA_LICENCE}
            handler.addQuickElement("link", "", licence)

    def latest_post_date(self) -> datetime:
        return self.feed["updated"]


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text)
