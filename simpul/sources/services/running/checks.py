"""What no record may carry into the catalogue, whoever read it: checked once, for every adapter."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.innovations.models import FIELDS
from simpul.innovations.services.codebook import Codebook
from simpul.innovations.services.mentions import Mention, Statement
from simpul.sources.services.adapters import FAULT, REFUSED, Problem, Raw

# As JSON writes them: what no database keeps in a text.
UNWRITABLE = re.compile(r"\\u0000|\\u[dD][89a-fA-F][0-9a-fA-F]{2}(?!\\u[dD])")
LONGEST = {"title": 300, "unit": 300, "form": 60, "video": 500}
LONGEST_TEXT = 20_000
LONGEST_CODE = 100
FIRST_YEAR = 1945
# What a spreadsheet writes where it could not reckon, and what stands for letters that were lost.
SHEET_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)")
LOST_LETTER = "\ufffd"
# The name of a column that has none.
UNHEADED = re.compile(r"#[0-9]+")

# What is wrong, and what to do about it.
Wrong = tuple[Any, Any]

CODES: Mapping[str, Callable[[Codebook], Mapping]] = {
    "owner": lambda book: book.owners,
    "region": lambda book: book.regions,
    "sector": lambda book: book.sectors,
    "affair": lambda book: book.affairs,
    "life_status": lambda book: book.stages,
}


def writable(text: str) -> str:
    """A text without what no database keeps."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def too_large(raw: Raw, name: str, length: int) -> Problem:
    """One cell that is far larger than anything the catalogue says."""
    return Problem(
        key=raw.key,
        at=raw.at,
        field=name,
        say=_("This cell holds %(count)s characters; only its beginning was kept.")
        % {"count": length},
        fix=_("Look at the cell in the source: a file or a whole document may have slipped in."),
    )


def looked_through(raw: Raw) -> list[Problem]:
    """What is plainly wrong with cells of a record, whatever they are read as."""
    found = []
    for name, value in raw.values.items():
        if isinstance(value, str) and SHEET_ERROR.fullmatch(value.strip()):
            words: Wrong = (
                _("The spreadsheet could not reckon this cell: %(text)s.") % {"text": value},
                _("Mend the formula in the source, or write the value."),
            )
        elif isinstance(value, str) and LOST_LETTER in value:
            words = (
                _("Letters of this cell were lost before it came here."),
                _("Save the source anew as UTF-8, and correct the cell."),
            )
        elif UNHEADED.fullmatch(name) and str(value).strip():
            words = (
                _("This cell stands under no heading: “%(text)s”.") % {"text": str(value)[:60]},
                _("Give its column a heading, or quote cells that hold the mark between cells."),
            )
        else:
            continue
        found.append(Problem(raw.key, raw.at, name, *words))
    return found


def checked(mention: Mention, raw: Raw, book: Codebook) -> tuple[Mention | None, list[Problem]]:
    """The mention without the statements the catalogue could not keep, each of them named.

    Without a title it is nothing: then the answer is ``None``.
    """
    problems: list[Problem] = []
    kept: list[Statement] = []
    seen: set[tuple] = set()
    for said in mention.statements:
        wrong = _wrong(said, book) or _said_twice(said, seen)
        if wrong is None:
            kept.append(said)
        else:
            kind = REFUSED if said.field == "title" else FAULT
            problems.append(Problem(raw.key, raw.at, said.field, *wrong, kind=kind))
    if not any(said.field == "title" for said in kept):
        if not any(problem.kind == REFUSED for problem in problems):
            problems.append(_untitled(raw))
        return None, problems
    return mention.__class__(
        scheme=mention.scheme,
        record_key=mention.record_key,
        authority=mention.authority,
        statements=tuple(kept),
        url=mention.url[:1000],
        synthetic=mention.synthetic,
    ), problems


def _untitled(raw: Raw) -> Problem:
    return Problem(
        raw.key,
        raw.at,
        "title",
        _("The record has no title."),
        _("Write the name of the innovation, or name the column that holds it."),
        kind=REFUSED,
    )


def _wrong(said: Statement, book: Codebook) -> Wrong | None:
    spec = FIELDS.get(said.field)
    if spec is None:
        return (
            _("A record has no field “%(field)s”.") % {"field": said.field},
            _("Correct the mapping of the source."),
        )
    if said.field in CODES:
        return _wrong_code(said.value, CODES[said.field](book))
    check = CHECKS.get(said.field) or CHECKS.get(spec.kind)
    return check(said, book) if check else None


def _wrong_text(said: Statement, book: Codebook) -> Wrong | None:
    if not isinstance(said.value, str) or not said.value.strip():
        return _("It is empty."), _("Fill it in, or leave the column out.")
    most = LONGEST.get(said.field, LONGEST_TEXT)
    if len(said.value) > most:
        return (
            _("It has %(count)s characters.") % {"count": len(said.value)},
            _("At most %(most)s fit. Shorten it in the source.") % {"most": most},
        )
    if SHEET_ERROR.fullmatch(said.value.strip()):
        return (
            _("The spreadsheet could not reckon this cell: %(text)s.") % {"text": said.value},
            _("Mend the formula in the source, or write the value."),
        )
    if writable(said.value) != said.value:
        return (
            _("It holds characters that no text has."),
            _("Save the source anew as UTF-8."),
        )
    return None


def _wrong_year(said: Statement, book: Codebook) -> Wrong | None:
    value = said.value
    if isinstance(value, int) and FIRST_YEAR <= value <= clock.today().year + 1:
        return None
    return (
        _("“%(text)s” is no year of a public service innovation.") % {"text": str(value)[:20]},
        _("Write a year from %(first)s on, or leave it empty.") % {"first": FIRST_YEAR},
    )


def _wrong_code(value: Any, known: Mapping) -> Wrong | None:
    if isinstance(value, str) and value in known:
        return None
    return (
        _("No such code: “%(code)s”.") % {"code": str(value)[:LONGEST_CODE]},
        _("Use a code of the shared lists, or say what the source's own words mean."),
    )


def _wrong_goals(said: Statement, book: Codebook) -> Wrong | None:
    goals = said.value if isinstance(said.value, list) else [said.value]
    unknown = [goal for goal in goals if goal not in book.goals]
    if not unknown:
        return None
    return (
        _("“%(text)s” is no goal of sustainable development.") % {"text": str(unknown[0])[:20]},
        _("Write numbers from 1 to 17."),
    )


def _wrong_award(said: Statement, book: Codebook) -> Wrong | None:
    value = said.value
    known = isinstance(value, dict) and (
        value.get("programme") in book.programmes and value.get("level") in book.levels
    )
    if known:
        return None
    return (
        _("The award names a programme or a level that is not known."),
        _("Correct the mapping of the source, or add the programme to the shared lists."),
    )


# By field, else by kind of field.
CHECKS: Mapping[str, Callable[[Statement, Codebook], Wrong | None]] = {
    "short": _wrong_text,
    "text": _wrong_text,
    "year": _wrong_year,
    "goals": _wrong_goals,
    "award": _wrong_award,
}


def _said_twice(said: Statement, seen: set[tuple]) -> Wrong | None:
    """Only awards may be named several times by one record."""
    slot = (said.authority_id, said.record_key, said.field, said.language)
    if said.field != "award" and slot in seen:
        return (
            _("The record names this field twice."),
            _("Leave one of the two columns out of the mapping."),
        )
    seen.add(slot)
    return None
