"""Update campaigns: which records are chosen, who is asked, and how far the answers have come."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from simpul.hubs.models import Hub
from simpul.innovations.models import Campaign, Innovation, Reconfirmation
from simpul.innovations.queries.asking import addressees, unreached
from simpul.innovations.queries.catalogue import every_row
from simpul.innovations.queries.quality import Asked, hubs_watched, scope_of_hub, worklist
from simpul.innovations.queries.url_state import CatalogueQuery
from simpul.organisations.models import Organisation
from simpul.organisations.queries import capacities
from simpul.vocabularies.models import Life

PAGE = 50
BATCH = 500
# A campaign asks about at most so many records; a hub of a province has some thousands.
MOST = 5000


def campaigns_for(user) -> QuerySet[Campaign]:
    """Every campaign of the hubs ``user`` looks after."""
    return (
        Campaign.objects.filter(hub__in=hubs_watched(user))
        .select_related("hub", "begun_by")
        .annotate(
            asked=Count("reconfirmations"),
            answered=Count("reconfirmations", filter=Q(reconfirmations__answered_at__isnull=False)),
        )
    )


def begun_as(campaign: Campaign) -> str:
    """The office, and the capacity in it, in which a campaign was begun."""
    person = campaign.begun_by_id
    return capacities([person], [campaign.hub])(person, campaign.begun_at) if person else ""


# --- Choosing ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """How the records of a campaign are chosen: by catalogue, by quality, by hand."""

    hub: Hub
    asked: Asked
    catalogue: str = ""
    picked: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()

    @classmethod
    def read(cls, hub: Hub, query: MultiValueDict) -> "Choice":
        """The choice an address or a form asks for."""
        typed = " ".join(query.getlist("pick")).replace(",", " ")
        return cls(
            hub=hub,
            asked=Asked.read(query),
            catalogue=str(query.get("catalogue", "")).strip()[:1000],
            picked=tuple(dict.fromkeys(word[-10:].lower() for word in typed.split())),
            left_out=frozenset(query.getlist("without")),
        )

    @property
    def rows(self) -> QuerySet[Innovation]:
        """The records chosen: public ones of this hub that no running campaign asks about."""
        rows = worklist(scope_of_hub(self.hub), self.asked).select_related("author")
        if self.picked:
            rows = rows.filter(public_id__in=self.picked)
        if self.catalogue:
            rows = rows.filter(pk__in=_in_catalogue(self.catalogue))
        if self.left_out:
            rows = rows.exclude(public_id__in=self.left_out)
        return rows.exclude(reconfirmations__in=in_campaigns())

    @property
    def told(self) -> str:
        """What was chosen, to be kept with the campaign."""
        parts = [self.asked.query, f"catalogue={self.catalogue}" if self.catalogue else ""]
        if self.picked:
            parts.append("pick=" + " ".join(self.picked))
        return "&".join(part for part in parts if part)[:1000]


def in_campaigns() -> QuerySet[Reconfirmation]:
    """The open questions of campaigns that still run."""
    return Reconfirmation.objects.open().filter(
        campaign__isnull=False, campaign__ended_at__isnull=True
    )


def _in_catalogue(address: str) -> list[int]:
    """The keys of the records that a page of the catalogue lists; its address may be pasted."""
    text = urlsplit(address).query if "?" in address else address
    params: MultiValueDict = MultiValueDict()
    for name, value in parse_qsl(text, keep_blank_values=False, max_num_fields=100):
        params.appendlist(name, value)
    query, _problems = CatalogueQuery.from_params(params)
    return [row.pk for row in every_row(query, user=AnonymousUser())]


@dataclass(frozen=True)
class Body:
    """One institution of a choice: how many of its records, and whom to write to."""

    owner: Organisation | None
    records: int
    address: str

    @property
    def name(self) -> str:
        return self.owner.short_name if self.owner else _("no institution")


@dataclass(frozen=True)
class Chosen:
    """What a campaign would ask, before it begins."""

    records: Sequence[Innovation]
    addresses: Mapping[int, str]

    @cached_property
    def bodies(self) -> list[Body]:
        """The institutions asked, those without an address first."""
        counted = Counter(record.owner_id for record in self.records)
        first: dict[int | None, Innovation] = {}
        for record in self.records:
            first.setdefault(record.owner_id, record)
        found = [
            Body(record.owner, counted[owner], self.addresses.get(record.pk, ""))
            for owner, record in first.items()
        ]
        return sorted(found, key=lambda body: (bool(body.address), body.name))

    @property
    def unknown(self) -> list[Body]:
        """The institutions nobody is known for."""
        return [body for body in self.bodies if not body.address]

    @property
    def mails(self) -> int:
        return len({body.address for body in self.bodies if body.address})


def chosen(choice: Choice) -> Chosen:
    """The records of a choice with whom to ask about each."""
    records = list(choice.rows[:MOST])
    return Chosen(records, {pk: to.email for pk, to in addressees(records).items()})


# --- Progress ----------------------------------------------------------------------------------

# What became of each question; these add up to all that were asked.
STATES = (*Life.values, "waiting", "unreached", "no_address", "dropped")


def with_state(questions: QuerySet[Reconfirmation]) -> QuerySet[Reconfirmation]:
    """Each question with what became of it: the life somebody named, or why nobody did."""
    answered = Q(answered_at__isnull=False)
    return questions.annotate(
        outcome=Case(
            When(answered & Q(innovation__life_status__life__isnull=False), then=_life()),
            When(answered, then=Value(str(Life.UNKNOWN))),
            When(closed_at__isnull=False, then=Value("dropped")),
            When(asked_to="", then=Value("no_address")),
            When(unreached(), then=Value("unreached")),
            default=Value("waiting"),
            output_field=CharField(),
        )
    )


def _life() -> Case:
    """What the answer said; where it was given elsewhere, what the record shows."""
    return Case(
        When(statement__isnull=False, then=F("statement__status__life")),
        default=F("innovation__life_status__life"),
        output_field=CharField(),
    )


@dataclass(frozen=True)
class Line:
    """How one institution, or all together, answered."""

    name: str
    counts: Mapping[str, int]

    @property
    def asked(self) -> int:
        return sum(self.counts.values())

    @property
    def answered(self) -> int:
        return sum(self.counts.get(life, 0) for life in Life.values)

    @property
    def cells(self) -> list[int]:
        """The numbers in the order of the table."""
        return [self.asked, self.answered, *(self.counts.get(state, 0) for state in STATES)]


def progress(campaign: Campaign) -> tuple[Line, list[Line]]:
    """All together, then each institution; in one question whatever the size."""
    rows = with_state(campaign.reconfirmations.all()).order_by()
    counted: Any = rows.values_list(  # type: ignore[misc]
        "innovation__owner_id", "innovation__owner__short_name", "outcome"
    ).annotate(n=Count("pk"))
    whole: Counter = Counter()
    bodies: dict[int | None, tuple[str, Counter]] = {}
    for owner, name, outcome, number in counted:
        bodies.setdefault(owner, (name or _("no institution"), Counter()))[1][outcome] += number
        whole[outcome] += number
    lines = [Line(name, counts) for name, counts in bodies.values()]
    return Line(_("Together"), whole), sorted(lines, key=lambda line: line.name)


def header() -> list[str]:
    """The heads of the table of progress, the first for the institution."""
    return [
        _("Institution"),
        _("asked"),
        _("answered"),
        *(str(life.label).lower() for life in Life),
        _("waiting"),
        _("mail came back"),
        _("no address"),
        _("closed without answer"),
    ]


def questions_of(campaign: Campaign) -> QuerySet[Reconfirmation]:
    """Every question of a campaign with its record and what became of it."""
    rows = campaign.reconfirmations.select_related(
        "innovation__owner", "innovation__life_status", "statement__status"
    )
    return with_state(rows).order_by("innovation__owner__short_name", "innovation__title", "pk")


def record_header() -> list[str]:
    return [
        _("Permanent number"),
        _("Innovation"),
        _("Institution"),
        _("asked on"),
        _("reminded on"),
        _("What became of it"),
        _("answered on"),
        _("as of"),
        _("reason"),
    ]


def record_cells(questions: Iterable[Any]) -> Iterable[list]:
    """The rows of the file, one for each question of the table."""
    words = outcome_words()
    for each in questions:
        said = each.statement
        yield [
            each.innovation.public_id,
            each.innovation.title,
            each.innovation.owner.short_name if each.innovation.owner else "",
            each.asked_at.date(),
            each.reminded_at.date() if each.reminded_at else None,
            words[each.outcome],
            each.answered_at.date() if each.answered_at else None,
            said.as_of if said else None,
            said.reason if said else "",
        ]


def outcome_words() -> dict[str, str]:
    """What became of a question, in words."""
    return {
        **{life.value: str(life.label) for life in Life},
        "waiting": _("waiting"),
        "unreached": _("mail came back"),
        "no_address": _("no address"),
        "dropped": _("closed without answer"),
    }


def waiting(campaign: Campaign) -> QuerySet[Reconfirmation]:
    """The questions of a campaign that somebody got and nobody answered."""
    return (
        campaign.reconfirmations.open()
        .exclude(asked_to="")
        .select_related("campaign", "innovation__owner", "innovation__author")
    )
