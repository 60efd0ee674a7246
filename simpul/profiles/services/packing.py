"""Any record as a target form wants it."""

from simpul.innovations.models import Draft, Innovation
from simpul.profiles.models import Form
from simpul.profiles.queries.book import Book
from simpul.profiles.queries.filling import Package, filled
from simpul.profiles.queries.forms import asked
from simpul.profiles.queries.saying import said_of, with_own


def pack(
    innovation: Innovation,
    form: Form,
    *,
    language: str = "",
    draft: Draft | None = None,
    own: bool = False,
    known: Book | None = None,
) -> Package:
    """Fill ``form`` from what readers see of a record, or from its ``draft``.

    ``own`` adds what was written for this form alone, and files: whoever calls asks
    ``profiles.prepare_innovation`` first. ``language`` is that of the form where none is named.
    """
    said = said_of(innovation, draft=draft)
    if own:
        said = with_own(said, innovation, form)
    return filled(asked(form, known), said, language=language)
