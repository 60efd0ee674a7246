"""The page of a record in the shape its template and components take."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.innovations.models import CORE_FIELDS, FIELDS, STORY_FIELDS, Innovation
from simpul.innovations.queries.claiming import FieldSaid, fields_said, said_by
from simpul.innovations.queries.detail import InnovationPage, Text
from simpul.innovations.queries.lasting import is_due
from simpul.ui import parts

# What helps others most to find and judge an innovation, and what to say there.
MOST_USEFUL = {
    "problem": gettext_lazy("One sentence is enough to make this record findable."),
    "how_it_works": gettext_lazy("What changed for the people it serves."),
    "life_status": gettext_lazy("Running or ended: both are good to know."),
    "impact": gettext_lazy("One figure, before and after, with its years."),
}
TONES = {
    "running": "ok",
    "developing": "ok",
    "institutionalised": "ok",
    "trial": "wait",
    "idea": "wait",
    "dormant": "stop",
    "stopped": "stop",
}
# Below this rank of its level, something was noted or entered rather than awarded.
WON = 4


@dataclass(frozen=True)
class Sight:
    """What the template reads, ready to write."""

    page: InnovationPage
    state: Sequence[parts.Status]
    awards: Sequence[parts.Tag]
    resident: Sequence[parts.Fact]
    story: Sequence[Text]
    facts: Sequence[parts.Fact]
    fields: Sequence[FieldSaid]
    missing: Sequence[tuple[str, str]]
    said_by: str
    core: int = len(CORE_FIELDS)

    @property
    def innovation(self) -> Innovation:
        return self.page.innovation

    @property
    def share(self) -> float:
        """The share of core fields that are filled, for the cloth."""
        return self.innovation.completeness / self.core

    @property
    def family(self) -> str:
        sector = self.innovation.sector
        return sector.family_id if sector else ""

    @property
    def disputed(self) -> int:
        return sum(each.is_disputed for each in self.fields)

    @property
    def told_apart(self) -> set[str]:
        """The fields of which several things are said, or that somebody contests."""
        return {each.field for each in self.fields if each.is_disputed or each.contested}

    @property
    def apart_facts(self) -> list[tuple[str, str]]:
        """Those among them that stand in short, with their names."""
        story = {text.field for text in self.story}
        apart = self.told_apart - story
        return [(each.field, each.label) for each in self.fields if each.field in apart]

    @property
    def contents(self) -> list[tuple[str, str]]:
        """Anchors and headings of the sections that stand on the page."""
        sections = [("residents", _("For residents"))]
        sections += [(text.field, text.label) for text in self.story]
        sections += [("outcomes", _("Results in figures")), ("life", _("Does it still run?"))]
        if self.missing:
            sections.append(("missing", _("What is not known yet")))
        sections += [("claims", _("Who says what")), ("cite", _("Cite this record"))]
        return sections


def sight_of(page: InnovationPage) -> Sight:
    """Arrange what is known about a record for its page."""
    return Sight(
        page=page,
        state=_state(page),
        awards=_awards(page),
        resident=_resident(page),
        story=[page.texts[name] for name in STORY_FIELDS if name in page.texts],
        facts=_facts(page),
        fields=fields_said(page),
        missing=[
            (str(FIELDS[name].label), str(words))
            for name, words in MOST_USEFUL.items()
            if name in page.missing
        ],
        said_by=said_by(page),
    )


def _state(page: InnovationPage) -> list[parts.Status]:
    record = page.innovation
    if record.is_verified and record.published_at:
        on = date_format(record.published_at, "j F Y")
        first = parts.Status(_("Verified on %(day)s") % {"day": on}, "ok")
    else:
        first = parts.Status(
            _("Listed: recorded by %(source)s, not verified by a hub") % {"source": said_by(page)}
        )
    return [first, _life(record)]


def _life(record: Innovation) -> parts.Status:
    stage = record.life_status
    if stage is None or stage.code == "unknown":
        return parts.Status(_("Not known whether it still runs"))
    label = stage.label
    if record.life_as_of:
        told = {"stage": label, "day": date_format(record.life_as_of, "j F Y")}
        if is_due(record):
            label = _("%(stage)s, last confirmed on %(day)s, due for confirmation") % told
            return parts.Status(label, "wait")
        label = _("%(stage)s, confirmed on %(day)s") % told
    return parts.Status(label, TONES.get(stage.code, "none"))


def _awards(page: InnovationPage) -> list[parts.Tag]:
    tags: dict[str, parts.Tag] = {}
    for award in page.awards:
        head = " ".join(str(part) for part in (award.programme.short_name, award.year) if part)
        label = f"{head}, {award.level.label}"
        tags.setdefault(label, parts.Tag(label, award=award.level.rank <= WON))
    return list(tags.values())


def _resident(page: InnovationPage) -> list[parts.Fact]:
    """What somebody who needs the service asks first; what nobody recorded says so."""
    region = page.innovation.region or page.innovation.province
    fallback = {"benefit": page.texts.get("summary")}
    rows = []
    for name in ("benefit", "eligible", "place", "hours", "cost", "access"):
        text = page.texts.get(name) or fallback.get(name)
        value = text.text if text else None
        if value is None and name == "place" and region:
            value = region.label
        rows.append(parts.Fact(FIELDS[name].label, value, language=text.language if text else ""))
    life = page.innovation.life_status
    known = life is not None and life.code != "unknown"
    still = str(_life(page.innovation).label) if known else None
    return [*rows, parts.Fact(FIELDS["life_status"].label, still)]


def _facts(page: InnovationPage) -> list[parts.Fact]:
    record = page.innovation
    catalogue = reverse("innovations:catalogue")
    sector, affair, region = record.sector, record.affair, record.region
    owner = record.owner
    rows = [
        parts.Fact(
            FIELDS["year"].label,
            record.year,
            url=reverse("innovations:year", args=[record.year]) if record.year else "",
        ),
        parts.Fact(_("Kind of institution"), owner.get_level_display() if owner else None),
        parts.Fact(FIELDS["unit"].label, record.unit, language="id"),
        parts.Fact(
            FIELDS["region"].label,
            region.label if region else None,
            url=region.get_absolute_url() if region else "",
        ),
        parts.Fact(
            FIELDS["sector"].label,
            sector.label if sector else None,
            url=reverse("vocabularies:sector", args=[sector.key]) if sector else "",
        ),
        parts.Fact(
            FIELDS["affair"].label,
            f"{affair.code} {affair.label}" if affair else None,
            url=f"{catalogue}?affair={affair.code}" if affair else "",
        ),
        parts.Fact(FIELDS["form"].label, record.form, language="id"),
        parts.Fact(_("Permanent number"), record.public_id),
        parts.Fact(_("Numbers at the sources"), _numbers(page)),
        parts.Fact(_("In the catalogue since"), date_format(record.created_at, "j F Y")),
        parts.Fact(_("Last changed"), date_format(record.changed_at, "j F Y")),
    ]
    # National bodies have no region of their own; that is no gap.
    national = owner is not None and owner.region_id is None
    return [row for row in rows if not (national and row.term == FIELDS["region"].label)]


def _numbers(page: InnovationPage) -> str:
    return ", ".join(row.value for row in page.external_ids)
