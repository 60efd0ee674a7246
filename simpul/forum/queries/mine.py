"""The lists a person keeps and what they follow."""

from collections.abc import Iterable, Sequence
from urllib.parse import parse_qs

from django.db.models import Count, QuerySet

from simpul.forum.models import Follow, Kept, Shelf
from simpul.innovations.models import Innovation
from simpul.innovations.queries.lists import lists
from simpul.innovations.queries.rows import catalogue_rows
from simpul.innovations.queries.shown import record_rows
from simpul.innovations.queries.url_state import CatalogueQuery
from simpul.innovations.queries.wording import title_of
from simpul.ui.parts import RecordRow

MOST_ROWS = 200


def shelves_of(person) -> QuerySet[Shelf]:
    """The lists of ``person`` with how many records each holds; what was just saved comes first."""
    return Shelf.objects.filter(person=person).annotate(
        size=Count("kept__innovation__canonical", distinct=True)
    )


def shelves_with(person, record: Innovation) -> set[int]:
    """Keys of the lists of ``person`` that hold ``record``."""
    kept = Kept.objects.filter(shelf__person=person, innovation__canonical=record.pk)
    return set(kept.values_list("shelf", flat=True))


def shared_shelf(token: str) -> Shelf | None:
    """The list behind a link, while its owner shares it."""
    shared = Shelf.objects.filter(is_shared=True, person__is_active=True)
    return shared.select_related("person").filter(token=token).first()


def rows_on(shelf: Shelf, user) -> list[RecordRow]:
    """The records on a list as ``user`` may see them, last kept first; merged ones once."""
    kept = shelf.kept.values_list("innovation__canonical", flat=True)
    keys = list(dict.fromkeys(pk for pk in kept[:MOST_ROWS] if pk))
    return record_rows(catalogue_rows(keys, user=user, lists=lists()))


def follows_of(person) -> list[Follow]:
    """What ``person`` follows, with each thing."""
    follows = Follow.objects.of(person)
    return list(follows.select_related("innovation", "organisation", "hub"))


def follow_of(person, thing) -> Follow | None:
    """How ``person`` follows a record, an institution, a hub or a search."""
    return Follow.objects.of(person).filter(**follow_fields(thing)).first()


def follow_fields(thing) -> dict:
    """The field of a follow that points to ``thing``."""
    if isinstance(thing, CatalogueQuery):
        return {"question": thing.query_string}
    return {thing._meta.model_name: thing}


def asked(question: str) -> CatalogueQuery:
    """The question of the catalogue that an address writes so; only its words and filters."""
    query, _problems = CatalogueQuery.from_params(parse_qs(question, keep_blank_values=True))
    return CatalogueQuery(text=query.text, filters=query.filters, exact=query.exact)


def titles(follows: Iterable[Follow]) -> list[tuple[Follow, str]]:
    """Each followed thing by the name readers know it by."""
    found: Sequence[Follow] = list(follows)
    known = lists() if any(follow.question for follow in found) else None
    return [
        (follow, title_of(asked(follow.question), known) if follow.question else str(follow))
        for follow in found
    ]
