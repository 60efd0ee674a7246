"""The filtered catalogue as a feed: the newest rows, in Atom and as JSON Feed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
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
        )
    return document.writeString("utf-8")


def json_feed(feed: Feed) -> dict[str, Any]:
    """The feed as JSON Feed 1.1."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page_url,
        "feed_url": feed.self_url,
        "language": get_language(),
        "authors": [{"name": "Simpul", "url": settings.SITE_URL}],
        "items": [_item(row) for row in feed.rows],
    }


def _item(row: CatalogueRow) -> dict[str, Any]:
    item = {
        "id": entry_id(row),
        "url": settings.SITE_URL + row.url,
        "title": name_of(row),
        "content_text": summary_of(row),
        "language": row.language,
        "date_published": row.created_at.isoformat(),
        "date_modified": row.changed_at.isoformat(),
        "tags": tags_of(row),
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
    """Atom whose time of change is that of its rows, not of the moment of asking."""

    def latest_post_date(self) -> datetime:
        return self.feed["updated"]


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text)
