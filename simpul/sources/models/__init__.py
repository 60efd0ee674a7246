"""What came from where, and how mentions of one innovation meet."""

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
    "LearnedName",
    "Mapping",
    "MatchEvaluation",
    "MatchKey",
    "MatchParameter",
    "Outcome",
    "Pair",
    "PairState",
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
    "Verdict",
    "WorkItem",
]
