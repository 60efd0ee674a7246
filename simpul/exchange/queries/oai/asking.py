"""What a harvester asks: its arguments, read strictly, or every way in which they are wrong."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time

from simpul.exchange.queries.oai import sets
from simpul.exchange.queries.oai.formats import FORMATS
from simpul.exchange.queries.oai.headers import Place, Selection
from simpul.exchange.queries.oai.tokens import Token, TokenRefused, opened_token

# verb -> the arguments it must have, and those it may have; a token stands alone.
VERBS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset()),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
    "ListRecords": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
}
RESUMABLE = frozenset({"ListIdentifiers", "ListRecords", "ListSets"})

EVERYTHING, BEGINNING = Selection(), Place()

# Letters that no XML holds, so that they could not even be told back.
_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SECOND = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


@dataclass
class OaiError(Exception):
    """One thing the protocol has a name for; ``more`` are others of the same question."""

    code: str
    say: str
    more: Sequence["OaiError"] = field(default_factory=tuple)

    @property
    def all(self) -> Sequence["OaiError"]:
        return [self, *self.more]


@dataclass(frozen=True)
class Question:
    """A question that can be answered."""

    verb: str
    arguments: Mapping[str, str]
    prefix: str = ""
    identifier: str = ""
    chosen: Selection = EVERYTHING
    after: Place = BEGINNING
    told: int = 0
    size: int | None = None


def read(pairs: Sequence[tuple[str, str]], *, now: datetime) -> Question:
    """The question in the arguments of a request. Raises ``OaiError``."""
    verb = _verb(pairs)
    arguments = {name: value for name, value in pairs if name != "verb"}
    _refuse(_wrong_arguments(verb, pairs, arguments))
    if "resumptionToken" in arguments:
        return _resumed(verb, arguments, now)
    since, until = _span(arguments)
    prefix = arguments.get("metadataPrefix", "")
    if prefix and prefix not in FORMATS:
        raise OaiError("cannotDisseminateFormat", f"There is no format {prefix!r} here.")
    return Question(
        verb,
        arguments,
        prefix=prefix,
        identifier=arguments.get("identifier", ""),
        chosen=Selection(since, until, arguments.get("set", "")),
    )


def _verb(pairs: Iterable[tuple[str, str]]) -> str:
    verbs = [value for name, value in pairs if name == "verb"]
    if len(verbs) != 1:
        say = "Name one verb." if not verbs else "Name the verb once."
        raise OaiError("badVerb", say)
    if verbs[0] not in VERBS:
        raise OaiError("badVerb", f"There is no verb {verbs[0]!r}.")
    return verbs[0]


def _wrong_arguments(
    verb: str, pairs: Iterable[tuple[str, str]], arguments: Mapping[str, str]
) -> list[str]:
    counts = Counter(name for name, _value in pairs)
    if any(_UNWRITABLE.search(text) for pair in pairs for text in pair):
        return ["An argument holds a letter that XML does not know."]
    wrong = [f"{name} stands {count} times." for name, count in counts.items() if count > 1]
    required, allowed = VERBS[verb]
    if verb in RESUMABLE and "resumptionToken" in arguments:
        others = sorted(set(arguments) - {"resumptionToken"})
        return [*wrong, *(f"{name} cannot stand beside resumptionToken." for name in others)]
    wrong += [f"{verb} needs {name}." for name in sorted(required - set(arguments))]
    unknown = sorted(set(arguments) - required - allowed)
    wrong += [f"{verb} knows no argument {name!r}." for name in unknown]
    if not all(sets.SPEC.fullmatch(value) for name, value in arguments.items() if name == "set"):
        wrong.append("The set is not named as sets are.")
    return wrong


def _refuse(wrong: Sequence[str]) -> None:
    if wrong:
        first, *rest = (OaiError("badArgument", say) for say in wrong)
        first.more = rest
        raise first


def _span(arguments: Mapping[str, str]) -> tuple[datetime | None, datetime | None]:
    given = {name: arguments[name] for name in ("from", "until") if name in arguments}
    wrong = [f"{name} is neither YYYY-MM-DD nor YYYY-MM-DDThh:mm:ssZ." for name in given
             if _instant(given[name]) is None]  # fmt: skip
    _refuse(wrong)
    if len({len(value) for value in given.values()}) > 1:
        _refuse(["from and until must both be days or both be seconds."])
    since, until = _instant(given.get("from", "")), _instant(given.get("until", ""))
    if until and len(given["until"]) == len("YYYY-MM-DD"):
        # Never by way of the next day: after the last one of all there is none.
        until = until.replace(hour=23, minute=59, second=59)
    if since and until and since > until:
        _refuse(["from is later than until."])
    return since, until


def _instant(text: str) -> datetime | None:
    """The instant a text means; a day means its first second."""
    try:
        if _SECOND.fullmatch(text):
            return datetime.fromisoformat(text)
        if _DAY.fullmatch(text):
            return datetime.combine(datetime.fromisoformat(text).date(), time(), UTC)
    except ValueError:
        pass
    return None


def _resumed(verb: str, arguments: Mapping[str, str], now: datetime) -> Question:
    # The list of sets stands on one page, so no token of ours is about it.
    try:
        token: Token = opened_token(arguments["resumptionToken"], now=now)
    except TokenRefused as refused:
        raise OaiError("badResumptionToken", str(refused)) from None
    if token.verb != verb:
        raise OaiError("badResumptionToken", f"This token goes on with {token.verb}.")
    return Question(
        verb,
        arguments,
        prefix=token.prefix,
        chosen=token.chosen,
        after=token.after,
        told=token.told,
        size=token.size,
    )
