"""Files of letters are made by a worker: setting pages takes longer than writers may wait."""

from simpul.core import outbox
from simpul.documents.services.issuing import RENDER
from simpul.documents.services.rendering import make_files


@outbox.answers(RENDER)
def render(pk: int) -> None:
    make_files(pk)
