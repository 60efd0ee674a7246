"""Why a run stops and asks a person: what happened, and what to do about it."""

from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as plain_text
from django.utils.translation import gettext_lazy as _

from simpul.sources.models import Run


class Words(NamedTuple):
    """How one reason reads; ``passes`` when a person may look at it and let the run go on."""

    say: str | Promise
    fix: str | Promise
    passes: bool = False


class Stop(Exception):
    """The run may not go on by itself."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code, self.details = code, details


class Interrupted(Exception):
    """Somebody halted the run, or another worker has it; nothing of this step was written."""


REASONS: dict[str, Words] = {
    "empty": Words(
        _("The source answered, but names no record at all."),
        _(
            "Nothing was changed. Open the source yourself: if it is really empty, ask its owner "
            "why; if not, correct the address or the file and start anew."
        ),
    ),
    "halved": Words(
        _("The source names %(now)s records; the last whole run had %(before)s."),
        _(
            "Nothing was changed. Ask the owner of the source what happened. If so many records "
            "are really gone, say so and let the run go on."
        ),
        passes=True,
    ),
    "deletions": Words(
        _(
            "%(gone)s of %(known)s records are no longer named, more than the %(limit)s percent "
            "this source may lose at once."
        ),
        _(
            "Nothing was changed. Look through the records that are gone. If it is right, say so "
            "and let the run go on; if not, drop it and ask the owner of the source."
        ),
        passes=True,
    ),
    "faults": Words(
        _("%(wrong)s of %(read)s records cannot be used. The source may have changed its shape."),
        _(
            "Nothing was changed. Look at the first faults: if columns were renamed, correct the "
            "mapping and start anew; if the faults are real, let the run go on without them."
        ),
        passes=True,
    ),
    "not_data": Words(
        _("%(address)s answered a web page instead of data: “%(start)s”."),
        _(
            "Nothing was changed. Open the address in a browser: an error page, a sign-in page or "
            "a new address are the usual reasons. Correct the source, then let the run go on."
        ),
        passes=True,
    ),
    "fetch": Words("%(say)s", "%(fix)s", passes=True),
    "unreadable": Words(
        _("The data cannot be read: %(say)s"),
        _(
            "Nothing was changed. Save the file anew in one of the kinds that are read (CSV in "
            "UTF-8, XLSX, ODS, JSON) and start with that one."
        ),
    ),
    "no_adapter": Words(
        _("No adapter is called “%(adapter)s”."),
        _("Choose the kind of the source anew."),
    ),
    "unbalanced": Words(
        _("%(read)s records were read, but only %(told)s have an outcome."),
        _("This is a fault of the program. Tell the operator; do not import this run."),
    ),
    "halted": Words(
        _("%(who)s stopped it: %(note)s"),
        _("Let it go on when the reason is gone, drop it, or undo what it imported."),
        passes=True,
    ),
    "broken": Words(
        _("The work broke off %(attempts)s times at the same place: %(reason)s"),
        _(
            "What was done up to there stands and is whole. Tell the operator; when the reason is "
            "gone, let the run go on."
        ),
        passes=True,
    ),
}


def reason(run: Run) -> Words | None:
    """Why a run stands still, in the language of the reader."""
    words = REASONS.get(run.stop_code)
    if words is None:
        return None
    details = {"who": "", "note": "", **run.stop_details}
    try:
        return Words(str(words.say) % details, str(words.fix) % details, words.passes)
    except (KeyError, ValueError):
        return Words(str(words.say), str(words.fix), words.passes)


def short(error: BaseException) -> str:
    """An error of the program in one line, for the operator."""
    text = " ".join(str(error).split())[:200]
    name = type(error).__name__
    return f"{name}: {text}" if text else plain_text("%(name)s") % {"name": name}
