"""The letters of a plan: minutes of the meeting and the commitment signed by all."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from simpul.core import clock
from simpul.documents.models import Document, Kind, State
from simpul.documents.services import PartyIn, SignerIn, draft, drop, revoke
from simpul.replication.models import Plan, PlanLine, PlanPart
from simpul.replication.services.cases.agreeing import kind_of
from simpul.replication.workflow.plans import LineState

LANGUAGE = "id"


def draft_both(plan: Plan, *, by, words: Mapping[str, str]) -> tuple[Document, Document]:
    """Draft minutes and commitment as letters of the hub, with everybody who signs."""
    parts = list(
        plan.parts.filter(lines__state=LineState.DETERMINED)
        .select_related("organisation")
        .distinct()
    )
    lines = list(
        PlanLine.objects.filter(part__plan=plan)
        .select_related("part__organisation", "innovation__owner", "fund", "goal")
        .order_by("part__organisation__name", "pk")
    )
    with translation.override(LANGUAGE):
        fields = _shared(plan, parts, by)
        minutes = draft(
            kind_of("minutes"),
            title=_("Determination of the regional replication plan %(year)s")
            % {"year": plan.year},
            content=_opened(kind_of("minutes"), _minutes(plan, lines, words)),
            **fields,
        )
        commitment = draft(
            kind_of("commitment"),
            title=_("Commitment to the regional replication plan %(year)s") % {"year": plan.year},
            content=_opened(kind_of("commitment"), _commitment(plan, lines)),
            **fields,
        )
    return minutes, commitment


def discard(plan: Plan, *, by) -> None:
    """Take back the letters of a plan: drafts are dropped, numbered ones revoked."""
    for letter in filter(None, (plan.minutes, plan.commitment)):
        if letter.state == State.DRAFT:
            drop(letter, by=by, note=_("The plan is drafted again."))
        elif letter.state in {State.NUMBERED, State.IN_FORCE}:
            revoke(letter, by=by, note=_("The plan is drafted again."))


def _shared(plan: Plan, parts: Sequence[PlanPart], by) -> dict[str, Any]:
    missing = [part for part in parts if not part.signer_name or not part.signer_office]
    if missing:
        names = ", ".join(part.organisation.short_name for part in missing)
        raise ValidationError(
            _("Say who signs, and in which office, for: %(names)s.") % {"names": names},
            code="no_signer",
        )
    own = PartyIn(plan.hub.organisation, role=_("Facilitator"))
    return {
        "scope": plan.hub,
        "subject": plan,
        "by": by,
        "language": LANGUAGE,
        "is_public": True,
        "parties": [own, *(PartyIn(part.organisation) for part in parts)],
        "signers": [
            SignerIn(person=by, name=str(by), party=0, office=_("Hub coordinator")),
            *(
                SignerIn(name=part.signer_name, office=part.signer_office, party=place)
                for place, part in enumerate(parts, start=1)
            ),
        ],
    }


def _opened(kind: Kind, content: dict[str, Any]) -> dict[str, Any]:
    """The words a kind begins with, then ours."""
    begun = {field.key: field.begin_in(LANGUAGE) for field in kind.fields.all()}
    return {**{key: value for key, value in begun.items() if value}, **content}


def _minutes(plan: Plan, lines: Sequence[PlanLine], words: Mapping[str, str]) -> dict[str, Any]:
    kept = [line for line in lines if line.state == LineState.DETERMINED]
    dropped = [line for line in lines if line.state == LineState.DROPPED]
    return {
        "place": ", ".join(filter(None, (plan.place, _day(plan.meets_on)))),
        "agenda": [
            _("Determination of the lines of the regional replication plan %(year)s, %(hub)s")
            % {"year": plan.year, "hub": plan.hub.name}
        ],
        "course": words.get("course", ""),
        "results": [
            *(_("Determined: %(line)s") % {"line": _told(line)} for line in kept),
            *(
                _("Dropped: %(line)s. Reason: %(why)s") % {"line": _told(line), "why": line.reason}
                for line in dropped
            ),
        ],
        "follow_up": [
            [_told(line), line.unit, _("in the year %(year)s") % {"year": plan.year}]
            for line in kept
        ],
    }


def _commitment(plan: Plan, lines: Sequence[PlanLine]) -> dict[str, Any]:
    kept = [line for line in lines if line.state == LineState.DETERMINED]
    return {
        "points": [
            _("Carry out in %(year)s the replications determined on %(day)s")
            % {"year": plan.year, "day": _day(plan.meets_on) or _day(clock.today())},
            _("Provide people and money as each line says"),
            _("Name the origin of each innovation wherever the copy is shown"),
            _("Report the result back through the hub"),
            *(_line(line) for line in kept),
        ],
    }


def _told(line: PlanLine) -> str:
    return _("%(body)s: %(innovation)s as %(name)s") % {
        "body": line.part.organisation.short_name,
        "innovation": line.innovation.name,
        "name": line.local_name or line.innovation.name,
    }


def _line(line: PlanLine) -> str:
    told = _("%(line)s, carried out by %(unit)s") % {"line": _told(line), "unit": line.unit}
    if line.budget is None or line.fund is None:
        return told
    money = number_format(line.budget, use_l10n=True, force_grouping=True)
    return _("%(line)s, Rp%(money)s from %(fund)s") % {
        "line": told,
        "money": money,
        "fund": line.fund.label_id,
    }


def _day(day) -> str:
    return date_format(day, "j F Y") if day else ""
