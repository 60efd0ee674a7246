"""What is kept about needs, about challenges, and about the ideas people offer to them."""

from simpul.needs.workflow import ChallengeState, IdeaState, NeedState

from .benchmarks import Benchmark, Family
from .challenges import Audience, Challenge
from .ideas import AuthorKind, Idea, IdeaDecision, MergeEdge, Support
from .needs import (
    Connectivity,
    Direction,
    Need,
    NeedFollower,
    NeedIndicator,
    Origin,
    Visibility,
)

__all__ = [
    "Audience",
    "AuthorKind",
    "Benchmark",
    "Challenge",
    "ChallengeState",
    "Connectivity",
    "Direction",
    "Family",
    "Idea",
    "IdeaDecision",
    "IdeaState",
    "MergeEdge",
    "Need",
    "NeedFollower",
    "NeedIndicator",
    "NeedState",
    "Origin",
    "Support",
    "Visibility",
]
