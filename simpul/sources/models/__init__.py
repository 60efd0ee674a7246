"""What came from where, and how mentions of one innovation meet."""

from .joint import (
    ChangeKind,
    Contradiction,
    Coverage,
    Effect,
    Parameter,
    ParameterKind,
    Party,
    Proposal,
    Provision,
    Sweep,
    SweepPurpose,
    Vote,
    Watermark,
)
from .mappings import LearnedName, Mapping
from .matching import MatchEvaluation, MatchKey, MatchParameter, Pair, PairState
from .raw import RawRecord
from .runs import (
    Outcome,
    RawCopy,
    Result,
    Run,
    RunKind,
    RunPiece,
    Stage,
    Verdict,
    WorkItem,
)
from .sources import Schedule, Source, SourceRecord

__all__ = [
    "ChangeKind",
    "Contradiction",
    "Coverage",
    "Effect",
    "LearnedName",
    "Mapping",
    "MatchEvaluation",
    "MatchKey",
    "MatchParameter",
    "Outcome",
    "Pair",
    "PairState",
    "Parameter",
    "ParameterKind",
    "Party",
    "Proposal",
    "Provision",
    "RawCopy",
    "RawRecord",
    "Result",
    "Run",
    "RunKind",
    "RunPiece",
    "Schedule",
    "Source",
    "SourceRecord",
    "Stage",
    "Sweep",
    "SweepPurpose",
    "Verdict",
    "Vote",
    "Watermark",
    "WorkItem",
]
