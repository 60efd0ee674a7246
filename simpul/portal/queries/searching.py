"""Search asked from the command line: hits with their numbers elsewhere, and facet counts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from simpul.innovations.models import ExternalId, Innovation
from simpul.innovations.queries.documents import SCHEMA, engine
from simpul.innovations.queries.lists import lists
from simpul.innovations.queries.records import innovations_for
from simpul.search.engine import Question

FACETS = tuple(facet.name for facet in SCHEMA.facets)
MOST_RESULTS = 1_000


@dataclass(frozen=True)
class Result:
    """One hit, re-read from the database."""

    id: int
    public_id: str
    title: str
    owner: str
    year: int | None
    url: str
    score: float
    # Numbers elsewhere: scheme -> values, those of merged records among them.
    ids: Mapping[str, list[str]]


@dataclass(frozen=True)
class Found:
    total: int
    results: list[Result]
    facets: Mapping[str, Mapping[str, int]]
    corrected: str
    also: list[str]
    partial: bool

    def as_json(self) -> dict:
        return asdict(self)


def filters_from(pairs: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """``name=code`` pairs as filters; raises ``ValueError`` that says what is wrong."""
    chosen: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        name, separator, code = pair.partition("=")
        if not separator or not code:
            raise ValueError(_("Write a filter as NAME=CODE, not “%(pair)s”.") % {"pair": pair})
        if name not in FACETS:
            known = ", ".join(FACETS)
            message = _("“%(name)s” is no filter. Filters are: %(known)s.")
            raise ValueError(message % {"name": name, "known": known})
        if not lists().knows(name, code):
            message = _("“%(code)s” is no code of the filter “%(name)s”.")
            raise ValueError(message % {"name": name, "code": code})
        chosen[name].append(code)
    return {name: tuple(codes) for name, codes in chosen.items()}


def search(text: str, *, filters: Mapping[str, tuple[str, ...]], limit: int, user) -> Found:
    """The first hits that ``user`` may see, with exact total and counts."""
    kin = dict(filters)
    if "owner" in kin:
        kin["owner"] = lists().family(kin["owner"])
    question = Question(text=text, filters=kin, limit=min(limit, MOST_RESULTS), facets=FACETS)
    answer = engine().ask(question)
    scores = {hit.id: hit.score for hit in answer.hits}
    rows = innovations_for(user).filter(pk__in=scores).select_related("owner")
    records = {record.pk: record for record in rows}
    numbers = external_ids(records)
    return Found(
        total=answer.total,
        results=[
            _result(records[pk], scores[pk], numbers.get(pk, {})) for pk in scores if pk in records
        ],
        facets=answer.facets,
        corrected=answer.corrected or "",
        also=list(answer.understood.also),
        partial=answer.partial,
    )


def external_ids(pks: Iterable[int]) -> dict[int, dict[str, list[str]]]:
    """The numbers elsewhere of these records and of all that were merged into them."""
    numbers: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = ExternalId.objects.filter(innovation__canonical__in=list(pks))
    for pk, scheme, value in rows.order_by("scheme", "value").values_list(
        "innovation__canonical_id", "scheme", "value"
    ):
        if pk is not None:
            numbers[pk][scheme].append(value)
    return {pk: dict(schemes) for pk, schemes in numbers.items()}


def _result(record: Innovation, score: float, ids: Mapping[str, list[str]]) -> Result:
    return Result(
        id=record.pk,
        public_id=record.public_id,
        title=record.title,
        owner=record.owner.name if record.owner else "",
        year=record.year,
        url=record.get_absolute_url(),
        score=round(score, 4),
        ids=ids,
    )
