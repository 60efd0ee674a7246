"""What is indexed: a declared schema, records with raw text, documents with finished tokens."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# Stands between the fields joined in ``all``, so that no phrase crosses from one into the next.
BOUNDARY = "¶"
# Joins the values of a multi-valued facet into the one code that is counted.
SET_SEPARATOR = "\x1f"

# Fields every index has: the story, its context, names for suggestions, words for spelling.
MATCH = "all"
CONTEXT = "context"
NAMES = "names"
SURFACE = "surface"


@dataclass(frozen=True)
class TextField:
    """A text of a record. ``boost`` 0: matched only; more: also scored in a field of its own."""

    name: str
    boost: float = 0.0
    # Offered while typing: names and titles, unstemmed.
    suggested: bool = False
    # Read by the encoder of meaning.
    meaning: bool = False
    # Context (names of places, owners, programmes) is matched with less weight than the story.
    context: bool = False

    @property
    def told(self) -> bool:
        """Whether its words are worth offering as the correction of a misspelt one."""
        return self.meaning or self.suggested or bool(self.boost)


@dataclass(frozen=True)
class FacetField:
    """Codes to filter by and to count. ``multi``: a record may have several."""

    name: str
    multi: bool = False


@dataclass(frozen=True)
class NumberField:
    """A whole number to sort by and to limit."""

    name: str


@dataclass(frozen=True)
class Schema:
    """The fields of one kind of record."""

    name: str
    texts: tuple[TextField, ...]
    facets: tuple[FacetField, ...] = ()
    numbers: tuple[NumberField, ...] = ()

    def facet(self, name: str) -> FacetField:
        return next(item for item in self.facets if item.name == name)

    def has_facet(self, name: str) -> bool:
        return any(item.name == name for item in self.facets)

    @property
    def token_fields(self) -> tuple[str, ...]:
        """The names of the fields a backend keeps tokens in."""
        scored = (item.name for item in self.texts if item.boost and not item.context)
        return (MATCH, CONTEXT, *scored, NAMES, SURFACE)


@dataclass(frozen=True)
class Record:
    """One record as its room describes it: raw texts, codes, numbers."""

    id: int
    texts: Mapping[str, str]
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    # Which texts are English; the others are read as Indonesian.
    english: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Document:
    """One record as a backend keeps it: tokens per field, codes, numbers, a digest of all that."""

    id: int
    tokens: Mapping[str, tuple[str, ...]]
    facets: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]
    digest: int
