"""Drafts as the API tells them to the institution that writes them."""

from typing import Any

from django.db.models import QuerySet

from simpul.exchange.models import ApiKey
from simpul.exchange.queries.keys import bodies_of
from simpul.exchange.queries.resources.links import api
from simpul.innovations.models import Draft, Evidence, LifeStatement
from simpul.innovations.queries.writing import drafts_for
from simpul.innovations.workflow import VERIFICATION

# The steps that authors take; those of a hub are taken on its pages, where cases are read.
STEPS = ("submit", "ask_sign_off", "recall", "drop")


def drafts_of(key: ApiKey) -> QuerySet[Draft]:
    """The drafts of the institution behind a key that the person behind it may see."""
    rows = drafts_for(key.holder).filter(organisation__in=bodies_of(key).values("pk"))
    return rows.select_related("innovation__owner", "innovation__canonical", "organisation", "hub")


def line(draft: Draft) -> dict[str, Any]:
    """A draft as the list tells it."""
    return {
        "id": draft.pk,
        "href": api("drafts", draft.pk),
        "innovation": draft.innovation.public_id,
        "title": draft.innovation.title,
        "kind": draft.kind,
        "state": {"code": draft.state, "label": str(draft.get_state_display())},
        "organisation": draft.organisation.code if draft.organisation else None,
        "entered_for": draft.entered_for,
        "hub": draft.hub.code if draft.hub else None,
        "opened_at": draft.opened_at,
        "touched_at": draft.touched_at,
        "submitted_at": draft.submitted_at,
        "due_at": draft.due_at,
        "decided_at": draft.decided_at,
    }


def whole(draft: Draft, *, user) -> dict[str, Any]:
    """One draft with its answers, files, second texts, and what may be done now."""
    may = {step.name for step in VERIFICATION.open_steps(draft, user)}
    return {
        **line(draft),
        "answers": [
            {
                "field": one.field,
                "language": one.language,
                "value": one.value,
                "revision": one.revision,
                "saved_at": one.at,
            }
            for one in draft.values.order_by("field", "language")
        ],
        "second_texts": [
            {
                "id": one.pk,
                "field": one.field,
                "language": one.language,
                "value": one.value,
                "at": one.at,
            }
            for one in draft.rivals.filter(settled_at=None).order_by("pk")
        ],
        "evidence": [evidence(one) for one in _files(draft, user)],
        "steps": [
            {"name": name, "href": api("drafts", draft.pk, "steps", name)}
            for name in STEPS
            if name in may
        ],
    }


def _files(draft: Draft, user) -> list[Evidence]:
    """The files ``user`` may open: others may have added theirs since this draft was written."""
    kept = draft.innovation.evidence.kept().select_related("file", "innovation__owner__parent")
    found = kept.order_by("pk")
    return [one for one in found if user.has_perm("innovations.view_evidence", one)]


def evidence(one: Evidence) -> dict[str, Any]:
    """A file as its owner sees it."""
    return {
        "id": one.pk,
        "field": one.field,
        "kind": one.kind,
        "title": one.title,
        "is_public": one.is_public,
        "media_type": one.file.media_type,
        "bytes": one.file.size,
        "sha256": one.file.sha256,
        "added_at": one.added_at,
    }


def statement(said: LifeStatement) -> dict[str, Any]:
    """What was said about the life of a record."""
    return {
        "innovation": said.innovation.public_id,
        "status": said.status_id,
        "as_of": said.as_of,
        "reason": said.reason,
        "said_at": said.said_at,
    }
