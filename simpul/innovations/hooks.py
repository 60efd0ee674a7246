"""What higher rooms may add to the pages of the catalogue."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from simpul.core.hooks import Panels

# Parts of a record's page that other rooms contribute.
DETAIL_PANELS = Panels()


@dataclass(frozen=True)
class Format:
    """Another way to take the same thing home: ``url(request, obj)`` answers its address.

    ``most`` is how many rows fit into it; 0 for one without an end.
    """

    key: str
    label: str | Promise
    media_type: str
    url: Callable[[Any, Any], str]
    most: int = 0


# The filtered catalogue as a file or feed; ``obj`` is the query string of the page.
CATALOGUE_FORMATS: list[Format] = []

# What a reader may do with the question of the page, such as follow it; as above, and an empty
# address means not now.
CATALOGUE_ACTS: list[Format] = []

# Parts of the page of a draft that other rooms contribute.
DRAFT_PANELS = Panels()

# One record in another form; ``obj`` is the record.
DETAIL_FORMATS: list[Format] = []

# ``find(record, count) -> list of keys``: other records like this one, best first.
SIMILAR: list[Callable[[Any, int], list[int]]] = []

# ``find(title, owner) -> list[(innovation, reason)]``: what may be the same innovation.
SIMILAR_FINDERS: list[Callable[..., list]] = []

# ``find(keys) -> (key, indicator, since)``: for which indicators of these records a confirmed copy
# elsewhere reached the same, the ground of the highest grade of evidence.
REPEATED: list[Callable[[Sequence[int]], Iterable[tuple[int, str, date]]]] = []


@dataclass(frozen=True)
class DraftSource:
    """Something an institution has already that a draft can begin from.

    ``read(content, row)`` answers values by field, or raises ``ValidationError`` in plain words.
    ``begun(draft, content, row, by)`` may keep what else the file says, and answer what its author
    should be told; it runs with the draft or not at all.
    """

    key: str
    label: str | Promise
    hint: str | Promise
    read: Callable[[bytes, int], dict[str, Any]]
    begun: Callable[[Any, bytes, int, Any], str] | None = None


# What "begin from a file" offers, in this order.
DRAFT_SOURCES: list[DraftSource] = []


@dataclass(frozen=True)
class RulePage:
    """Rules of another room, told beside those of the catalogue to whoever may change them all."""

    label: str | Promise
    url_name: str
    about: str | Promise


RULE_PAGES: list[RulePage] = []
