"""What others say of a record, read as claims of ours: checked, since a stranger wrote it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.utils import translation
from django.utils.translation import gettext as _

from simpul.exchange.models import Peer
from simpul.innovations.models import FIELDS, Authority, AuthorityKind, FieldSpec
from simpul.innovations.queries.grading import BARE
from simpul.innovations.services.codebook import Codebook
from simpul.innovations.services.mentions import Statement
from simpul.innovations.services.outcomes import outcome_rows

LANGUAGES = frozenset({"", "id", "en"})
SHORT = {"title": 300, "unit": 300, "form": 60, "video": 500}
LONG_LETTERS = 20_000
URL_LETTERS = 1000


@dataclass(frozen=True)
class Unknown:
    """A value that cannot be taken over here: of which field, and what it said."""

    field: str
    value: str

    def __str__(self) -> str:
        return f"{self.field}: {self.value}"


class Reader:
    """Reads claims of peers; keep it for one piece of work."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._authorities: dict[str, Authority] = {}
        self._checks: dict[str, Callable[[Any], bool]] = {
            "owner": lambda value: value in codebook.owners,
            "region": lambda value: value in codebook.regions,
            "sector": lambda value: value in codebook.sectors,
            "affair": lambda value: value in codebook.affairs,
            "life_status": lambda value: value in codebook.stages,
            "year": lambda value: _is_whole(value) and 1900 <= value <= 2100,
            "goals": lambda value: isinstance(value, list) and all(map(self._is_goal, value)),
            "award": self._is_award,
            "outcomes": self._is_rows,
        }

    def statements(
        self, peer: Peer, body: Mapping[str, Any], record_key: str
    ) -> tuple[list[Statement], list[Unknown]]:
        """The claims shown there as statements of ours, and what could not be read."""
        found: dict[tuple, Statement] = {}
        unknown: list[Unknown] = []
        for claim in body.get("claims", ()):
            if not claim.get("shown", True):
                continue
            name = claim.get("field")
            if not isinstance(name, str) or not self._fits(name, claim.get("value")):
                unknown.append(Unknown(str(name)[:30], str(claim.get("value"))[:80]))
                continue
            said = self._statement(peer, claim, record_key)
            many = repr(said.value) if FIELDS[name].kind == "many" else ""
            # One authority says one thing about a field, as everywhere.
            found.setdefault((said.authority_id, said.field, said.language, many), said)
        return list(found.values()), unknown

    def authority(self, peer: Peer, said: Any) -> Authority:
        """Who says it, through this peer: an authority of the kind that peers are."""
        told = said if isinstance(said, Mapping) else {}
        key = f"peer-{peer.code}-{_text(told.get('key'), 90) or 'hub'}"[:120]
        if key not in self._authorities:
            self._authorities[key] = _authority(key, peer, told)
        return self._authorities[key]

    def met(self) -> list[Authority]:
        """The authorities met so far."""
        return list(self._authorities.values())

    def _statement(self, peer: Peer, claim: Mapping[str, Any], record_key: str) -> Statement:
        language = claim.get("language")
        return Statement(
            record_key,
            claim["field"],
            _clean(claim["value"]),
            self.authority(peer, claim.get("authority")).pk,
            wording=_text(claim.get("wording"), LONG_LETTERS),
            language=language if language in LANGUAGES else "",
            asserted_on=_day(claim.get("asserted_on")),
            evidence_url=web_address(claim.get("url")),
        )

    def _fits(self, name: str, value: Any) -> bool:
        spec = FIELDS.get(name)
        if spec is None or spec.kind == "private":
            return False
        if value is None:
            # A claim of nothing silences others; only a title can never be nothing.
            return name != "title"
        check = self._checks.get(name)
        return check(value) if check else _is_of_kind(spec, value)

    def _is_goal(self, value: Any) -> bool:
        return _is_whole(value) and value in self._codebook.goals

    def _is_award(self, value: Any) -> bool:
        return (
            isinstance(value, dict)
            and value.get("programme") in self._codebook.programmes
            and value.get("level") in self._codebook.levels
            and (value.get("year") is None or _is_whole(value["year"]))
            and all(isinstance(value.get(name, ""), str) for name in ("wording", "url"))
            and web_address(value.get("url", "")) == value.get("url", "")
            and len(value.get("wording", "")) <= 300
        )

    def _is_rows(self, value: Any) -> bool:
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            return False
        try:
            outcome_rows(value, BARE, self._codebook.lasting, date(2000, 1, 1))
        except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
            return False
        return True


def _authority(key: str, peer: Peer, told: Mapping[str, Any]) -> Authority:
    name = _text(told.get("name"), 120) or peer.name
    names = {}
    for language in ("id", "en"):
        with translation.override(language):
            own = _text(told.get("name_en"), 120) if language == "en" else ""
            said = {"source": own or name, "peer": peer.name}
            names[language] = _("%(source)s, through %(peer)s") % said
    fields = {
        "name": names["id"][:200],
        "name_en": names["en"][:200],
        "url": web_address(told.get("url"))[:500],
        "licence": _text(told.get("licence"), 200),
    }
    row, _created = Authority.objects.get_or_create(
        key=key, defaults={**fields, "kind": AuthorityKind.PEER}
    )
    if any(getattr(row, field) != value for field, value in fields.items()):
        Authority.objects.filter(pk=row.pk).update(**fields)
    return row


def _is_of_kind(spec: FieldSpec, value: Any) -> bool:
    if spec.kind in {"text", "short"}:
        most = SHORT.get(spec.key, LONG_LETTERS if spec.kind == "text" else 300)
        fits = isinstance(value, str) and len(value.strip()) > 0 and len(value) <= most
        return fits and (spec.key != "video" or web_address(value) == value)
    if spec.kind == "date":
        return _day(value) is not None
    return False


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _clean(value: Any) -> Any:
    return value.replace("\0", "") if isinstance(value, str) else value


def _text(value: Any, most: int) -> str:
    return value.replace("\0", "")[:most] if isinstance(value, str) else ""


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        return None


def web_address(value: Any) -> str:
    """The address, where it is one that a page may link to; else nothing."""
    text = _text(value, URL_LETTERS).strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and parts.netloc else ""


def texts_of(body: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    """The maps under ``name`` of a body, whatever else a stranger put there."""
    rows = body.get(name)
    yield from (row for row in rows if isinstance(row, Mapping)) if isinstance(rows, list) else ()
