"""What would make a need easier to answer: computed from what it says, never a score."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.needs.models import Connectivity, Need

SHORT_WORDS = 25
OLD_YEARS = 3
# Beginnings of words that name an answer where the problem should stand.
ANSWERS = re.compile(
    r"\b(aplikasi|website|sistem informasi|platform|dashboard|chatbot|app|software)\b",
    re.IGNORECASE,
)
# A number of people, such as a share or a count, in the words themselves.
NUMBERS = re.compile(r"\d")


@dataclass(frozen=True)
class Hint:
    """One thing to add or to say differently: the field it is about, and why it helps."""

    field: str
    text: str | Promise


@dataclass(frozen=True)
class Said:
    """What is said so far: the fields of the need and its indicators, each as a mapping."""

    fields: Mapping[str, Any]
    indicators: Sequence[Mapping[str, Any]] = ()

    @classmethod
    def of(cls, need: Need) -> "Said":
        """What a need says that is kept already."""
        fields = {field.name: getattr(need, field.name) for field in Need._meta.concrete_fields}
        fields["goals"] = list(need.goals.all())
        rows = need.indicators.values("name", "unit", "baseline", "baseline_on", "source", "target")
        return cls(fields, list(rows))

    def get(self, name: str) -> Any:
        return self.fields.get(name)

    def has(self, name: str) -> bool:
        return self.fields.get(name) not in (None, "", [])


Rule = Callable[[Said], str | Promise | None]


def hints_for(said: Said) -> list[Hint]:
    """What to add, in the order of the form."""
    found = [Hint(field, words) for field, rule in RULES if (words := rule(said))]
    return [*found, *_about_indicators(said)]


def _problem(said: Said):
    text = str(said.get("problem") or "")
    if len(text.split()) < SHORT_WORDS:
        return _("Tell what happens to a person today, step by step: others recognise it by that.")
    return None


def _answer_in_title(said: Said):
    found = ANSWERS.search(str(said.get("title") or ""))
    if found:
        return _(
            "The title names an answer already. Say the problem first, and answers of other "
            "kinds are found too."
        )
    return None


def _who(said: Said):
    if said.has("who_suffers"):
        return None
    return _("Who suffers is not said: name the group, such as mothers in remote villages.")


def _how_many(said: Said):
    if said.has("how_many") or NUMBERS.search(str(said.get("problem") or "")):
        return None
    return _("How many people it touches is not said: a rough number is better than none.")


def _place(said: Said):
    if said.has("place"):
        return None
    return _("Where exactly is not said: the whole region, some districts, one office?")


def _sector(said: Said):
    if said.has("sector"):
        return None
    return _("Without a sector those who work on the same thing do not find it.")


def _duty(said: Said):
    if said.has("legal_duty"):
        return None
    return _("If a law or a service standard asks for it, name it: that opens a budget.")


def _budget(said: Said):
    if said.has("budget_max"):
        return None
    return _("Without a budget range nobody can say what is within reach.")


def _people(said: Said):
    if said.has("people"):
        return None
    return _("How many staff can work on it is not said.")


def _connectivity(said: Said):
    if said.get("connectivity") not in (None, "", Connectivity.UNKNOWN):
        return None
    return _("Say how well the place is connected: many answers need the internet.")


def _deadline(said: Said):
    day = said.get("deadline")
    if day and day < clock.today():
        return _("The deadline has passed. Set a new one, or close or withdraw the need.")
    return None


def _without_baseline(said: Said):
    if any(row.get("baseline") is not None for row in said.indicators):
        return None
    return _("No number says how bad it is now, so nobody will be able to show that it got better.")


RULES: tuple[tuple[str, Rule], ...] = (
    ("title", _answer_in_title),
    ("problem", _problem),
    ("who_suffers", _who),
    ("how_many", _how_many),
    ("place", _place),
    ("sector", _sector),
    ("legal_duty", _duty),
    ("budget_max", _budget),
    ("people", _people),
    ("connectivity", _connectivity),
    ("deadline", _deadline),
    ("indicators", _without_baseline),
)


def _about_indicators(said: Said) -> list[Hint]:
    found = []
    for row in said.indicators:
        if row.get("baseline") is None:
            continue
        words = {"name": row.get("name") or "–"}
        found += [Hint("indicators", text % words) for text in _about_indicator(row)]
    return found


def _about_indicator(row: Mapping[str, Any]) -> list[Any]:
    found = []
    day = row.get("baseline_on")
    if day is None:
        found.append(_("“%(name)s”: a baseline without a date cannot be compared."))
    elif day < clock.today() - timedelta(days=365 * OLD_YEARS):
        found.append(_("“%(name)s”: the baseline is more than three years old."))
    if not row.get("source"):
        found.append(_("“%(name)s”: who counted it is not said."))
    if not row.get("unit"):
        found.append(_("“%(name)s”: the unit is not said, such as percent, days or people."))
    if row.get("target") is None:
        found.append(_("“%(name)s”: what would be good enough is not said."))
    elif row.get("target") == row.get("baseline"):
        found.append(_("“%(name)s”: the wanted value equals the value now."))
    return found
