"""What pages about proposals read: lists, what each changes in words, what it would do."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from simpul.innovations.models import FIELDS, AuthorityKind
from simpul.organisations.policies import runs_the_network
from simpul.sources.models import ChangeKind, Proposal, Sweep
from simpul.sources.queries.joint import standing
from simpul.sources.queries.joint.parties import authorities_led_by
from simpul.sources.workflow import UNDECIDED, ProposalState

Change = Mapping[str, Any]

# What readers of the public page see: what was put to the vote.
PUBLIC = (
    ProposalState.VOTING,
    ProposalState.ADOPTED,
    ProposalState.IN_FORCE,
    ProposalState.REVERSED,
    ProposalState.REJECTED,
    ProposalState.LAPSED,
)


@dataclass(frozen=True)
class ChangeLine:
    """One change in words: what it is about, what stands, what would stand."""

    about: str
    key: str
    old: str
    new: str
    why: str = ""


def proposals_for(user) -> QuerySet[Proposal]:
    """The proposals ``user`` may see on the desk, the newest first."""
    rows = Proposal.objects.select_related("agreement", "by")
    mine = Q(by=user)
    if runs_the_network(user) or authorities_led_by(user).filter(parties__isnull=False).exists():
        return rows.filter(mine | ~Q(state=ProposalState.DRAFTED))
    return rows.filter(mine)


def public_proposals() -> QuerySet[Proposal]:
    """The proposals of the public page, the newest first."""
    rows = Proposal.objects.filter(state__in=PUBLIC).select_related("agreement")
    return rows.prefetch_related("votes__party__organisation")


def is_open(proposal: Proposal) -> bool:
    return proposal.state in UNDECIDED


def told(proposals: Iterable[Proposal]) -> list[tuple[Proposal, list[ChangeLine]]]:
    """Each proposal with its changes in words."""
    read = standing.Reading()
    return [(proposal, change_lines(proposal, read)) for proposal in proposals]


def change_lines(proposal: Proposal, read: standing.Reading | None = None) -> list[ChangeLine]:
    """Every change in words; what stood is what stands now, or stood when it took effect."""
    read = read or standing.Reading()
    decided = proposal.state in {ProposalState.IN_FORCE, ProposalState.REVERSED}
    before = proposal.before if decided else standing.before(proposal.kind, proposal.changes, read)
    written = _WRITERS[proposal.kind]
    return [
        line
        for change, stood in zip(proposal.changes, before, strict=True)
        for line in written(change, stood, read)
    ]


def _rows(change: Change, stood: Change, read: standing.Reading) -> Iterable[ChangeLine]:
    field = _("every field") if change["field"] == "*" else str(FIELDS[change["field"]].label)
    yield ChangeLine(
        about=_("%(field)s: %(who)s") % {"field": field, "who": _who(change, read)},
        key=standing.key_of(ChangeKind.PRECEDENCE, change),
        old=_rank(stood),
        new=_rank(change),
        why=_reason(change),
    )


def _who(change: Change, read: standing.Reading) -> str:
    if change["kind"]:
        return str(AuthorityKind(change["kind"]).label)
    return read.names.get(change["authority"], str(change["authority"]))


def _rank(change: Mapping[str, Any]) -> str:
    if change["rank"] is None:
        return _("no row of its own")
    return _("rank %(rank)s") % {"rank": change["rank"]}


def _reason(change: Mapping[str, Any]) -> str:
    return str(change["reason_en"] if get_language() == "en" else change["reason_id"])


WORDS = {
    "label_id": gettext_lazy("label in Indonesian"),
    "label_en": gettext_lazy("label in English"),
    "synonyms_id": gettext_lazy("synonyms in Indonesian"),
    "synonyms_en": gettext_lazy("synonyms in English"),
}


def _words(change: Change, stood: Change, read: standing.Reading) -> Iterable[ChangeLine]:
    term = standing.term_of(change)
    for name, label in WORDS.items():
        if name in change and change[name] != stood.get(name):
            yield ChangeLine(
                about=f"{term._meta.verbose_name} {term}: {label}",
                key=standing.key_of(ChangeKind.VOCABULARY, change),
                old=_listed(stood.get(name)),
                new=_listed(change[name]),
            )


def _listed(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def _values(change: Change, stood: Change, read: standing.Reading) -> Iterable[ChangeLine]:
    parameter = read.parameters[change["key"]]
    yield ChangeLine(
        about=parameter.label,
        key=change["key"],
        old=standing.said(parameter, stood.get("value")),
        new=standing.said(parameter, change["value"]),
        why=parameter.about,
    )


_WRITERS: dict[str, Callable[[Change, Change, standing.Reading], Iterable[ChangeLine]]] = {
    ChangeKind.PRECEDENCE: _rows,
    ChangeKind.VOCABULARY: _words,
    ChangeKind.PARAMETER: _values,
}


def beside_lines(sweep: Sweep) -> Sequence[str]:
    """What else a proposal does, each in one sentence."""
    return [_BESIDE[name](count) for name, count in sorted(sweep.beside.items()) if name in _BESIDE]


_BESIDE = {
    "pairs_automatic": lambda n: (
        ngettext(
            "%(n)s pair that waits for a person would be sure enough to be joined at the next run.",
            "%(n)s pairs that wait for a person would be sure enough to be joined at the next run.",
            n,
        )
        % {"n": n}
    ),
    "pairs_dropped": lambda n: (
        ngettext(
            "%(n)s pair that waits for a person would no longer be shown.",
            "%(n)s pairs that wait for a person would no longer be shown.",
            n,
        )
        % {"n": n}
    ),
    "sources_changed": lambda n: (
        ngettext(
            "%(n)s source would get another limit.", "%(n)s sources would get another limit.", n
        )
        % {"n": n}
    ),
    "contradictions_ended": lambda n: (
        ngettext("%(n)s contradiction would end.", "%(n)s contradictions would end.", n) % {"n": n}
    ),
    "contradictions_new": lambda n: (
        ngettext("%(n)s contradiction would appear.", "%(n)s contradictions would appear.", n)
        % {"n": n}
    ),
    "synonyms": lambda n: (
        ngettext(
            "%(n)s synonym of search would change.", "%(n)s synonyms of search would change.", n
        )
        % {"n": n}
    ),
}
