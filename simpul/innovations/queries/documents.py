"""The catalogue as the search room indexes it: only what an anonymous reader may see."""

import re
import threading
import time
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Max, Min

from simpul.core import pulse
from simpul.innovations.models import TEXT_FIELDS, Award, Claim, Innovation, InnovationText
from simpul.innovations.queries.gazetteer import gazetteer
from simpul.innovations.queries.lists import Lists, lists
from simpul.innovations.workflow import State
from simpul.search.choice import open_engine
from simpul.search.documents import FacetField, NumberField, Record, Schema, TextField
from simpul.search.engine import Engine
from simpul.search.protocol import IndexMissingError

SCHEMA = Schema(
    "innovations",
    texts=(
        TextField("title", boost=0.6, suggested=True, meaning=True),
        TextField("acronym", suggested=True),
        TextField("summary", meaning=True),
        TextField("summary_en"),
        TextField("story"),
        TextField("story_en"),
        TextField("owner", context=True),
        TextField("place", context=True),
        TextField("unit", context=True),
        TextField("labels", context=True, meaning=True),
        TextField("award", context=True),
    ),
    facets=(
        FacetField("state"),
        FacetField("kind"),
        FacetField("province"),
        FacetField("regency"),
        FacetField("sector"),
        FacetField("affair"),
        FacetField("goal", multi=True),
        FacetField("year"),
        FacetField("award", multi=True),
        FacetField("source", multi=True),
        FacetField("owner"),
        FacetField("stage"),
        FacetField("hub"),
    ),
    numbers=(
        NumberField("added"),
        NumberField("year"),
        NumberField("title"),
        NumberField("evidence"),
    ),
)
ENGLISH = frozenset({"summary_en", "story_en"})
# Index state of a record -> the word readers filter by.
STATES = {State.LISTED: "listed", State.PUBLISHED: "verified"}
BATCH = 500
# How long names of places and bodies may lag behind the lists.
NAMES_SECONDS = 300
# Letters of a title that fit into one whole number, for sorting.
SORTED_LETTERS = 12
LETTERS = " 0123456789abcdefghijklmnopqrstuvwxyz"

COLUMNS = (
    "pk",
    "title",
    "acronym",
    "long_title",
    "unit",
    "state",
    "year",
    "life_status_id",
    "evidence_grade",
    "completeness",
    "created_at",
    "owner__code",
    "region__code",
    "province__code",
    "sector__key",
    "affair__code",
    "hub__code",
)


# --- The engine of this process ----------------------------------------------------------------


@dataclass
class Opened:
    """An engine, where it was opened, and when the names it knows were read."""

    place: tuple[str, str, bool]
    engine: Engine
    named_at: float = 0.0
    generation: int = -1

    def is_behind(self) -> bool:
        """Whether something changed since the names were read, and long enough ago."""
        if self.generation == -1:
            return True
        changed = self.generation != pulse.read().generation
        return changed and time.monotonic() - self.named_at > NAMES_SECONDS


_opened: Opened | None = None
_lock = threading.Lock()


def engine() -> Engine:
    """The search engine of the catalogue, with the names of the moment."""
    global _opened  # noqa: PLW0603 - one engine for all threads of this process
    place = (str(settings.VAR_DIR), settings.SEARCH_URL, settings.SEMANTIC)
    with _lock:
        if _opened is None or _opened.place != place:
            _opened = Opened(place, open_engine(SCHEMA))
        if _opened.is_behind():
            _opened.generation = pulse.read().generation
            analyzer = _opened.engine.relevance.analyzer
            _opened.engine.relevance.gazetteer = gazetteer(analyzer)
            _opened.named_at = time.monotonic()
        return _opened.engine


def similar_records(record: Innovation, count: int) -> list[int]:
    """Keys of public records like this one: the same rare words, and near in meaning."""
    texts = InnovationText.objects.filter(innovation=record, field="summary", language="id")
    told = {"title": record.title, "summary": " ".join(texts.values_list("text", flat=True))}
    try:
        return engine().like(Record(record.pk, told), limit=count).ids
    except IndexMissingError:
        return []


# --- Records -----------------------------------------------------------------------------------


def every_record(*, batch: int = BATCH) -> Iterator[Record]:
    """Every public record, by key, some at a time."""
    ends = Innovation.objects.public().aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None:
        return
    known = lists()
    for start in range(ends["first"], ends["last"] + 1, batch):
        yield from records_of(range(start, start + batch), known)


def public_records() -> int:
    """How many records the index should hold."""
    return Innovation.objects.public().count()


def records_of(pks: Iterable[int], known: Lists | None = None) -> list[Record]:
    """Those of these records that anybody may see, as the index knows them."""
    known = known or lists()
    rows = Innovation.objects.public().order_by("pk").filter(**_among(pks)).values(*COLUMNS)
    found = {row["pk"]: row for row in rows}
    beside = Beside.of(list(found))
    return [_record(row, beside, known) for row in found.values()]


