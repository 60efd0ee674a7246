"""Background work of taking part."""

from datetime import timedelta

from simpul.core import outbox, schedule
from simpul.forum.services import news


@outbox.answers(news.NEWS)
def tell_news() -> int:
    """Tell the followers of records, institutions and hubs what is new."""
    return news.tell_news()


@schedule.every(timedelta(hours=1), news.SEARCHES)
def tell_searches() -> int:
    """Tell the followers of searches what is new among their results."""
    return news.tell_searches()
