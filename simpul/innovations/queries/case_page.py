"""The page of a case in the shape its templates take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from simpul.core import journal
from simpul.core.models import Entry
from simpul.innovations.models import CHECKED, Draft, DraftKind, DraftState, Verdict
from simpul.innovations.queries import chain
from simpul.innovations.queries.case import Case, Item
from simpul.innovations.queries.claiming import Readable, Value
from simpul.innovations.queries.differences import Piece, differences
from simpul.innovations.queries.similar import Similar, similar_to_title
from simpul.organisations.queries import doers
from simpul.ui import parts

TABS = {
    "changes": gettext_lazy("Only what changed"),
    "all": gettext_lazy("All answers"),
    "evidence": gettext_lazy("Evidence"),
    "talk": gettext_lazy("Conversation"),
    "history": pgettext_lazy("case", "History"),
}

# What is written in the journal about a draft, as people say it.
VERBS = {
    "submit": pgettext_lazy("done", "Submitted"),
    "ask_sign_off": pgettext_lazy("done", "Asked for a signature"),
    "sign_off": pgettext_lazy("done", "Signed and submitted"),
    "decline_sign_off": pgettext_lazy("done", "Given back without a signature"),
    "recall": pgettext_lazy("done", "Taken back"),
    "take_up": pgettext_lazy("done", "Taken up"),
    "release": pgettext_lazy("done", "Let go"),
    "return": pgettext_lazy("done", "Returned for changes"),
    "pass_on": pgettext_lazy("done", "Passed on"),
    "verify": pgettext_lazy("done", "Verified and published"),
    "refuse": pgettext_lazy("done", "Refused"),
    "drop": pgettext_lazy("done", "Dropped"),
    "open": gettext_lazy("Began to write"),
    "check": gettext_lazy("Checked answers"),
    "ask": gettext_lazy("Sent questions"),
    "answer": gettext_lazy("Answered a question"),
    "talk": gettext_lazy("Wrote a message"),
    "recuse": gettext_lazy("Stepped back"),
    "move": gettext_lazy("Moved to another office"),
    "invite": gettext_lazy("Invited somebody to write along"),
    "join": gettext_lazy("Began to write along"),
    "part": gettext_lazy("Ended writing along"),
    "settle": gettext_lazy("Chose between two texts"),
    "ask_confirmation": gettext_lazy("Asked the unit to confirm"),
    "confirm": gettext_lazy("The unit confirmed"),
    "confirm_on_paper": gettext_lazy("The unit confirmed on paper"),
}


@dataclass(frozen=True)
class Tab:
    """One view of the case, as a link."""

    key: str
    label: str
    count: int | None
    here: bool


@dataclass(frozen=True)
class Row:
    """One answer as the page shows it; ``typed`` is what the checker chose and was not kept."""

    item: Item
    text: str
    pieces: Sequence[Piece]
    status: parts.Status
    typed: Mapping[str, str]
    error: str = ""

    @property
    def anchor(self) -> str:
        return self.item.anchor

    @property
    def verdict(self) -> str:
        kept = self.item.check.verdict if self.item.check else ""
        return self.typed.get("verdict", kept)

    @property
    def note(self) -> str:
        kept = self.item.check.note if self.item.check else ""
        return self.typed.get("note", kept)

    @property
    def asks(self) -> bool:
        return self.item.open_question is not None

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        return [(value, str(label), value == self.verdict) for value, label in Verdict.choices]


@dataclass(frozen=True)
class CasePage:
    """What the templates of a case read."""

    case: Case
    tab: str
    rows: Sequence[Row]
    tabs: Sequence[Tab]
    clock: Sequence[parts.Event]
    history: Sequence[parts.Event]
    chain: Sequence[chain.Stop]
    similar: Sequence[Similar]

    @property
    def draft(self) -> Draft:
        return self.case.draft

    @property
    def kind(self) -> str:
        return {
            DraftKind.NEW: _("New record"),
            DraftKind.CLAIM: _("Record taken over"),
            DraftKind.CHANGE: _("Change to a verified record"),
        }[DraftKind(self.draft.kind)]

    @property
    def state(self) -> parts.Status:
        tones = {
            DraftState.ACCEPTED: "ok",
            DraftState.REFUSED: "stop",
            DraftState.DROPPED: "stop",
        }
        state = DraftState(self.draft.state)
        return parts.Status(self.draft.get_state_display(), tones.get(state, "wait"))


def case_page(
    case: Case, *, tab: str, user, typed: Mapping[str, Mapping[str, str]] | None = None
) -> CasePage:
    """Arrange a case for one of its tabs."""
    tab = tab if tab in TABS else _first_tab(case)
    draft = case.draft
    entries = _entries(draft)
    return CasePage(
        case=case,
        tab=tab,
        rows=rows_of(_items_for(tab, case), typed or {}),
        tabs=_tabs(case, tab, len(entries)),
        clock=_clock(draft, entries),
        history=_history(draft, entries) if tab == "history" else [],
        chain=chain.stops(draft) if draft.state in CHECKED else [],
        similar=similar_to_title(
            draft.innovation.title, user=user, owner=draft.organisation, without=draft.innovation_id
        ),
    )


def rows_of(
    items: Sequence[Item], typed: Mapping[str, Mapping[str, str]] | None = None
) -> list[Row]:
    """Answers with their values in words, and what changed in them word by word."""
    named = [
        Value(item.key.partition("|")[0], value)
        for item in items
        for value in (item.value, item.before)
        if item.evidence is None and value is not None
    ]
    readable = Readable(named)
    return [_row(item, readable, (typed or {}).get(item.key, {})) for item in items]


def _row(item: Item, readable: Readable, typed: Mapping[str, str]) -> Row:
    if item.evidence is not None:
        return Row(item, item.label, [], _status(item), typed, typed.get("error", ""))
    name = item.key.partition("|")[0]
    now, before = (
        readable.text(Value(name, value)) if value is not None else ""
        for value in (item.value, item.before)
    )
    pieces = differences(before, now) if item.changed and before else []
    return Row(item, now, pieces, _status(item), typed, typed.get("error", ""))


def _status(item: Item) -> parts.Status:
    if not item.to_check:
        return parts.Status(_("Verified already"), "ok")
    if item.check is None:
        words = _("Changed since it was checked") if item.stale else _("Not checked yet")
        return parts.Status(words)
    if item.check.verdict == Verdict.ASK:
        return parts.Status(_asked(item), "wait")
    tone = "ok" if item.check.verdict == Verdict.FITS else "stop"
    return parts.Status(item.check.get_verdict_display(), tone)


def _asked(item: Item) -> str:
    if item.unsent is not None:
        return _("Question not sent yet")
    return _("Asked") if item.open_question else _("Answered")


def _items_for(tab: str, case: Case) -> Sequence[Item]:
    if tab == "changes":
        return case.changed
    if tab == "all":
        return case.items
    return case.evidence if tab == "evidence" else []


def _first_tab(case: Case) -> str:
    whole = case.round == 1 and case.draft.kind == DraftKind.NEW
    return "all" if whole or not case.changed else "changes"


def _tabs(case: Case, here: str, entries: int) -> list[Tab]:
    counts = {
        "changes": len(case.changed),
        "all": len(case.items),
        "evidence": len(case.evidence),
        "talk": len(case.messages),
        "history": entries,
    }
    return [Tab(key, str(label), counts[key], key == here) for key, label in TABS.items()]


# --- Clock and history -------------------------------------------------------------------------


def _entries(draft: Draft) -> list[Entry]:
    return list(journal.entries_about(draft))


def _clock(draft: Draft, entries: Sequence[Entry]) -> list[parts.Event]:
    """What moved the clock of the hub, oldest first, and what it stands at."""
    words = {
        "submit": "",
        "sign_off": "",
        "take_up": "",
        "ask": _("the clock stopped"),
        "answer": _("the clock went on"),
        "return": _("the clock stopped"),
        "pass_on": _("a new term began"),
    }
    events = [
        parts.Event(
            title=str(VERBS[entry.verb]),
            when=", ".join(part for part in (_moment(entry.at), words[entry.verb]) if part),
        )
        for entry in reversed(entries)
        if entry.verb in words
    ]
    if draft.paused_at is not None:
        events.append(parts.Event(_("The clock stands"), _("until the authors answer"), tone="now"))
    elif draft.due_at is not None and draft.state in CHECKED:
        due = _("by %(moment)s at the latest") % {"moment": _moment(draft.due_at)}
        events.append(parts.Event(_("Decision"), due, tone="now"))
    return events


def _history(draft: Draft, entries: Sequence[Entry]) -> list[parts.Event]:
    """Everything that was done, by whom, and in what office they did it."""
    bodies = draft.organisation.chain if draft.organisation else []
    who = doers(entries, filter(None, [draft.desk, draft.hub, *bodies]))
    return [_event(entry, who(entry)) for entry in entries]


def _event(entry: Entry, who: str) -> parts.Event:
    detail = getattr(entry, "detail", None)
    return parts.Event(
        title=str(VERBS.get(entry.verb, entry.verb)),
        when=", ".join(filter(None, [_moment(entry.at), who])),
        text=detail.note if detail else "",
    )


def _moment(at: Any) -> str:
    return date_format(localtime(at), "j F Y, H.i T")
