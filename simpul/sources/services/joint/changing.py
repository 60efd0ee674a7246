"""What a proposal may change: each change is checked when it is written and when it takes effect.

A change is a map. Of precedence: ``field``, ``authority`` or ``kind``, ``rank`` (nothing: the row
goes), ``reason_id``, ``reason_en``. Of a vocabulary: ``list``, ``key`` and the new words. Of a
parameter: ``key`` and ``value``.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.innovations.models import FIELDS, Authority, AuthorityKind, Precedence
from simpul.innovations.services.shelf_lives import set_for_all
from simpul.sources.models import (
    ChangeKind,
    MatchParameter,
    Parameter,
    ParameterKind,
    Proposal,
    Provision,
    Source,
)
from simpul.sources.queries.joint import matches, standing
from simpul.vocabularies.services import correct_term

LOWEST = 999
LONGEST_WORD = 200
MOST_SYNONYMS = 60

NO_FIELD = _("A record has no field “%(name)s”.")
NO_SOURCE = _("Name one source, or one kind of sources.")
NO_RANK = _("A rank is a whole number from 1 to 999; the lower one is shown first.")
NO_REASON = _("Say why in both languages: readers of a record see it beside the value.")
NO_TERM = _("The shared lists hold no such word.")
NO_WORDS = _("Write the label in both languages, each at most 200 characters.")
TOO_MANY = _("A word has at most 60 synonyms in one language.")
NO_PARAMETER = _("There is no such standard parameter.")
NO_NUMBER = _("“%(name)s” is a number from %(least)s to %(most)s.")
NO_CHOICE = _("“%(name)s” is none of its choices.")
AS_IT_STANDS = _("This is what stands already.")


def check_change(kind: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The change as it is kept; raises ``ValidationError`` for one that cannot be made."""
    change = _CHECKS[kind](asked)
    if standing.is_as_it_stands(kind, change):
        raise ValidationError(AS_IT_STANDS, code="as_it_stands")
    return change


def _row(asked: Mapping[str, Any]) -> dict[str, Any]:
    field, rank = str(asked.get("field", "")), asked.get("rank")
    authority, kind = str(asked.get("authority") or ""), str(asked.get("kind") or "")
    if field != "*" and field not in FIELDS:
        raise ValidationError(NO_FIELD, code="no_field", params={"name": field})
    known = Authority.objects.filter(key=authority).exists() if authority else False
    if bool(authority) == bool(kind) or (authority and not known):
        raise ValidationError(NO_SOURCE, code="no_source")
    if kind and kind not in AuthorityKind.values:
        raise ValidationError(NO_SOURCE, code="no_source")
    if rank is not None and not 1 <= int(rank) <= LOWEST:
        raise ValidationError(NO_RANK, code="no_rank")
    reasons = {name: str(asked.get(name) or "").strip() for name in ("reason_id", "reason_en")}
    if rank is not None and not all(0 < len(text) <= 300 for text in reasons.values()):
        raise ValidationError(NO_REASON, code="no_reason")
    ranked = None if rank is None else int(rank)
    return {"field": field, "authority": authority, "kind": kind, "rank": ranked, **reasons}


def _words(asked: Mapping[str, Any]) -> dict[str, Any]:
    change: dict[str, Any] = {"list": asked.get("list"), "key": str(asked.get("key", ""))}
    try:
        term = standing.term_of(change)
    except (KeyError, ValueError, ObjectDoesNotExist):
        raise ValidationError(NO_TERM, code="no_term") from None
    for name in ("label_id", "label_en"):
        change[name] = str(asked.get(name) or getattr(term, name)).strip()
        if not 0 < len(change[name]) <= LONGEST_WORD:
            raise ValidationError(NO_WORDS, code="no_words")
    for name in ("synonyms_id", "synonyms_en"):
        if name in asked and hasattr(term, name):
            words = list(dict.fromkeys(word.strip() for word in asked[name] if word.strip()))
            if len(words) > MOST_SYNONYMS or any(len(word) > LONGEST_WORD for word in words):
                raise ValidationError(TOO_MANY, code="too_many")
            change[name] = words
    return change


def _value(asked: Mapping[str, Any]) -> dict[str, Any]:
    parameter = Parameter.objects.filter(key=str(asked.get("key", ""))).first()
    if parameter is None:
        raise ValidationError(NO_PARAMETER, code="no_parameter")
    if parameter.kind == ParameterKind.CHOICE:
        value: Any = str(asked.get("value", ""))
        if value not in [choice[0] for choice in parameter.choices]:
            raise ValidationError(NO_CHOICE, code="no_choice", params={"name": parameter.label})
        return {"key": parameter.key, "value": value}
    return {"key": parameter.key, "value": _number(parameter, asked.get("value"))}


