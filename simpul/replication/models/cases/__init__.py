"""A case between origin, adopter and facilitator, and all that belongs to it."""

from .agreed import (
    CaseDocument,
    Dispute,
    DisputeEnd,
    DocumentRole,
    LearningKind,
    LearningSession,
    Obligation,
)
from .case import Case, CaseQuerySet, Mode, NumberOfYear, Passage, Side
from .outcome import BackReport, Direction, Measure, Result, ResultStage
from .planned import AdaptationRow, ChecklistItem, Milestone, Treatment
from .templates import Fund, ObligationTemplate, StepTemplate, Term

__all__ = [
    "AdaptationRow",
    "BackReport",
    "Case",
    "CaseDocument",
    "CaseQuerySet",
    "ChecklistItem",
    "Direction",
    "Dispute",
    "DisputeEnd",
    "DocumentRole",
    "Fund",
    "LearningKind",
    "LearningSession",
    "Measure",
    "Milestone",
    "Mode",
    "NumberOfYear",
    "Obligation",
    "ObligationTemplate",
    "Passage",
    "Result",
    "ResultStage",
    "Side",
    "StepTemplate",
    "Term",
    "Treatment",
]
