"""The directory of mentors, and those a hub looks after."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from simpul.core import duties
from simpul.geography.models import Region, RegionKind
from simpul.hubs.models import Hub
from simpul.hubs.policies import COORDINATOR
from simpul.hubs.queries import holders_of, hubs_of
from simpul.learning.models import OPEN_STATES, Language, Mentor, MentorKind, MentorState, Quarter
from simpul.learning.policies import looked_after, visible
from simpul.organisations.policies import NATIONAL_ADMIN, runs_the_network
from simpul.vocabularies.models import Sector

from .quarters import this_quarter

PAGE = 20


def deciding_office(hub: Hub) -> str:
    """Whom an offer to a hub waits for: its coordinators, or the network while it has none."""
    if holders_of(hub, COORDINATOR).exists():
        return duties.office_key(COORDINATOR, hub)
    return duties.office_key(NATIONAL_ADMIN)


def with_places(mentors: QuerySet[Mentor]) -> QuerySet[Mentor]:
    """Those among ``mentors`` who can take on a case in this quarter."""
    term = this_quarter()
    full = Quarter.objects.filter(
        mentor=OuterRef("pk"), year=term.year, number=term.number, taken__gte=F("capacity")
    )
    return mentors.filter(~Exists(full), state=MentorState.ACTIVE, running__lt=F("capacity"))


def reaching(province: Region) -> Q:
    """Those who coach from afar or travel to a province."""
    return Q(is_remote=True) | Q(travels_everywhere=True) | Q(provinces=province)


def for_lists(mentors: QuerySet[Mentor]) -> QuerySet[Mentor]:
    """With everything the row of a list reads."""
    return mentors.select_related(
        "person", "hub__region", "hub__organisation", "organisation"
    ).prefetch_related("sectors", "languages", "provinces")


# --- The directory -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """Which mentors an address asks for; what it does not know is left out."""

    theme: str = ""
    language: str = ""
    province: str = ""
    kind: str = ""
    free: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Asked":
        kind = query.get("kind", "")
        return cls(
            theme=_known(Sector, "key", query.get("theme", "")),
            language=_known(Language, "key", query.get("language", "")),
            province=_known(Region, "code", query.get("province", ""), kind=RegionKind.PROVINCE),
            kind=kind if kind in MentorKind.values else "",
            free=query.get("free") == "1",
        )

    @property
    def query(self) -> str:
        """The part of an address that asks for this again."""
        said = {
            "theme": self.theme,
            "language": self.language,
            "province": self.province,
            "kind": self.kind,
            "free": "1" if self.free else "",
        }
        return urlencode({name: value for name, value in said.items() if value})

    def of(self, mentors: QuerySet[Mentor]) -> QuerySet[Mentor]:
        """Those among ``mentors`` that it asks for."""
        if self.theme:
            mentors = mentors.filter(sectors__key=self.theme)
        if self.language:
            mentors = mentors.filter(languages__key=self.language)
        if self.province:
            mentors = mentors.filter(reaching(Region.objects.get(code=self.province)))
        if self.kind:
            mentors = mentors.filter(kind=self.kind)
        if self.free:
            mentors = with_places(mentors)
        return mentors.distinct()


def _known(model, field: str, value: str, **also) -> str:
    value = value.replace("\0", "")[:60]
    return value if value and model.objects.filter(**{field: value}, **also).exists() else ""


def directory(asked: Asked) -> QuerySet[Mentor]:
    """The mentors everybody may find, those confirmed last first."""
    found = for_lists(asked.of(Mentor.objects.public()))
    return found.order_by("-decided_at", "-pk")


@dataclass(frozen=True)
class Choices:
    """What the directory can be narrowed by: only what some mentor in it offers."""

    themes: QuerySet[Sector]
    languages: QuerySet[Language]
    provinces: QuerySet[Region]
    kinds: list[tuple[str, str]]


def choices() -> Choices:
    shown = Mentor.objects.public()
    return Choices(
        Sector.objects.filter(mentors__in=shown).distinct(),
        Language.objects.filter(mentors__in=shown).distinct(),
        Region.objects.filter(kind=RegionKind.PROVINCE),
        [(value, str(label)) for value, label in MentorKind.choices],
    )


def mentors_for(user) -> QuerySet[Mentor]:
    """Every mentor ``user`` may see."""
    return for_lists(Mentor.objects.filter(visible(user))).distinct()


# --- The desk ----------------------------------------------------------------------------------


def mine(user) -> Mentor | None:
    """The offer of ``user`` that stands, else the last one."""
    own = for_lists(Mentor.objects.filter(person=user))
    return own.filter(state__in=OPEN_STATES).first() or own.order_by("-pk").first()


def of_hubs(user, *, state: str = "", hub: str = "", words: str = "") -> QuerySet[Mentor]:
    """The mentors of the hubs ``user`` coordinates; offers that wait come first."""
    found = Mentor.objects.filter(looked_after(user))
    if state in MentorState.values:
        found = found.filter(state=state)
    if hub:
        found = found.filter(hub__code=hub)
    if words := words.replace("\0", "").strip()[:100]:
        named = Q(person__name__icontains=words) | Q(workplace__icontains=words)
        found = found.filter(named)
    waits = Q(state=MentorState.OFFERED)
    return for_lists(found).annotate(waits=waits).order_by("-waits", "person__name", "pk")


def hubs_looked_after(user) -> QuerySet[Hub]:
    """The hubs whose mentors ``user`` sees."""
    return Hub.objects.filter(mentors__in=Mentor.objects.filter(looked_after(user))).distinct()


def looks_after_some(user) -> bool:
    """Say whether ``user`` coordinates any hub, or all of them."""
    if not user.is_authenticated:
        return False
    return runs_the_network(user) or hubs_of(user, COORDINATOR).exists()