def _among(pks: Iterable[int]) -> dict:
    if isinstance(pks, range):
        return {"pk__gte": pks.start, "pk__lt": pks.stop}
    return {"pk__in": list(pks)}


@dataclass(frozen=True)
class Beside:
    """What stands beside the narrow rows, by key of the record."""

    texts: Mapping[int, list[tuple[str, str, str]]]
    goals: Mapping[int, list[int]]
    awards: Mapping[int, list[Mapping[str, Any]]]
    sources: Mapping[int, set[str]]

    @classmethod
    def of(cls, pks: Sequence[int]) -> "Beside":
        texts: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
        goals: dict[int, list[int]] = defaultdict(list)
        awards: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
        sources: dict[int, set[str]] = defaultdict(set)
        said = InnovationText.objects.filter(innovation__in=pks).order_by("innovation", "pk")
        for key, name, language, text in said.values_list(
            "innovation_id", "field", "language", "text"
        ):
            texts[key].append((name, language, text))
        links = Innovation.goals.through.objects.filter(innovation__in=pks)
        for key, number in links.values_list("innovation_id", "goal__number"):
            goals[key].append(number)
        given = Award.objects.filter(innovation__in=pks).order_by("innovation", "pk")
        for row in given.values(
            "innovation_id", "year", "wording", "level__code", "programme__key"
        ):
            awards[row["innovation_id"]].append(row)
        # A merged record's sources stand for the record it was merged into.
        claims = Claim.objects.order_by().filter(innovation__canonical__in=pks, retired_at=None)
        named = claims.values_list("innovation__canonical_id", "authority__key").distinct()
        for record, source in named:
            if record is not None:
                sources[record].add(source)
        return cls(texts, goals, awards, sources)


def _record(row: dict, beside: Beside, known: Lists) -> Record:
    key = row["pk"]
    awards = beside.awards[key]
    owner = known.owners.get(row["owner__code"])
    region = row["region__code"] or ""
    facets = {
        "state": [STATES[row["state"]]],
        "kind": [owner.level if owner else "unknown"],
        "province": [row["province__code"]],
        "regency": [region if "." in region else None],
        "sector": [row["sector__key"]],
        "affair": [row["affair__code"]],
        "goal": [str(number) for number in beside.goals[key]],
        "year": [str(row["year"]) if row["year"] else None],
        "award": [award["level__code"] for award in awards],
        "source": list(beside.sources[key]),
        "owner": [row["owner__code"]],
        "stage": [row["life_status_id"] or "unknown"],
        "hub": [row["hub__code"]],
    }
    return Record(
        key,
        texts=_texts(row, beside, known),
        facets={
            name: kept for name, values in facets.items() if (kept := tuple(filter(None, values)))
        },
        numbers={
            "added": int(row["created_at"].timestamp() * 1_000_000),
            "year": row["year"] or 0,
            "title": sortable(row["title"]),
            "evidence": row["evidence_grade"] * 100 + row["completeness"],
        },
        english=ENGLISH,
    )


def _texts(row: dict, beside: Beside, known: Lists) -> dict[str, str]:
    texts: dict[str, list[str]] = defaultdict(list)
    texts["title"].append(row["title"])
    texts["acronym"].append(row["acronym"])
    for name, language, text in beside.texts[row["pk"]]:
        if name in TEXT_FIELDS:
            kind = "summary" if name == "summary" else "story"
            texts[kind + ("_en" if language == "en" else "")].append(text)
    owner = known.owners.get(row["owner__code"])
    if owner:
        texts["owner"] += [owner.name, owner.acronym]
    for code in (row["region__code"], row["province__code"]):
        if code in known.places:
            texts["place"].append(known.places[code].name.label_id)
    texts["unit"].append(row["unit"])
    texts["labels"] += [
        words.label_id
        for name, code in (("sector", row["sector__key"]), ("affair", row["affair__code"]))
        if (words := known.terms[name].get(code))
    ]
    texts["award"] += [_spoken(award, known) for award in beside.awards[row["pk"]]]
    return {name: " ; ".join(filter(None, parts)) for name, parts in texts.items()}


def _spoken(award: Mapping[str, Any], known: Lists) -> str:
    """An award in words: the programme, what it gave, the year."""
    programme = known.terms["programme"].get(award["programme__key"])
    names = [programme.label_id, programme.group] if programme else []
    return " ".join([*names, award["wording"], str(award["year"] or "")])


def sortable(title: str) -> int:
    """A whole number that orders titles as their first letters do."""
    plain = unicodedata.normalize("NFKD", title.lower())
    letters = re.sub(r"[^ 0-9a-z]", "", plain).strip()[:SORTED_LETTERS]
    number = 0
    for letter in letters.ljust(SORTED_LETTERS):
        number = number * len(LETTERS) + LETTERS.index(letter)
    return number
