"""Reasons in the words of readers."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Facts = Mapping[str, Any]


def tell(key: str, facts: Facts) -> str:
    """What a reader can check about one reason."""
    return _TOLD[key](facts)


def _words(facts: Facts) -> str:
    return ", ".join(
        word if word.casefold() == found.casefold() else f"{word} → {found}"
        for word, found in zip(facts["words"], facts["found"], strict=True)
    )


def _typical(facts: Facts) -> str:
    told = _("“%(problem)s”: %(found)s")
    return "; ".join(told % {**one, "found": ", ".join(one["found"])} for one in facts["problems"])


def _meaning(facts: Facts) -> str:
    number = number_format(facts["cosine"], 2)
    if not facts.get("quoted"):
        return _("cosine %(number)s") % {"number": number}
    words = {"sentence": facts["quoted"], "number": number}
    return _("“%(sentence)s” (cosine %(number)s)") % words


def _alike(facts: Facts) -> str:
    here, there = facts["here"], facts["there"]
    words = {
        "here": here.shown,
        "there": there.shown,
        "source": here.source,
        "as_of": here.as_of_text,
    }
    return _("%(here)s here, %(there)s there (%(source)s, %(as_of)s)") % words


def _outcomes(facts: Facts) -> str:
    return _("%(completed)s of %(ended)s cases that ended were completed") % facts


def _replicated(facts: Facts) -> str:
    count = facts["count"]
    words = ngettext("%(count)s confirmed adoption", "%(count)s confirmed adoptions", count)
    return words % {"count": count}


def _cost(facts: Facts) -> str:
    return _("the record names Rp %(cost)s, your budget is Rp %(budget)s") % {
        name: number_format(facts[name], use_l10n=True, force_grouping=True)
        for name in ("cost", "budget")
    }


def _connection(facts: Facts) -> str:
    if not facts["leans"]:
        return _("the record names no app and no internet")
    return (
        _("it leans on an app or the internet, and the connection there is weak or missing")
        if (facts["offline"])
        else _("it leans on an app or the internet, and there is a connection")
    )


_TOLD: Mapping[str, Callable[[Facts], str]] = {
    "words": _words,
    "answers": _words,
    "typical": _typical,
    "meaning": _meaning,
    "sector": lambda facts: facts["sector"].label,
    "beneficiaries": lambda facts: ", ".join(facts["groups"]),
    "goals": lambda facts: ", ".join(map(str, facts["goals"])),
    "region_kind": lambda facts: str(facts["kind"]),
    "population": _alike,
    "density": _alike,
    "terrain": _alike,
    "fiscal_capacity": _alike,
    "staff": _alike,
    "evidence": lambda facts: _("grade %(grade)s of 5") % facts,
    "alive": lambda facts: facts["stage"].label,
    "replicated": _replicated,
    "outcomes_elsewhere": _outcomes,
    "cost": _cost,
    "connection": _connection,
}
