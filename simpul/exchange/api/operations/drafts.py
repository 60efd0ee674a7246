"""Write drafts: begin, save answers, choose between two texts, hand in, take back."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Body, Path, Query, Router, Status
from pydantic import BaseModel, ValidationError

from simpul.exchange.api import cursors
from simpul.exchange.api.describing import keyed
from simpul.exchange.api.door import ApiRequest
from simpul.exchange.api.faults import as_data
from simpul.exchange.api.names import Cursor, KeyInPath, Size
from simpul.exchange.api.problems import Fault, Trouble
from simpul.exchange.api.shapes import drafts as shapes
from simpul.exchange.models import ApiKey, Scope
from simpul.exchange.queries.keys import bodies_of
from simpul.exchange.queries.resources import drafts as told
from simpul.innovations.models import Draft, DraftKind, DraftRival, Innovation
from simpul.innovations.queries.records import innovations_for
from simpul.innovations.queries.rules import problems
from simpul.innovations.queries.writing import language_of
from simpul.innovations.services import submission
from simpul.innovations.services.drafting import (
    Answer,
    Rivalled,
    open_draft,
    save_answers,
    settle_rival,
)
from simpul.innovations.services.drafting.opening import kind_for
from simpul.innovations.services.drafting.saving import note_writing

router = Router(tags=["Drafts"])

Step = Annotated[Literal["submit", "ask_sign_off", "recall", "drop"], Path()]


class AskedDrafts(BaseModel):
    """Where to go on."""

    size: Size = 50
    cursor: Cursor = ""


def key_of(request: ApiRequest) -> ApiKey:
    """The key of a request that needed one to come so far; it acts for an institution."""
    key = request.key
    if key is None or key.organisation is None:
        raise Trouble("forbidden", _("This key acts for no institution."))
    return key


def draft_of(request: ApiRequest, number: int) -> Draft:
    """A draft of the institution behind the key."""
    found = told.drafts_of(key_of(request)).filter(pk=number).first()
    if found is None:
        raise Trouble("missing")
    return found


def record_of(key: ApiKey, public_id: str) -> Innovation:
    """A record of the institution behind the key."""
    rows = innovations_for(key.holder).select_related("owner__parent", "canonical", "hub")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Trouble("missing")
    owner = found.owner
    if owner is None or key.organisation_id not in {body.pk for body in owner.chain}:
        raise PermissionDenied(_("This record belongs to another institution."))
    return found


# --- Reading -----------------------------------------------------------------------------------


@router.get(
    "/drafts",
    **keyed(
        "read_drafts",
        shapes.Drafts,
        scope=Scope.DRAFTS,
    ),
)
def drafts(request: ApiRequest, response: HttpResponse, asked: Annotated[AskedDrafts, Query(...)]):
    found = told.drafts_of(key_of(request)).order_by("-pk")
    if asked.cursor:
        found = found.filter(pk__lt=int(cursors.read(request, asked.cursor)[0]))
    rows = list(found[: asked.size + 1])
    following = None
    if len(rows) > asked.size:
        rows = rows[: asked.size]
        following = cursors.address(request, cursors.written(request, rows[-1].pk))
        response["Link"] = f'<{following}>; rel="next"'
    return {"drafts": [told.line(row) for row in rows], "next": following}


@router.get(
    "/drafts/{number}",
    **keyed(
        "read_draft",
        shapes.Draft,
        scope=Scope.DRAFTS,
    ),
)
def draft(request: ApiRequest, number: KeyInPath):
    return _whole(request, draft_of(request, number))


@router.get(
    "/drafts/{number}/blocks",
    **keyed(
        "read_blocks",
        shapes.Blocks,
        scope=Scope.DRAFTS,
    ),
)
def blocks(request: ApiRequest, number: KeyInPath):
    return {"blocks": [as_data(problem) for problem in problems(draft_of(request, number))]}


# --- Writing -----------------------------------------------------------------------------------


@router.post(
    "/drafts",
    **keyed(
        "begin_draft",
        shapes.Draft,
        scope=Scope.DRAFTS,
        status=201,
    ),
)
def begin(
    request: ApiRequest,
    response: HttpResponse,
    sent: Annotated[shapes.DraftAbout | shapes.NewDraft, Body(...)],
):
    key = key_of(request)
    made = _begun(key, sent)
    response["Location"] = f"{request.build_absolute_uri(request.path)}/{made.pk}"
    found = told.drafts_of(key).get(pk=made.pk)
    return Status(201, told.whole(found, user=key.holder))


def _begun(key: ApiKey, sent: shapes.DraftAbout | shapes.NewDraft) -> Draft:
    body = key.organisation
    if sent.organisation:
        body = bodies_of(key).filter(code=sent.organisation).first()
        if body is None:
            raise PermissionDenied(_("This key does not act for that institution."))
    about = sent.innovation if isinstance(sent, shapes.DraftAbout) else ""
    record = record_of(key, about) if about else None
    return open_draft(
        kind=kind_for(record) if record else DraftKind.NEW,
        innovation=record,
        organisation=body,
        entered_for=sent.entered_for,
        values=_kept(sent.values),
        by=key.holder,
    )


@router.patch(
    "/drafts/{number}",
    **keyed(
        "save_answers",
        shapes.Saved,
        scope=Scope.DRAFTS,
    ),
)
def save(request: ApiRequest, number: KeyInPath, sent: Annotated[shapes.AnswersIn, Body(...)]):
    found, key = draft_of(request, number), key_of(request)
    values = _kept(sent.values)
    answers = [
        Answer(name, value, language_of(name), sent.base.get(name, 0))
        for name, value in values.items()
    ]
    outcomes = save_answers(found, answers, by=key.holder)
    note_writing(found, by=key.holder)
    pairs = list(zip(answers, outcomes, strict=True))
    saved = {one.field: kept.revision for one, kept in pairs if not isinstance(kept, Rivalled)}
    conflicts = [_conflict(one, kept) for one, kept in pairs if isinstance(kept, Rivalled)]
    if conflicts:
        raise Trouble("two-texts", more={"conflicts": conflicts, "saved": saved})
    return {"saved": saved}


def _conflict(answer: Answer, kept: Rivalled) -> dict[str, Any]:
    return {
        "field": answer.field,
        "yours": kept.rival.value,
        "theirs": kept.kept.value,
        "revision": kept.kept.revision,
        "second_text": kept.rival.pk,
    }


def _kept(values: shapes.Values) -> dict[str, Any]:
    """The answers that were sent, in the form in which they are kept."""
    sent = values.model_dump(mode="json", exclude_unset=True)
    return {name: _plain(value) for name, value in sent.items()}


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list) else value


@router.post(
    "/drafts/{number}/second-texts/{text}",
    **keyed(
        "choose_text",
        shapes.Saved,
        scope=Scope.DRAFTS,
    ),
)
def choose(
    request: ApiRequest,
    number: KeyInPath,
    text: KeyInPath,
    sent: Annotated[shapes.ChoiceIn, Body(...)],
):
    found, key = draft_of(request, number), key_of(request)
    rival = DraftRival.objects.filter(draft=found, pk=text, settled_at=None).first()
    if rival is None:
        raise Trouble("missing")
    value = _checked(rival.field, sent.value)
    chosen = settle_rival(rival, value=value, base=sent.base, by=key.holder)
    return {"saved": {rival.field: chosen.revision}}


def _checked(field: str, value: Any) -> Any:
    """A value as its field takes it."""
    try:
        return _kept(shapes.Values.model_validate({field: value}))[field]
    except ValidationError as fault:
        words = _("This is not as the description of the operation says.")
        raise Trouble("content", errors=[Fault("body.value", "value", str(words))]) from fault


# --- Handing in --------------------------------------------------------------------------------


@router.post(
    "/drafts/{number}/steps/{step}",
    **keyed(
        "take_step",
        shapes.Draft,
        scope=Scope.SUBMIT,
    ),
    tags=["Drafts"],
)
def take_step(
    request: ApiRequest,
    number: KeyInPath,
    step: Step,
    sent: Annotated[shapes.NoteIn, Body(...)],
):
    found, key = draft_of(request, number), key_of(request)
    getattr(submission, step)(found, by=key.holder, note=sent.note)
    return _whole(request, draft_of(request, number))


def _whole(request: ApiRequest, found: Draft) -> dict[str, Any]:
    return told.whole(found, user=key_of(request).holder)
