"""Events to try the pure core with: honest installations, each with its own journal and clock."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from simpul.exchange.queries.sync import clocks
from simpul.exchange.queries.sync.messages import REGISTERS, Event

INSTALLATIONS = tuple(f"{name:0<16}" for name in ("nasional", "jatim", "sulsel", "bali", "ntb"))
BEGIN = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


def gid(installation, number):
    return f"{installation}/rec{number}"


def event(origin, seq, kind="state", record=None, *, at=None, body=None, replaces=""):
    """One event; its time follows its number unless ``at`` says otherwise."""
    record = record or gid(origin, 0)
    at = at or BEGIN + timedelta(seconds=seq)
    if body is None:
        body = {"claims": [], "ids": [], "said": seq} if kind == "state" else {}
    return Event(origin, seq, str(clocks.following(clocks.START, at)), kind, record, replaces, body)


@st.composite
def histories(draw, most=24, installations=INSTALLATIONS[:3], records=2):
    """What several installations said over time, each in its own order, clocks apart."""
    skew = {one: draw(st.integers(-600, 600)) for one in installations}
    seqs = dict.fromkeys(installations, 0)
    clock = dict.fromkeys(installations, clocks.START)
    found = []
    for step in range(draw(st.integers(0, most))):
        origin = draw(st.sampled_from(installations))
        kind = draw(st.sampled_from(sorted(REGISTERS)))
        foreign = draw(st.booleans()) and REGISTERS[kind] != "standing"
        owner = draw(st.sampled_from(installations)) if foreign else origin
        record = gid(owner, draw(st.integers(0, records - 1)))
        seqs[origin] += draw(st.integers(1, 3))
        at = BEGIN + timedelta(seconds=step + skew[origin])
        clock[origin] = clocks.following(clock[origin], at)
        body = {"claims": [], "ids": [], "said": step} if kind == "state" else {}
        if kind == "merge":
            others = [gid(one, n) for one in installations for n in range(records)]
            body = {"into": draw(st.sampled_from([one for one in others if one != record]))}
        found.append(Event(origin, seqs[origin], str(clock[origin]), kind, record, "", body))
    return found
