"""The figures of taking part, each with how it is counted."""

from django.utils.translation import gettext_lazy as _

from simpul.core.figures import Figure
from simpul.forum.queries import talk

FIGURES = (
    Figure(
        "records_found_useful",
        _("Found useful"),
        _(
            "How often a person with an account said that a record was useful to them. One person "
            "counts once for each record, may change their mind, and their newest word counts. It "
            "is what some readers say, not a measure of the innovation."
        ),
        talk.useful,
        _("times"),
    ),
    Figure(
        "questions_asked",
        _("Questions asked"),
        _("Questions put to the owners of public records and shown now. Hidden ones do not count."),
        talk.asked,
        _("questions"),
    ),
    Figure(
        "questions_answered",
        _("Questions answered"),
        _("Questions shown now that somebody else than the asker has answered."),
        talk.answered,
        _("questions"),
    ),
)
