"""Search over needs: the tokens of the catalogue, in both languages."""

import pytest

from simpul.needs.models import Need
from simpul.needs.queries import matching, needs_for
from simpul.needs.queries.lists import NeedFilter, need_list
from tests.factories.accounts import UserFactory
from tests.factories.needs import NeedFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def needs():
    NeedFactory(title="Ibu melahirkan jauh dari puskesmas", problem="Perahu hanya pagi hari.")
    NeedFactory(title="Sampah menumpuk di pasar", problem="Truk datang sekali sepekan.")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("sampah", ["Sampah menumpuk di pasar"]),
        ("persampahan", ["Sampah menumpuk di pasar"]),
        ("waste", ["Sampah menumpuk di pasar"]),
        ("kelahiran", ["Ibu melahirkan jauh dari puskesmas"]),
        ("sampah puskesmas", []),
        ("yang di", ["Ibu melahirkan jauh dari puskesmas", "Sampah menumpuk di pasar"]),
    ],
)
def test_words_find_what_they_mean(needs, words, found):
    titles = Need.objects.filter(matching(words)).order_by("title").values_list("title", flat=True)

    assert list(titles) == found


def test_a_search_finds_nothing_private():
    NeedFactory(title="Sampah rahasia", visibility="private")
    seen = NeedFactory(title="Sampah pasar")

    assert list(need_list(NeedFilter(q="sampah"), UserFactory())) == [seen]


def test_every_order_and_filter_asks_the_same_questions(django_assert_num_queries):
    user = UserFactory()
    for _number in range(3):
        NeedFactory()
    for wanted in (NeedFilter(), NeedFilter(sort="followers"), NeedFilter(goal="3", state="open")):
        found = need_list(wanted, user)
        with django_assert_num_queries(1):
            [need.organisation.short_name for need in found]
    assert needs_for(user).count() == 3
