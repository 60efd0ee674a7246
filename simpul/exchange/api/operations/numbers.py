"""Read lists of words, competitions, figures and what sources stated; and where to begin."""

from typing import Annotated

from ninja import Query, Router
from pydantic import BaseModel, Field

from simpul.competitions.queries import edition_page
from simpul.core import figures as kernel
from simpul.core import journal
from simpul.exchange.api.describing import public
from simpul.exchange.api.door import ApiRequest
from simpul.exchange.api.names import SlugInPath, YearInPath
from simpul.exchange.api.problems import Trouble
from simpul.exchange.api.shapes import common, numbers
from simpul.exchange.queries.resources import numbers as told
from simpul.exchange.queries.resources.start import start as beginning
from simpul.exchange.queries.resources.words import VOCABULARIES, listed, whole
from simpul.statistics.models import Statement

router = Router()
WORDS, COMPETITIONS, FIGURES, START = ["Vocabularies"], ["Competitions"], ["Figures"], ["Start"]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")]


@router.get("/", **public("start", common.Start), tags=START)
def start(request: ApiRequest):
    return beginning(seq=journal.head_seq())


@router.get(
    "/vocabularies",
    **public(
        "vocabularies",
        numbers.Vocabularies,
    ),
    tags=WORDS,
)
def vocabularies(request: ApiRequest):
    return {"vocabularies": [listed(vocabulary) for vocabulary in VOCABULARIES.values()]}


@router.get(
    "/vocabularies/{key}",
    **public(
        "vocabulary",
        numbers.Vocabulary,
    ),
    tags=WORDS,
)
def vocabulary(request: ApiRequest, key: SlugInPath):
    if key not in VOCABULARIES:
        raise Trouble("missing")
    return whole(VOCABULARIES[key])


@router.get(
    "/competitions",
    **public(
        "competitions",
        numbers.Competitions,
    ),
    tags=COMPETITIONS,
)
def competitions(request: ApiRequest):
    return {"competitions": [told.competition(row) for row in told.competitions()]}


@router.get(
    "/competitions/{slug}",
    **public(
        "competition",
        numbers.Competition,
    ),
    tags=COMPETITIONS,
)
def competition(request: ApiRequest, slug: SlugInPath):
    found = told.competitions().filter(slug=slug).first()
    if found is None:
        raise Trouble("missing")
    return told.competition(found)


@router.get(
    "/competitions/{slug}/{year}",
    **public(
        "edition",
        numbers.Edition,
    ),
    tags=COMPETITIONS,
)
def edition(request: ApiRequest, slug: SlugInPath, year: YearInPath):
    found = edition_page(slug, year)
    if found is None:
        raise Trouble("missing")
    return told.edition(found)


@router.get(
    "/figures",
    **public(
        "figures",
        numbers.Figures,
    ),
    tags=FIGURES,
)
def figures(request: ApiRequest):
    return {"figures": [told.figure(one) for one in kernel.everything()]}


@router.get(
    "/figures/{key}",
    **public("figure", numbers.FigureRead),
    tags=FIGURES,
)
def figure(request: ApiRequest, key: SlugInPath):
    found = kernel.get(key)
    if found is None:
        raise Trouble("missing")
    return told.figure_read(found, kernel.read(key))


class AskedStatements(BaseModel):
    """What statements are narrowed by."""

    figure: Slug | None = None
    topic: Slug | None = None
    year: int | None = Field(None, ge=1900, le=2200)


@router.get(
    "/statements",
    **public(
        "statements",
        numbers.Statements,
    ),
    tags=FIGURES,
)
def statements(request: ApiRequest, asked: Annotated[AskedStatements, Query(...)]):
    found = Statement.objects.select_related("figure").order_by("figure", "as_of", "pk")
    if asked.figure:
        found = found.filter(figure__key=asked.figure)
    if asked.topic:
        found = found.filter(figure__topic=asked.topic)
    if asked.year:
        found = found.filter(as_of__year=asked.year)
    return {"statements": told.statements(found)}
