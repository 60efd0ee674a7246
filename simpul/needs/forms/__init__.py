"""What people type about needs, challenges and ideas."""

from .deciding import DecisionForm, HubSponsorForm, MergeForm, NoteForm, PromoteForm, SponsorForm
from .filters import ChallengeFilterForm, GapForm, IdeaFilterForm, NeedFilterForm
from .ideas import ChallengeForm, IdeaForm, IdeaWordsForm, OutcomeForm, SupportForm
from .needs import BaselineSet, CloseForm, FollowForm, NeedForm
from .talking import ReportForm, WordsForm

__all__ = [
    "BaselineSet",
    "ChallengeFilterForm",
    "ChallengeForm",
    "CloseForm",
    "DecisionForm",
    "FollowForm",
    "GapForm",
    "HubSponsorForm",
    "IdeaFilterForm",
    "IdeaForm",
    "IdeaWordsForm",
    "MergeForm",
    "NeedFilterForm",
    "NeedForm",
    "NoteForm",
    "OutcomeForm",
    "PromoteForm",
    "ReportForm",
    "SponsorForm",
    "SupportForm",
    "WordsForm",
]