def _number(parameter: Parameter, written: Any) -> int | float:
    least, most = parameter.least or 0.0, parameter.most if parameter.most is not None else 1e9
    try:
        value = float(str(written).strip().replace(",", "."))
    except ValueError:
        value = float("nan")
    whole = parameter.kind == ParameterKind.WHOLE
    if not least <= value <= most or (whole and value != int(value)):
        raise ValidationError(
            NO_NUMBER,
            code="no_number",
            params={"name": parameter.label, "least": f"{least:g}", "most": f"{most:g}"},
        )
    return int(value) if whole else value


_CHECKS: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    ChangeKind.PRECEDENCE: _row,
    ChangeKind.VOCABULARY: _words,
    ChangeKind.PARAMETER: _value,
}


# --- Taking effect -----------------------------------------------------------------------------


def make(proposal: Proposal) -> None:
    """Write every change of a proposal, and keep from when on each stands."""
    for change in proposal.changes:
        _WRITERS[proposal.kind](proposal, change)
        _provide(proposal, change)


def _write_row(proposal: Proposal, change: Mapping[str, Any]) -> None:
    row = standing.standing_row(change)
    if row is None and change["rank"] is None:
        return
    if row is None:
        authority = Authority.objects.filter(key=change["authority"]).first()
        row = Precedence(field=change["field"], authority=authority, kind=change["kind"])
    row.changed_here, row.ended = True, change["rank"] is None
    if not row.ended:
        row.rank = change["rank"]
        row.reason_id, row.reason_en = change["reason_id"], change["reason_en"]
    row.save()
    journal.record(row, "decide", details={"proposal": proposal.pk, "rank": change["rank"]})


def _write_words(proposal: Proposal, change: Mapping[str, Any]) -> None:
    term = standing.term_of(change)
    words = {name: change.get(name, getattr(term, name)) for name in ("label_id", "label_en")}
    more = {name: change[name] for name in ("synonyms_id", "synonyms_en") if name in change}
    correct_term(term, **words, source=_source(proposal), by=None, **more)


def _write_value(proposal: Proposal, change: Mapping[str, Any]) -> None:
    """Hand the value to those who keep it in tables of their own; others ask what stands."""
    key, value = change["key"], change["value"]
    if key == standing.SHELF_LIFE:
        set_for_all(value, source=_source(proposal))
    elif key in matches.THRESHOLDS:
        _write_threshold(matches.THRESHOLDS[key], value, _source(proposal))
    elif key == matches.DELETION_LIMIT:
        others = Source.objects.exclude(deletion_limit=value)
        pks = list(others.values_list("pk", flat=True))
        others.update(deletion_limit=value)
        if pks:
            journal.record_batch("decide", Source, pks, details={"deletion_limit": value})


def _write_threshold(name: str, value: float, source: str) -> None:
    """Let a threshold of matching begin today, and the one that held end."""
    today = clock.today()
    held = MatchParameter.objects.in_force(today).filter(name=name)
    last = held.last()
    held.filter(valid_from__lt=today).update(valid_to=today)
    says = {"says_id": last.says_id, "says_en": last.says_en} if last else {}
    row, _created = MatchParameter.objects.update_or_create(
        name=name,
        valid_from=today,
        defaults={"value": value, "valid_to": None, "source": source[:300], **says},
    )
    journal.record(row, "decide", details={"value": value})


_WRITERS: dict[str, Callable[[Proposal, Mapping[str, Any]], None]] = {
    ChangeKind.PRECEDENCE: _write_row,
    ChangeKind.VOCABULARY: _write_words,
    ChangeKind.PARAMETER: _write_value,
}


def _provide(proposal: Proposal, change: Mapping[str, Any]) -> None:
    """Let what stood until today end, and what was decided begin."""
    today, key = clock.today(), standing.key_of(proposal.kind, change)
    open_one = Provision.objects.filter(kind=proposal.kind, key=key, valid_to=None).first()
    if open_one is not None:
        # Two decisions of one day: the first stood for no day, and is still told.
        open_one.valid_to = max(open_one.valid_from, today - timedelta(days=1))
        open_one.save(update_fields=["valid_to"])
    value: Any = dict(change)
    if proposal.kind == ChangeKind.PARAMETER:
        value = change["value"]
    elif proposal.kind == ChangeKind.PRECEDENCE and change["rank"] is None:
        value = None
    made = Provision.objects.create(
        kind=proposal.kind,
        key=key,
        value=value,
        valid_from=today,
        source=_source(proposal),
        proposal=proposal,
    )
    journal.record(made, "decide", details={"proposal": proposal.pk})


def _source(proposal: Proposal) -> str:
    return f"{proposal.agreement.code}, {proposal.pk}: {proposal.title}"
