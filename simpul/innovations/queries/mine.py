"""My innovations: the drafts somebody writes or answers for, filtered, sorted, to take away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.innovations.models import CoAuthor, Draft, DraftState, DraftValue
from simpul.organisations.models import Organisation
from simpul.organisations.queries import administered_by

SORTS = {
    "written": gettext_lazy("Last written"),
    "title": gettext_lazy("Title A to Z"),
    "opened": gettext_lazy("Newest first"),
    "state": gettext_lazy("State"),
}
ORDERS = {
    "written": ("-written_at", "-pk"),
    "title": ("called", "pk"),
    "opened": ("-opened_at", "-pk"),
    "state": ("state", "-written_at"),
}
PER_PAGE = 20


@dataclass(frozen=True)
class MineQuery:
    """What is asked of the list; equal questions have equal addresses."""

    text: str = ""
    state: str = ""
    organisation: str = ""
    sort: str = "written"

    @classmethod
    def from_address(cls, data: Mapping[str, str]) -> "MineQuery":
        state, sort = data.get("state", ""), data.get("sort", "")
        return cls(
            text=data.get("q", "").strip()[:200],
            state=state if state in DraftState.values else "",
            organisation=data.get("owner", "")[:60],
            sort=sort if sort in SORTS else "written",
        )

    @property
    def address(self) -> str:
        asked = {
            "q": self.text,
            "state": self.state,
            "owner": self.organisation,
            "sort": "" if self.sort == "written" else self.sort,
        }
        return urlencode({name: value for name, value in asked.items() if value})


def written_by(user) -> QuerySet[Draft]:
    """The drafts ``user`` began, writes along, or answers for as an admin."""
    along = CoAuthor.objects.filter(person=user, ended_at=None).exclude(accepted_at=None)
    return Draft.objects.filter(
        Q(author=user) | Q(pk__in=along.values("draft")) | Q(organisation__in=administered_by(user))
    )


def my_drafts(query: MineQuery, user) -> QuerySet[Draft]:
    """The rows of the list, with all that a row shows."""
    title = DraftValue.objects.filter(draft=OuterRef("pk"), field="title").values("value")[:1]
    last = (
        DraftValue.objects.filter(draft=OuterRef("pk"))
        .order_by()
        .values("draft")
        .annotate(last=Max("at"))
        .values("last")
    )
    rows = written_by(user).annotate(
        said=Subquery(title),
        called=F("innovation__title"),
        written_at=Greatest("touched_at", Coalesce(Subquery(last), "touched_at")),
    )
    if query.text:
        rows = rows.filter(Q(innovation__title__icontains=query.text))
    if query.state:
        rows = rows.filter(state=query.state)
    if query.organisation:
        rows = rows.filter(organisation__code=query.organisation)
    rows = rows.select_related("innovation", "organisation", "author", "hub")
    return rows.order_by(*ORDERS[query.sort])


def my_bodies(user) -> list[Organisation]:
    """The institutions the list may be narrowed to."""
    used = written_by(user).values("organisation")
    return list(Organisation.objects.filter(pk__in=used).order_by("name"))


def header() -> list[str]:
    return [_("Title"), _("Institution"), _("Written for"), _("State"), _("Author"),
            _("Begun"), _("Last written"), _("Submitted"), _("Hub")]  # fmt: skip


def table(rows: QuerySet[Draft]) -> Iterator[list[object]]:
    """The rows of the list as a file holds them, one to one."""
    for draft in rows.iterator(chunk_size=500):
        yield [
            title_of(draft),
            draft.organisation.name if draft.organisation else "",
            draft.entered_for,
            draft.get_state_display(),
            str(draft.author),
            draft.opened_at,
            draft.written_at,  # type: ignore[attr-defined]
            draft.submitted_at,
            draft.hub.name if draft.hub else "",
        ]


def title_of(draft: Draft) -> str:
    """What the draft is called now, as its author writes it."""
    return str(getattr(draft, "said", "") or draft.innovation.title)
