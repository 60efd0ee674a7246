"""The figures of replication, each with how it is counted."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from simpul.core.figures import Figure
from simpul.replication.queries.lineage.totals import Totals


def _ask(read: Callable[[Totals], Any]) -> Callable[[], Any]:
    return lambda: read(Totals())


def _per_cent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


FIGURES = (
    Figure(
        "replications_confirmed",
        _("Confirmed replications"),
        _(
            "Adoptions of a public record by another institution, or by another unit of the same "
            "one, that a hub completed as a case, that the origin confirmed, or that both sides of "
            "a relation say. Each adoption counts once, however many words name it; a copy of two "
            "models counts at the older word. Claimed and contested ones are counted apart."
        ),
        _ask(lambda totals: len(totals.confirmed)),
        _("replications"),
    ),
    Figure(
        "replications_claimed",
        _("Replications said by one side"),
        _(
            "Adoptions that a form, an official or one side of a relation names and that the "
            "origin has neither confirmed nor contested, those without an answer in time included."
        ),
        _ask(lambda totals: totals.claimed),
        _("replications"),
    ),
    Figure(
        "replications_contested",
        _("Contested replications"),
        _("Adoptions that somebody names and of which the origin says that it is not so."),
        _ask(lambda totals: totals.contested),
        _("replications"),
    ),
    Figure(
        "replication_cases_running",
        _("Running replication cases"),
        _(
            "Cases that a hub found valid and that have not ended: not completed and reported, not "
            "stopped. Paused and disputed ones are included."
        ),
        _ask(lambda totals: totals.running),
        _("cases"),
    ),
    Figure(
        "replication_evaluated_share",
        _("Share of cases that reached evaluation"),
        _(
            "Of all cases that a hub ever found valid, those that began to be evaluated, in per "
            "cent, rounded. Cases still on their way and cases that were stopped stay in the "
            "whole. Empty while there is no case."
        ),
        _ask(lambda totals: _per_cent(totals.evaluated, totals.begun)),
        _("per cent"),
    ),
    Figure(
        "replication_days",
        _("Days from interest to completion"),
        _(
            "The middle of the days between the interest and the completion by the hub, over all "
            "completed cases, waiting and pauses included. Empty while none is completed."
        ),
        _ask(lambda totals: _rounded(totals.way()[0])),
        _("days"),
    ),
    Figure(
        "replication_places",
        _("Places that replicated"),
        _(
            "Regions in which an institution stands that has at least one confirmed adoption. "
            "National bodies have no region."
        ),
        _ask(lambda totals: len(totals.regions)),
        _("regions"),
    ),
    Figure(
        "replication_people",
        _("People reached by completed cases"),
        _(
            "The sum of the people reached as adopters report them, the newest report of each "
            "completed case. It counts people and nothing else; cases that did not tell are not "
            "guessed, and how many told stands on the page of figures of replication."
        ),
        _ask(lambda totals: totals.reached.people if totals.reached.told else None),
        _("people"),
    ),
    Figure(
        "replication_generations",
        _("Generations of replication"),
        _(
            "How many removes the farthest confirmed copy is from where it began: a copy is the "
            "first generation, a copy of a copy the second."
        ),
        _ask(lambda totals: max(totals.generations, default=0)),
        _("generations"),
    ),
    Figure(
        "replication_institutionalised",
        _("Copies institutionalised after twelve months"),
        _(
            "Confirmed adoptions that began at least twelve months ago and of which the adopter's "
            "report of that time, or the next word about its record, says institutionalised. "
            "Those nobody spoke of are not known and count neither as standing nor as fallen."
        ),
        _ask(lambda totals: totals.lasting()[1].institutionalised),
        _("replications"),
    ),
)


def _rounded(days: float | None) -> int | None:
    return None if days is None else round(days)
