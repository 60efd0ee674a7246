"""The words behind the codes of the catalogue: every list a page needs, read at once and kept."""

import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from simpul.core import pulse
from simpul.geography.models import Region
from simpul.hubs.models import Hub
from simpul.innovations.models import Authority
from simpul.organisations.models import Level, Organisation, Status
from simpul.organisations.queries import Inheritance
from simpul.vocabularies.models import Affair, AwardLevel, Goal, Programme, Sector, Stage

# A relay silent for longer than this no longer tells us about changes.
FRESH_SECONDS = 2.0

_TEXT = CharField()
_EMPTY, _NONE = Value("", output_field=_TEXT), Value(0)

STATES = {"listed": _("Listed, not verified by a hub"), "verified": _("Verified by a hub")}


@dataclass(frozen=True, slots=True)
class Words:
    """A code with its label in both languages, and where it stands in its list."""

    code: str
    label_id: str
    label_en: str
    # The one of the two in the language the lists were read for.
    label: str
    order: int = 0
    # What belongs to it: the family of a sector, the province of a regency, the level of a body.
    group: str = ""
    key: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A region as lists need it."""

    code: str
    name: Words
    short: str
    province: str
    lat: float
    lng: float


@dataclass(frozen=True, slots=True)
class Owner:
    """An institution as lists need it."""

    code: str
    slug: str
    name: str
    short_name: str
    acronym: str
    level: str
    active: bool
    key: int

    @property
    def label(self) -> str:
        return self.short_name or self.name


@dataclass(frozen=True)
class Lists:
    """One reading of all lists, for readers of one language."""

    terms: Mapping[str, Mapping[str, Words]]
    places: Mapping[str, Place]
    owners: Mapping[str, Owner]
    # Who inherited whose works, by key of the bodies.
    inheritance: Inheritance

    def label(self, name: str, code: str) -> str:
        """What readers see for a value of the facet ``name``; a code nobody knows stays itself."""
        label = self._labels.get((name, code))
        if label is None:
            found = self._named(name, code)
            if not found:
                return code
            label = self._labels[name, code] = str(found)
        return label

    @cached_property
    def _labels(self) -> dict[tuple[str, str], str]:
        return {}

    def _named(self, name: str, code: str):
        if name == "owner":
            owner = self.owners.get(code)
            return owner and owner.label
        if name == "kind":
            return Level(code).label if code in Level.values else None
        if name == "state":
            return STATES.get(code)
        if name == "year":
            return code
        words = self._words(name, code)
        return words and words.label

    def knows(self, name: str, code: str) -> bool:
        """Whether ``code`` is a value the facet ``name`` may have."""
        if name == "province":
            return code in self.places and "." not in code
        return bool(self._named(name, code))

    def spoken(self, name: str, code: str) -> str:
        """Every way a value is called, folded: what a search within a facet looks through."""
        names = [self.label(name, code), code]
        if name == "owner" and (owner := self.owners.get(code)):
            names += [owner.name, owner.acronym]
        words = self._words(name, code)
        if words:
            names += [words.label_id, words.label_en]
        return " ".join(names).casefold()

    def _words(self, name: str, code: str) -> Words | None:
        if name in {"province", "regency"}:
            place = self.places.get(code)
            return place.name if place else None
        return self.terms.get(name, {}).get(code)

    def order(self, name: str, code: str) -> int:
        """Where the lists themselves put ``code``; 0 where the list has no order of its own."""
        words = self.terms.get(name, {}).get(code)
        return words.order if words else 0

    def family(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The codes of the bodies whose works these bodies inherited, or who inherited theirs."""
        chosen = {self.owners[code].key for code in codes if code in self.owners}
        kin = self.inheritance.kin(chosen)
        return tuple(sorted(self.owner_by_key[key].code for key in kin if key in self.owner_by_key))

    @cached_property
    def owner_by_key(self) -> dict[int, Owner]:
        return {owner.key: owner for owner in self.owners.values()}

    @cached_property
    def place_by_key(self) -> dict[int, Place]:
        return {place.name.key: place for place in self.places.values()}

    @cached_property
    def sector_by_key(self) -> dict[int, Words]:
        return {words.key: words for words in self.terms["sector"].values()}


# One reading for each language, and the state of the hub they were read in.
_kept: tuple[int, dict[str, Lists]] = (-1, {})
_lock = threading.Lock()


def lists() -> Lists:
    """The lists as they are now: read anew whenever the hub says that something changed."""
    global _kept  # noqa: PLW0603 - one reading for all threads of this process
    now, language = pulse.read(), get_language() or "id"
    # Without a living relay nobody would tell us about a change.
    if time.time() - now.beat > FRESH_SECONDS:
        return _read(language)
    with _lock:
        if _kept[0] != now.generation:
            _kept = (now.generation, {})
        if language not in _kept[1]:
            _kept[1][language] = _read(language)
        return _kept[1][language]


def _read(language: str) -> Lists:
    return Lists(_terms(language), _places(language), _owners(), Inheritance.read())


def _words(language: str, code: str, label_id: str, label_en: str, *beside) -> Words:
    label = label_en if language == "en" else label_id
    return Words(code, label_id, label_en, label, *beside)


def _terms(language: str) -> dict[str, dict[str, Words]]:
    """Every small vocabulary in one question to the database."""
    found = _rows("sector", Sector, code="key", group=Cast("family_id", _TEXT)).union(
        _rows("affair", Affair),
        _rows("goal", Goal, code="number", order=F("number")),
        _rows("award", AwardLevel, order=F("rank")),
        _rows("stage", Stage, order=F("order")),
        _rows("programme", Programme, code="key", group=F("short_name")),
        _rows("hub", Hub, labels=("name", "name")),
        _rows("source", Authority, code="key", labels=("name", "name_en")),
        all=True,
    )
    terms: dict[str, dict[str, Words]] = defaultdict(dict)
    for name, code, label_id, label_en, order, group, key in found:
        terms[name][code] = _words(
            language, code, label_id, label_en or label_id, order, group, key
        )
    return terms


def _rows(name, model, *, code="code", order=_NONE, group=_EMPTY, labels=("label_id", "label_en")):
    fields = {
        "list_name": Value(name, output_field=_TEXT),
        "list_code": Cast(code, _TEXT),
        "list_id": F(labels[0]),
        "list_en": F(labels[1]),
        "list_order": order,
        "list_group": group,
    }
    return model.objects.order_by().annotate(**fields).values_list(*fields, "pk")


def _places(language: str) -> dict[str, Place]:
    rows = Region.objects.values_list(
        "pk", "code", "name", "name_en", "short_name", "parent__code", "lat", "lng"
    )
    return {
        code: Place(
            code, _words(language, code, name, name_en, 0, "", key), short, parent or code, lat, lng
        )
        for key, code, name, name_en, short, parent, lat, lng in rows
    }


def _owners() -> dict[str, Owner]:
    rows = Organisation.objects.order_by("name").values_list(
        "code", "slug", "name", "short_name", "acronym", "level", "status", "pk"
    )
    return {
        code: Owner(code, slug, name, short, acronym, level, status == Status.ACTIVE, key)
        for code, slug, name, short, acronym, level, status, key in rows
    }
