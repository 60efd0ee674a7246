"""Which words of a lesson give its owner away: places, bodies, people, works, addresses."""

import re
from collections.abc import Iterable, Iterator

from django.contrib.contenttypes.models import ContentType

from simpul.core.models import Mandate
from simpul.documents.models import Signer
from simpul.geography.models import Region
from simpul.innovations.models import Innovation
from simpul.organisations.models import Membership, Organisation
from simpul.organisations.queries import with_units
from simpul.replication.models import Lesson

SHORTEST_NAME = 4
# So short a name is told from a word of the language by its capitals.
SHORTEST_ACRONYM = 2
# Titles before and behind the name of a person: "Dr. H. Siti Aminah, M.Si."
_TITLES = re.compile(r"(?<!\w)[\w.]*\.(?=\s|$)|,.*$")
_ADDRESSES = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|(?:https?://|www\.)\S+|\b[\w.-]+\.(?:go|ac|or|co|desa)\.id\b"
    r"|(?<!\d)(?:\+62|0)\d[\d -]{7,13}\d"
)


def told_names(lesson: Lesson) -> list[str]:
    """What in its text only one institution could have written, in the order of the alphabet."""
    text = text_of(lesson)
    body = lesson.organisation.institution
    names = {*_of_bodies(lesson.organisation), *_of_people(lesson, body), *_of_works(lesson, body)}
    for region in filter(None, (lesson.region, body.region)):
        if region.parent is not None:
            names |= set(_of_region(region))
    return sorted({*_told(names, text), *(found[0] for found in _ADDRESSES.finditer(text))})


def told_around(lesson: Lesson) -> dict[Region, list[str]]:
    """The provinces of its place that its text names, each with the names it uses."""
    text, found = text_of(lesson), {}
    for region in filter(None, (lesson.region, lesson.organisation.institution.region)):
        province = region.parent or region
        if told := sorted(_told(_of_region(province), text)):
            found[province] = told
    return found


def text_of(lesson: Lesson) -> str:
    return f"{lesson.title}\n{lesson.happened}\n{lesson.advice}"


def _told(names: Iterable[str], text: str) -> Iterator[str]:
    for name in {" ".join(name.split()) for name in names if name}:
        if len(name) < SHORTEST_ACRONYM:
            continue
        is_short = len(name) < SHORTEST_NAME
        parts = (name.upper() if is_short else name).split()
        words = r"\s+".join(re.escape(part) for part in parts)
        if re.search(rf"\b{words}\b", text, re.NOFLAG if is_short else re.IGNORECASE):
            yield name


def _of_region(region: Region) -> Iterator[str]:
    yield from (region.name, region.short_name, region.name_en, region.capital)
    yield from region.aliases.values_list("text", flat=True)


def _of_bodies(organisation: Organisation) -> Iterator[str]:
    """The unit, what it belongs to, and what all of these were ever called."""
    for body in organisation.chain:
        yield from (body.name, body.short_name, body.acronym)
        yield from body.names.values_list("name", flat=True)


def _of_people(lesson: Lesson, body: Organisation) -> Iterator[str]:
    """Who leads, decides, works or signs there, now or before, and who wrote the lesson."""
    units = with_units(Organisation.objects.filter(pk=body.pk)).values("pk")
    held = Mandate.objects.filter(
        scope_type=ContentType.objects.get_for_model(Organisation), scope_id__in=units
    )
    named = {
        *held.values_list("person__name", flat=True),
        *Membership.objects.filter(organisation__in=units).values_list("person__name", flat=True),
        *Signer.objects.filter(party__organisation__in=units).values_list("name", flat=True),
        lesson.by.name if lesson.by else "",
    }
    for name in named:
        yield from (name, _TITLES.sub("", name).strip())


def _of_works(lesson: Lesson, body: Organisation) -> Iterator[str]:
    """What its records are called; a name of one's own is as good as a signature."""
    units = with_units(Organisation.objects.filter(pk=body.pk)).values("pk")
    owned = Innovation.objects.filter(owner__in=units).values_list("title", "acronym")
    yield from (name for names in owned for name in names)
    if lesson.innovation is not None:
        yield from (lesson.innovation.title, lesson.innovation.acronym)
