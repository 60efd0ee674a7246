"""Say whether an innovation still runs; and what a key is."""

from typing import Annotated

from ninja import Body, Router

from simpul.exchange.api.describing import keyed
from simpul.exchange.api.door import ANY, ApiRequest
from simpul.exchange.api.names import Id
from simpul.exchange.api.operations.drafts import key_of, record_of
from simpul.exchange.api.problems import Trouble
from simpul.exchange.api.shapes import drafts as shapes
from simpul.exchange.models import Scope
from simpul.exchange.queries.resources import drafts as told
from simpul.innovations.services import life

router = Router()


@router.post(
    "/innovations/{id}/status",
    **keyed(
        "say_status",
        shapes.StatusSaid,
        scope=Scope.STATUS,
    ),
    tags=["Status"],
)
def say(
    request: ApiRequest,
    id: Id,  # noqa: A002 -- the name readers see in the address
    sent: Annotated[shapes.StatusIn, Body(...)],
):
    key = key_of(request)
    record = record_of(key, id)
    said = life.say(record, sent.status, as_of=sent.as_of, reason=sent.reason, by=key.holder)
    return told.statement(said)


@router.get(
    "/me",
    **keyed(
        "read_me",
        shapes.Me,
        scope=ANY,
    ),
    tags=["Start"],
)
def me(request: ApiRequest):
    key = request.key
    if key is None:
        raise Trouble("key")
    return {
        "name": key.name,
        "scopes": key.scopes,
        "organisation": key.organisation.code if key.organisation else None,
        "made_at": key.made_at,
        "expires_at": key.expires_at,
    }
