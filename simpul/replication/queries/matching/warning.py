"""What an adopter should know before falling in love with a record."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simpul.core import clock
from simpul.replication.queries.failures import warning_lessons
from simpul.replication.queries.matching.known import Known, Stopped
from simpul.replication.queries.matching.wish import Wish
from simpul.vocabularies.models import Life

# A record of which nobody said for so many years whether it runs is old news.
STALE_YEARS = 5


@dataclass(frozen=True)
class Caution:
    """One thing to know, and where it stands. One that is ``quiet`` tells what nobody has said."""

    key: str
    say: str
    url: str = ""
    quiet: bool = False


def warnings_of(key: int, *, wish: Wish, known: Known, lessons) -> list[Caution]:
    """Everything to be warned of about one record, the gravest first."""
    record = known.records[key]
    life = record.life_status.life if record.life_status else Life.UNKNOWN
    found = []
    if life == Life.STOPPED:
        found.append(Caution("stopped", _("It was stopped in its own place.")))
    if life == Life.DORMANT:
        found.append(Caution("dormant", _("It does not run at present.")))
    found += _failed(known.stopped.get(key, ()), wish, known)
    found += [
        Caution("lesson", _("A lesson of failure: %(title)s") % {"title": one.headline}, one.url)
        for one in lessons.get(key, ())
    ]
    if key in known.contested:
        found.append(Caution("contested", _("Something the record says is contested.")))
    if key not in known.with_law:
        words = _("No legal basis is shown: ask for the decree before you decide.")
        found.append(Caution("no_legal_basis", words, quiet=True))
    if _is_stale(record, life):
        words = _("Nobody has said for years, or ever, whether it still runs.")
        found.append(Caution("stale", words, quiet=True))
    return found


def _failed(stopped, wish: Wish, known: Known) -> list[Caution]:
    like = [case for case in stopped if _is_like_here(case, wish, known)]
    if like:
        words = ngettext(
            "A replication in a place like yours was stopped before its end: %(numbers)s",
            "%(count)s replications in places like yours were stopped before their end: "
            "%(numbers)s",
            len(like),
        )
        numbers = ", ".join(case.number for case in like)
        return [Caution("failed_like_here", words % {"count": len(like), "numbers": numbers})]
    if stopped:
        words = ngettext(
            "A replication elsewhere was stopped before its end: %(numbers)s",
            "%(count)s replications elsewhere were stopped before their end: %(numbers)s",
            len(stopped),
        )
        numbers = ", ".join(case.number for case in stopped)
        return [Caution("failed_elsewhere", words % {"count": len(stopped), "numbers": numbers})]
    return []


def _is_like_here(case: Stopped, wish: Wish, known: Known) -> bool:
    """Say whether a case was stopped in the same province."""
    if wish.region is None or case.province is None:
        return False
    return case.province == (wish.region.parent_id or wish.region.pk)


def _is_stale(record, life: str) -> bool:
    today = clock.today()
    if record.life_due_on and record.life_due_on <= today:
        return True
    old = record.year is None or record.year <= today.year - STALE_YEARS
    return life == Life.UNKNOWN and old


__all__ = ["Caution", "warning_lessons", "warnings_of"]
