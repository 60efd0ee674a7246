"""Ways for a lower room to leave space that higher rooms fill."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Any, Protocol

from django.utils.functional import Promise


@dataclass(frozen=True)
class Panel:
    """A titled part of an object's page that another room contributes."""

    key: str
    title: str
    html: str


Build = Callable[[Any, Any], Panel | None]


class Panels:
    """The panels of one kind of page; ``build(request, obj)`` may answer ``None``."""

    def __init__(self) -> None:
        self._builds: list[tuple[int, int, Build]] = []

    def add(self, build: Build, order: int = 100) -> None:
        """Let ``build`` contribute; equal orders stand in the order they were added."""
        if all(build is not known for _, _, known in self._builds):
            self._builds.append((order, len(self._builds), build))
            self._builds.sort(key=lambda row: row[:2])

    def for_object(self, request, obj) -> list[Panel]:
        """The panels that have something to say about ``obj``."""
        built = (build(request, obj) for _, _, build in self._builds)
        return [panel for panel in built if panel is not None]


class Follower(Protocol):
    """Something that keeps up with the journal, such as a search index."""

    name: str
    # Whether it keeps rows of the database, so that it rests while the site is closed for writing.
    writes_rows: bool

    def follow(self, up_to_seq: int) -> None:
        """Take over every entry up to ``up_to_seq``, from this follower's own watermark."""


# Woken by the relay, in this order, whenever entries were sealed.
FOLLOWERS: list[Follower] = []


# --- The desk ----------------------------------------------------------------------------------


def _as_it_is_called(subject: Any) -> str:
    return str(subject)


def _from_nobody(subject: Any) -> str:
    return ""


@dataclass(frozen=True)
class DutyTopic:
    """How duties of one topic read on a desk, in a reminder and in a digest.

    ``label`` is what is to be done, ``url(duty)`` the one page to do it, ``what(subject)`` what it
    is about and ``origin(subject)`` whom it came from. ``load(keys)`` fetches many subjects with
    all that these read; without it they are fetched bare.
    """

    label: str | Promise
    url: Callable[[Any], str]
    what: Callable[[Any], str] = _as_it_is_called
    origin: Callable[[Any], str] = _from_nobody
    kind: str | Promise = ""
    icon: str = "inbox"
    load: Callable[[Iterable[int]], Mapping[int, Any]] | None = None


# By the topic given to ``duties.expect``.
DUTY_TOPICS: dict[str, DutyTopic] = {}


# Parts of "my desk" beside what waits: drafts, what was sent; ``build(request, person)``.
DESK_PANELS = Panels()


@dataclass(frozen=True)
class DeskSection:
    """A page of administration, told on the desk of whoever is allowed to open it."""

    label: str | Promise
    url_name: str
    allowed: Callable[[Any], bool]
    order: int = 100
    about: str | Promise = ""
    icon: str = "checkup-list"


DESK_SECTIONS: list[DeskSection] = []


@dataclass
class Addresses:
    """Names of pages of higher rooms that mails link to; empty where no room has one."""

    desk: str = ""
    preferences: str = ""
    unsubscribe: str = ""


ADDRESSES = Addresses()


# --- Who answers for what ----------------------------------------------------------------------

# ``name(topic, obj) -> assignees``: who decides about what was reported (topic "moderation") or
# appealed (topic "appeal") of an object.
MODERATORS: list[Callable[[str, Any], Iterable[str]]] = []

# ``above(office, scope) -> assignees``: the offices told when a duty of this one is overdue.
ABOVE: list[Callable[[str, Any], Iterable[str]]] = []


# --- Files and loading -------------------------------------------------------------------------

# Each looks through a whole file before it is kept, and says why it is refused, or nothing.
SCANNERS: list[Callable[[IO[bytes]], str]] = []


@dataclass
class LoadReport:
    """What loading some rows did; a second run of the same rows only counts ``same``."""

    created: int = 0
    changed: int = 0
    same: int = 0
    errors: list[str] = field(default_factory=list)

    def __add__(self, other: "LoadReport") -> "LoadReport":
        return LoadReport(
            self.created + other.created,
            self.changed + other.changed,
            self.same + other.same,
            [*self.errors, *other.errors],
        )


# --- Calendars ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Occasion:
    """Something public that has a date. ``uid`` stays the same though the rest changes.

    A whole day starts on a date; anything else at an instant. ``ends`` is not part of it any more.
    """

    uid: str
    title: str
    starts: date | datetime
    changed_at: datetime
    ends: date | datetime | None = None
    about: str = ""
    place: str = ""
    url: str = ""
    cancelled: bool = False


@dataclass(frozen=True)
class Calendar:
    """Dated things of one kind, which people may add to their own calendar."""

    key: str
    label: str | Promise
    occasions: Callable[[], Iterable[Occasion]]


# Told as iCalendar by the room that speaks to programs.
CALENDARS: list[Calendar] = []


# --- How long things are kept ------------------------------------------------------------------


@dataclass(frozen=True)
class Retention:
    """A kind of row that is kept for a time; its row of ``data/retention.csv`` says how long.

    ``due(before)`` counts and ``clear(before)`` removes what ended before an instant; both answer
    how many. ``clear`` must be safe to repeat and to break off.
    """

    key: str
    due: Callable[[datetime], int]
    clear: Callable[[datetime], int]


RETENTION: list[Retention] = []
