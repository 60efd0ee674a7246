"""Those who follow something are told what is new, once, and nobody else is."""

import pytest
from django_tasks_db.models import DBTaskResult

from simpul.core import journal
from simpul.core.models import OutboxMessage
from simpul.forum.models import Watermark
from simpul.forum.services import mine, news
from simpul.innovations.models import Innovation, State
from simpul.innovations.queries.url_state import CatalogueQuery
from tests.factories.accounts import UserFactory
from tests.factories.forum import record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def beginning(settings, tmp_path):
    """Both readers of the journal begin now, with no index that another test has left."""
    settings.VAR_DIR = tmp_path
    for name in (news.NEWS, news.SEARCHES):
        news.watermark(name)


def done(innovation, verb):
    journal.record(innovation, verb)
    journal.seal_pending()


def told(person):
    return [(notice.subject, notice.link) for notice in person.messages.order_by("pk")]


def test_followers_of_the_record_its_owner_and_its_hub_hear_of_a_verified_record_once():
    innovation = record(title="Jaring Smart", state=State.PUBLISHED)
    people = [UserFactory() for _ in range(4)]
    for person, thing in zip(
        people, [innovation, innovation.owner, innovation.hub, record()], strict=True
    ):
        mine.follow(thing, by=person)
    mine.follow(innovation.hub, by=people[0])
    done(innovation, "publish")

    assert [news.tell_news(), news.tell_news()] == [3, 0]

    words = [("Jaring Smart diverifikasi dan diterbitkan", innovation.get_absolute_url())]
    assert [told(person) for person in people] == [words, words, words, []]


def test_what_changes_a_record_is_news_for_those_who_follow_it_only():
    innovation = record(title="Jaring Smart")
    follower, of_hub = UserFactory(), UserFactory()
    mine.follow(innovation, by=follower)
    mine.follow(innovation.hub, by=of_hub)
    done(innovation, "say_life")

    news.tell_news()

    assert [subject for subject, _link in told(follower)] == [
        "Ada kabar apakah Jaring Smart masih berjalan"
    ]
    assert told(of_hub) == []


def test_a_record_nobody_may_read_is_no_news():
    draft = record(state=State.LISTED)
    follower = UserFactory()
    mine.follow(draft, by=follower)
    Innovation.objects.filter(pk=draft.pk).update(state=State.DRAFT)
    done(draft, "publish")

    assert news.tell_news() == 0
    assert told(follower) == []


def test_a_whole_import_is_news_record_by_record():
    first, second = record(), record()
    person = UserFactory()
    mine.follow(first.owner, by=person)
    journal.record_batch("list", Innovation, [first.pk, second.pk])
    journal.seal_pending()

    assert news.tell_news() == 1


def test_the_relay_queues_the_telling_only_when_there_is_news():
    follower, innovation = news.NewsFollower(), record()
    done(innovation, "assert_claims")
    follower.follow(journal.head_seq())
    assert DBTaskResult.objects.count() == 0
    assert Watermark.objects.get(name=news.NEWS).seq == journal.head_seq()

    done(innovation, "publish")
    follower.follow(journal.head_seq())
    assert DBTaskResult.objects.count() == 1


def test_a_followed_search_tells_of_new_results_and_not_of_old_ones():
    person = UserFactory()
    old = record(title="Air lama", year=2015)
    mine.follow(CatalogueQuery(filters={"year": ("2015",)}), by=person)
    fresh, elsewhere = record(title="Air baru", year=2015), record(year=2016)
    for innovation in (fresh, elsewhere):
        done(innovation, "list")

    assert [news.tell_searches(), news.tell_searches()] == [1, 0]

    [(subject, link)] = told(person)
    assert "Air baru" in subject
    assert link == fresh.get_absolute_url()
    assert old.title not in subject


def test_many_new_results_of_a_search_are_one_notice():
    person = UserFactory()
    mine.follow(CatalogueQuery(filters={"year": ("2015",)}), by=person)
    for _number in range(3):
        done(record(year=2015), "list")

    news.tell_searches()

    [(subject, link)] = told(person)
    assert subject.endswith("3 catatan")
    assert link.startswith("/id/inovasi/?")


def test_who_begins_to_follow_is_not_told_of_the_past():
    innovation = record()
    done(innovation, "publish")
    news.tell_news()
    mine.follow(innovation, by=UserFactory())

    assert news.tell_news() == 0
    assert OutboxMessage.objects.count() == 0
