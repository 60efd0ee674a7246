"""What is new for those who follow something."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from simpul.core.models import Entry
from simpul.forum.models import Follow
from simpul.forum.queries.mine import asked
from simpul.innovations.models import Innovation
from simpul.innovations.queries.finding import keys
from simpul.innovations.queries.lists import lists
from simpul.innovations.queries.records import innovations_for
from simpul.innovations.queries.url_state import NEWEST

# What is done to a record that its followers hear of, and whether a search finds it as new.
FOLLOWED = {"publish", "renew", "withdraw", "relist", "say_life"}
FRESH = {"publish", "list"}
VERBS = FOLLOWED | FRESH

# How many of the newest results of a followed search are looked through.
NEWEST_RESULTS = 200
PIECE = 500


@dataclass(frozen=True)
class News:
    """One thing that was done to one public record."""

    record: Innovation
    verb: str
    seq: int


def news_in(entries: Iterable[Entry], user) -> Iterator[News]:
    """What these entries of the journal did to records that ``user`` may see."""
    for entry in entries:
        if entry.verb not in VERBS:
            continue
        for start in range(0, len(entry.pks), PIECE):
            piece = entry.pks[start : start + PIECE]
            records = innovations_for(user).filter(pk__in=piece)
            for record in records.select_related("owner", "hub").order_by("pk"):
                yield News(record, entry.verb, entry.seq or 0)


def followers_of(news: News) -> list:
    """The people who follow the record, its owner or its hub, each once."""
    record = news.record
    about = Q(innovation__canonical=record.pk) if news.verb in FOLLOWED else Q(pk__in=[])
    if news.verb in FRESH:
        about |= Q(organisation=record.owner_id) if record.owner_id else Q(pk__in=[])
        about |= Q(hub=record.hub_id) if record.hub_id else Q(pk__in=[])
    follows = Follow.objects.filter(about, person__is_active=True).select_related("person")
    return list({follow.person_id: follow.person for follow in follows}.values())


def questions_followed() -> list[str]:
    """Every search that somebody follows, each once."""
    follows = Follow.objects.filter(person__is_active=True).exclude(question="")
    return list(follows.order_by("question").values_list("question", flat=True).distinct())


def new_results(question: str, fresh: Collection[int]) -> list[int]:
    """Keys of the ``fresh`` records among the newest results of a followed search."""
    query = asked(question).with_sort(NEWEST)
    return [pk for pk in keys(query, lists(), limit=NEWEST_RESULTS) if pk in fresh]


def followers_of_question(question: str) -> list:
    """The people who follow a search."""
    follows = Follow.objects.filter(question=question, person__is_active=True)
    return [follow.person for follow in follows.select_related("person")]
