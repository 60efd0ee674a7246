"""Send files as evidence: whole, or piece by piece over a line that breaks."""

from io import BytesIO
from typing import Annotated

from ninja import Body, Path, Query, Router, Status
from pydantic import BeforeValidator, Field, StrictBool

from simpul.core.files import PIECE_BYTES
from simpul.exchange.api.describing import keyed
from simpul.exchange.api.door import ApiRequest
from simpul.exchange.api.names import KeyInPath
from simpul.exchange.api.operations.drafts import draft_of, key_of
from simpul.exchange.api.problems import Trouble
from simpul.exchange.api.shapes import drafts as shapes
from simpul.exchange.models import Scope
from simpul.exchange.queries.resources import drafts as told
from simpul.innovations.services import evidence as services

router = Router(tags=["Evidence"])
BYTES = "application/octet-stream"
Token = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


def _of_word(said: object) -> object:
    """An address holds words: these two are the truth values, and nothing else is."""
    return {"true": True, "false": False}.get(str(said), said)


class WholeFile(shapes.EvidenceIn):
    """What a file shows and what it is called."""

    name: str = Field(min_length=1, max_length=200)
    public: Annotated[StrictBool, BeforeValidator(_of_word)] = Field(
        default=False, description="Anybody may open it once it is verified."
    )


@router.post(
    "/drafts/{number}/evidence",
    **keyed(
        "add_evidence",
        shapes.Evidence,
        scope=Scope.DRAFTS,
        status=201,
        takes=BYTES,
    ),
)
def add(request: ApiRequest, number: KeyInPath, asked: Annotated[WholeFile, Query(...)]):
    found, key = draft_of(request, number), key_of(request)
    added = services.add_evidence(
        found,
        asked.name,
        BytesIO(request.body),
        field=asked.field,
        by=key.holder,
        title=asked.title,
        kind=asked.kind,
        public=asked.public,
    )
    return Status(201, told.evidence(added))


@router.post(
    "/drafts/{number}/uploads",
    **keyed(
        "begin_upload",
        shapes.Upload,
        scope=Scope.DRAFTS,
        status=201,
    ),
)
def begin(request: ApiRequest, number: KeyInPath, sent: Annotated[shapes.UploadIn, Body(...)]):
    found, key = draft_of(request, number), key_of(request)
    file = services.begin_upload(
        found, name=sent.name, size=sent.size, sha256=sent.sha256, by=key.holder
    )
    return Status(201, {"token": file.token, "received": file.received, "piece_bytes": PIECE_BYTES})


@router.put(
    "/drafts/{number}/uploads/{token}",
    **keyed(
        "put_piece",
        shapes.Upload,
        scope=Scope.DRAFTS,
        takes=BYTES,
    ),
)
def piece(
    request: ApiRequest,
    number: KeyInPath,
    token: Token,
    offset: Annotated[int, Query(ge=0, le=2**40)],
):
    found, key = draft_of(request, number), key_of(request)
    received = services.put_piece(found, token, offset, request.body, by=key.holder)
    return {"token": token, "received": received, "piece_bytes": PIECE_BYTES}


@router.post(
    "/drafts/{number}/uploads/{token}/finish",
    **keyed(
        "finish_upload",
        shapes.Evidence,
        scope=Scope.DRAFTS,
        status=201,
    ),
)
def finish(
    request: ApiRequest,
    number: KeyInPath,
    token: Token,
    sent: Annotated[shapes.EvidenceIn, Body(...)],
):
    found, key = draft_of(request, number), key_of(request)
    added = services.finish_upload(
        found,
        token,
        field=sent.field,
        by=key.holder,
        title=sent.title,
        kind=sent.kind,
        public=sent.public,
    )
    return Status(201, told.evidence(added))


@router.delete(
    "/drafts/{number}/evidence/{file}",
    **keyed(
        "remove_evidence",
        shapes.Evidence,
        scope=Scope.DRAFTS,
    ),
)
def remove(request: ApiRequest, number: KeyInPath, file: KeyInPath):
    found, key = draft_of(request, number), key_of(request)
    one = found.innovation.evidence.kept().select_related("file").filter(pk=file).first()
    if one is None:
        raise Trouble("missing")
    services.remove_evidence(one, by=key.holder)
    return told.evidence(one)
