"""News: what the journal says was done to a record is told to those who follow it."""

from zlib import crc32

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.core import journal, outbox
from simpul.core.models import Entry
from simpul.forum.models import Watermark
from simpul.forum.queries import news
from simpul.forum.queries.mine import asked
from simpul.forum.queries.news import News
from simpul.innovations.models import Innovation
from simpul.innovations.queries.wording import title_of

NEWS, SEARCHES = "forum.news", "forum.searches"
BATCH = 1000

# Nobody is told of what only some may see.
ANYBODY = AnonymousUser()


class NewsFollower:
    """Woken by the relay: queues the telling when something happened to a record."""

    name = "news"
    writes_rows = True

    def follow(self, up_to_seq: int) -> None:
        """Queue the work if there is any; where there is none only the watermark moves."""
        mark = watermark(NEWS)
        fresh = Entry.objects.filter(seq__gt=mark.seq, seq__lte=up_to_seq)
        if fresh.filter(model=Innovation._meta.label_lower, verb__in=news.VERBS).exists():
            outbox.later(NEWS)
        elif fresh.exists():
            Watermark.objects.filter(name=NEWS, seq=mark.seq).update(seq=up_to_seq)


def watermark(name: str) -> Watermark:
    """How far ``name`` has read; who begins does not tell of the past."""
    head = {"seq": journal.head_seq()}
    return Watermark.objects.get_or_create(name=name, defaults=head)[0]


def tell_news() -> int:
    """Tell followers what was done since the last time; answers how many notices that were."""
    told = 0
    while entries := _next_entries(NEWS):
        told += _tell(entries)
    return told


@transaction.atomic
def _tell(entries: list[Entry]) -> int:
    told = sum(_tell_of(one) for one in news.news_in(entries, ANYBODY))
    Watermark.objects.filter(name=NEWS).update(seq=entries[-1].seq)
    return told


@transaction.atomic
def tell_searches() -> int:
    """Tell those who follow a search of its new results, each record once for each search."""
    entries = _next_entries(SEARCHES)
    if not entries:
        return 0
    fresh = {
        one.record.pk: one.record
        for one in news.news_in(entries, ANYBODY)
        if one.verb in news.FRESH
    }
    told = 0
    for question in news.questions_followed() if fresh else ():
        found = news.new_results(question, fresh)
        if found:
            told += _tell_of_search(question, [fresh[pk] for pk in found])
    Watermark.objects.filter(name=SEARCHES).update(seq=entries[-1].seq)
    return told


def _next_entries(name: str) -> list[Entry]:
    mark = watermark(name)
    return journal.entries_after(mark.seq, models=[Innovation], limit=BATCH)


def _tell_of(one: News) -> int:
    people = news.followers_of(one)
    message = outbox.Message("news", lambda: _words(one), link=one.record.get_absolute_url())
    return outbox.tell_all(f"news-{one.seq}-{one.record.pk}", people, message)


def _tell_of_search(question: str, records: list[Innovation]) -> int:
    title, first = asked(question), records[0]

    def subject() -> str:
        words = {"search": title_of(title), "record": first.name, "count": len(records)}
        if len(records) == 1:
            return _("New in %(search)s: %(record)s") % words
        return _("New in %(search)s: %(count)s records") % words

    link = f"{reverse('innovations:catalogue')}?{asked(question).with_sort('newest').query_string}"
    if len(records) == 1:
        link = first.get_absolute_url()
    newest = max(record.pk for record in records)
    return outbox.tell_all(
        f"search-{crc32(question.encode()):x}-{newest}-{len(records)}",
        news.followers_of_question(question),
        outbox.Message("search", subject, link=link),
    )


def _words(one: News) -> str:
    words = {"record": one.record.name}
    match one.verb:
        case "publish":
            return _("%(record)s was verified and published") % words
        case "renew":
            return _("%(record)s has a newer version") % words
        case "withdraw":
            return _("%(record)s was withdrawn") % words
        case "say_life":
            return _("There is news of whether %(record)s still runs") % words
        case _rest:
            return _("%(record)s is new in the catalogue") % words
