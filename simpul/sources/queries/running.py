"""What the pages of runs show: how far each has come, row by row what it would do and did."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.innovations.models import FIELDS
from simpul.innovations.queries.claiming import Readable, Value
from simpul.innovations.queries.differences import Piece, differences
from simpul.sources.models import Outcome, RawCopy, Result, Run, Source, Stage, Verdict
from simpul.sources.policies import led_by
from simpul.sources.queries.items import field_label
from simpul.sources.workflow import UNDER_WAY, RunState

PAGE = 25
STAGES = (Stage.GATHER, Stage.FETCH, Stage.COMPARE, Stage.IMPORT)
# What can be chosen above the table: the verdicts, what has faults, what was refused or left.
FAULTY, REFUSED, LEFT = "faulty", "refused", "left"
TONES = {
    Verdict.CREATE: "info",
    Verdict.CHANGE: "wait",
    Verdict.SAME: "none",
    Verdict.GONE: "wait",
    Verdict.ERROR: "stop",
}
RUN_TONES = {
    RunState.WORKING: "info",
    RunState.READY: "wait",
    RunState.STOPPED: "stop",
    RunState.DONE: "ok",
    RunState.UNDONE: "none",
    RunState.DROPPED: "none",
}


def runs_for(user) -> QuerySet[Run]:
    """The runs of the sources ``user`` leads, newest first."""
    return Run.objects.filter(source__in=led_by(user)).select_related(
        "source__authority", "started_by", "confirmed_by", "file"
    )


def streams_for(user) -> list[tuple[Source, Run | None]]:
    """The sources ``user`` leads, each with its last run."""
    streams = list(led_by(user).select_related("authority"))
    last: dict[int, Run] = {}
    for run in Run.objects.filter(source__in=streams).order_by("pk"):
        last[run.source_id] = run
    return [(stream, last.get(stream.pk)) for stream in streams]


# --- How far it has come -----------------------------------------------------------------------


@dataclass(frozen=True)
class StageLine:
    """One stage of a run: done, at work now, or still ahead."""

    label: str
    place: str
    told: str = ""


def stages_of(run: Run) -> list[StageLine]:
    """Every stage in its order, with what is known of it."""
    stage = Stage(run.stage)
    now = STAGES.index(stage) if stage in STAGES else len(STAGES)
    if run.state in {RunState.DONE, RunState.UNDONE}:
        now = len(STAGES)
    elif run.state == RunState.READY:
        now = STAGES.index(Stage.IMPORT)
    told = _told(run)
    return [
        StageLine(
            str(each.label),
            "done" if at < now else "now" if at == now else "",
            told.get(each, ""),
        )
        for at, each in enumerate(STAGES)
    ]


def _told(run: Run) -> Mapping[Stage, str]:
    counts, told = run.counts, {}
    if "pieces" in counts:
        told[Stage.GATHER] = _("pieces: %(n)s") % {"n": counts["pieces"]}
    read = counts.get("read", run.cursor if run.stage == Stage.FETCH else None)
    if read is not None:
        told[Stage.FETCH] = _("records: %(n)s") % {"n": read}
    if Verdict.CREATE in counts:
        changing = sum(counts.get(name, 0) for name in (Verdict.CREATE, Verdict.CHANGE))
        told[Stage.COMPARE] = _("new or changed: %(n)s") % {"n": changing}
    elif run.stage == Stage.COMPARE:
        told[Stage.COMPARE] = _part(run, Outcome.objects.filter(run=run).count())
    if "imported" in counts:
        told[Stage.IMPORT] = _("imported: %(n)s") % {"n": counts["imported"]}
    elif run.stage == Stage.IMPORT:
        done = Outcome.objects.filter(run=run, pk__lte=run.cursor).count()
        told[Stage.IMPORT] = _part(run, done)
    return told


def _part(run: Run, done: int) -> str:
    return _("%(done)s of %(all)s") % {"done": done, "all": run.counts.get("read", done)}


# --- The table ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class ChangeLine:
    """One field of one record: what stood, what comes, and whether readers see it."""

    label: str
    language: str
    old: str
    new: str
    shown: bool
    pieces: Sequence[Piece] = ()


@dataclass(frozen=True)
class RowLine:
    """One record of a run, ready to be read."""

    outcome: Outcome
    tone: str
    changes: Sequence[ChangeLine]
    is_verified: bool = False

    @property
    def problems(self) -> list[dict[str, Any]]:
        """What is wrong with it, each field by the name readers know."""
        told = self.outcome.problems
        return [
            {**one, "label": field_label(one["field"]) if one.get("field") else ""} for one in told
        ]


@dataclass(frozen=True)
class Choice:
    """One way to narrow the table, with how many rows it leaves."""

    key: str
    label: str
    count: int
    query: str
    is_chosen: bool


@dataclass
class Table:
    """One page of the outcomes of a run."""

    run: Run
    show: str = ""
    number: str | None = None
    words: str = ""
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.page = Paginator(self.rows, PAGE).get_page(self.number)

    @property
    def rows(self) -> QuerySet[Outcome]:
        rows = Outcome.objects.filter(run=self.run).order_by("pk")
        if self.words:
            rows = rows.filter(key=self.words)
        if self.show in Verdict.values:
            return rows.filter(verdict=self.show)
        narrowed: dict[str, dict[str, Any]] = {
            FAULTY: {"has_problems": True},
            REFUSED: {"result": Result.MOVED},
            LEFT: {"result": Result.LEFT},
        }
        return rows.filter(**narrowed.get(self.show, {}))

    @property
    def query(self) -> str:
        asked = {"show": self.show, "number": self.words}
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def choices(self) -> list[Choice]:
        counts = self.run.counts
        named = [(verdict.value, str(verdict.label)) for verdict in Verdict]
        named += [(FAULTY, _("With faults"))]
        counted = {FAULTY: counts.get("problems", 0), REFUSED: counts.get("refused", 0)}
        counted[LEFT] = counts.get("left", 0)
        if counted[REFUSED]:
            named.append((REFUSED, _("Refused on import")))
        if counted[LEFT]:
            named.append((LEFT, _("Left on undoing")))
        whole = Choice("", _("All"), counts.get("read", 0) + _gone_alone(counts), "", not self.show)
        return [whole] + [
            Choice(
                key,
                label,
                counted.get(key, counts.get(key, 0)),
                urlencode({"show": key}),
                key == self.show,
            )
            for key, label in named
        ]

    @property
    def lines(self) -> list[RowLine]:
        outcomes = list(self.page.object_list)
        readable = Readable(list(_values(outcomes)))
        return [_line(outcome, readable) for outcome in outcomes]


def _gone_alone(counts: Mapping[str, int]) -> int:
    """Rows about records that the delivery does not name at all."""
    verdicts = sum(counts.get(name, 0) for name in Verdict.values)
    return max(0, verdicts - counts.get("read", 0))


def _values(outcomes: Iterable[Outcome]) -> Iterator[Value]:
    for outcome in outcomes:
        for slot, pair in outcome.changes.items():
            name = slot.partition("|")[0]
            for value in pair:
                if name in FIELDS and value is not None:
                    many = FIELDS[name].kind == "many"
                    yield from (Value(name, one) for one in (value if many else [value]))


PLACES = {name: place for place, name in enumerate(FIELDS)}
NAMED_AGAIN = gettext_lazy("Named again by its source")


def _line(outcome: Outcome, readable: Readable) -> RowLine:
    shown = set(outcome.shown)
    lines = [
        _change(slot, pair, readable, slot in shown or outcome.verdict == Verdict.CREATE)
        for slot, pair in sorted(outcome.changes.items(), key=_place)
    ]
    is_verified = bool(outcome.before.get("verified"))
    return RowLine(outcome, TONES[Verdict(outcome.verdict)], lines, is_verified)


def _place(change: tuple[str, Any]) -> int:
    """Fields stand as in the record: what it is called first."""
    name = change[0].partition("|")[0]
    return PLACES.get(name, len(PLACES))


def _change(slot: str, pair: Sequence[Any], readable: Readable, shown: bool) -> ChangeLine:
    name, _bar, language = slot.partition("|")
    if name not in FIELDS:
        return ChangeLine(str(NAMED_AGAIN), "", "", "", shown)
    old, new = (_written(name, value, readable) for value in pair)
    long = FIELDS[name].kind == "text" and old and new
    pieces = differences(old, new) if long else ()
    return ChangeLine(str(FIELDS[name].label), language, old, new, shown, pieces)


def _written(name: str, value: Any, readable: Readable) -> str:
    if value is None or value == []:
        return ""
    if FIELDS[name].kind == "many":
        return "; ".join(readable.text(Value(name, one)) for one in value)
    return readable.text(Value(name, value))


# --- As a file ---------------------------------------------------------------------------------


def report_header() -> list[str]:
    """The columns of the report of a run."""
    return [
        _("number at the source"),
        _("where it stands"),
        _("title"),
        _("verdict"),
        _("result"),
        _("why"),
        _("field"),
        _("before"),
        _("after"),
        _("fault"),
        _("what to do"),
    ]


def report_rows(table: Table) -> Iterator[list[Any]]:
    """One row for each change and each fault of each record; at least one a record."""
    rows = table.rows.iterator(chunk_size=500)
    for outcome in rows:
        start = [
            outcome.key,
            outcome.at,
            outcome.title,
            str(Verdict(outcome.verdict).label),
            str(Result(outcome.result).label),
            outcome.why,
        ]
        told = [
            [slot.partition("|")[0], _plain(pair[0]), _plain(pair[1]), "", ""]
            for slot, pair in outcome.changes.items()
        ]
        told += [
            [one.get("field", ""), one.get("given", ""), "", one.get("say", ""), one.get("fix", "")]
            for one in outcome.problems
        ]
        for rest in told or [["", "", "", "", ""]]:
            yield [*start, *rest]


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


def copies_for(user) -> QuerySet[RawCopy]:
    """The raw copies of the sources ``user`` leads."""
    copies = RawCopy.objects.filter(run__source__in=led_by(user))
    return copies.select_related("run__source__authority", "same_as", "piece")


def is_under_way(source: Source) -> bool:
    """Say whether a run of this source waits for the machine or for a person."""
    return Run.objects.filter(source=source, state__in=UNDER_WAY).exists()
