"""A lesson of failure from the first word to the library, and back out of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.core.workflow import Step, Workflow


class LessonState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("lesson", "Being written")
    RELEASED = "released", pgettext_lazy("lesson", "In the library")
    WITHDRAWN = "withdrawn", pgettext_lazy("lesson", "Withdrawn")


LESSON = Workflow(
    "replication.Lesson",
    [
        Step(
            "release",
            {LessonState.DRAFT, LessonState.WITHDRAWN},
            LessonState.RELEASED,
            _("Put into the library"),
        ),
        Step(
            "withdraw",
            {LessonState.RELEASED},
            LessonState.WITHDRAWN,
            _("Withdraw"),
            needs_note=True,
        ),
    ],
)
