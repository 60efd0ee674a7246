"""Where somebody writes what a form is missing: the step of the draft, or the field's own page."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from simpul.core import clock
from simpul.innovations.models import Draft, Innovation
from simpul.innovations.policies import visible_drafts
from simpul.innovations.queries.rules import questions_on
from simpul.profiles.models import Form
from simpul.profiles.queries.filling import Packed


@dataclass(frozen=True)
class Desk:
    """What one reader may do about a record: their open draft, and whether they write in it."""

    innovation: Innovation
    draft: Draft | None = None
    writes: bool = False
    prepares: bool = False
    # The step of the documenting form that asks for each field.
    steps: Mapping[str, str] = field(default_factory=dict)

    def step_url(self, name: str) -> str:
        """The question of the draft where a field is written; empty where there is none."""
        step = self.steps.get(name)
        if not self.writes or self.draft is None or step is None:
            return ""
        return f"{reverse('innovations:draft_step', args=[self.draft.pk, step])}#f-{name}"

    def field_url(self, form: Form, key: str) -> str:
        """The page of one field, for those who prepare the record."""
        if not self.prepares:
            return ""
        return reverse("profiles:field", args=[self.innovation.slug, form.key, key])

    def mend_url(self, packed: Packed, form: Form) -> str:
        """The one place to go for what is wrong with a field."""
        first = next((url for name in packed.sources if (url := self.step_url(name))), "")
        return self.field_url(form, packed.key) or first


def desk_of(innovation: Innovation, user) -> Desk:
    """What ``user`` may do about a record."""
    if not user.is_authenticated:
        return Desk(innovation)
    draft = innovation.drafts.open().filter(visible_drafts(user)).first()
    return Desk(
        innovation,
        draft,
        writes=draft is not None and user.has_perm("innovations.change_draft", draft),
        prepares=user.has_perm("profiles.prepare_innovation", innovation),
        steps={row.field: row.step.key for row in questions_on(clock.today())},
    )
