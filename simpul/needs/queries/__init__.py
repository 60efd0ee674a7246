"""Questions about needs, challenges and ideas; other rooms begin here."""

from simpul.needs.policies import visible, visible_challenges, visible_ideas

from .needs import need_at, needs_for, of_institution, similar_needs
from .searching import matching, terms_of

__all__ = [
    "matching",
    "need_at",
    "needs_for",
    "of_institution",
    "similar_needs",
    "terms_of",
    "visible",
    "visible_challenges",
    "visible_ideas",
]
