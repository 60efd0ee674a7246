"""The queue of pairs, two records side by side, and the public page of quality."""

import pytest
from django.urls import reverse
from django.utils import translation

from simpul.core import clock
from simpul.innovations.models import AuthorityKind, MergeEdge, Relation
from simpul.innovations.policies import STEWARD
from simpul.sources.models import MatchEvaluation, Pair, PairState
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.innovations import AuthorityFactory, listed
from tests.factories.organisations import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return AuthorityFactory(kind=AuthorityKind.REGISTRY, name="Register Uji")


@pytest.fixture
def steward(client, source):
    person = UserFactory()
    MandateFactory(person=person, office=STEWARD, scope=source)
    client.force_login(person)
    return person


def pair_of(source, number=1, **said):
    owner = OrganisationFactory()
    left = listed(f"A-{number}", authority=source, title="Si Loki Keamanan", owner=owner.code)
    right = listed(f"B-{number}", title="Si Loki Informasi", owner=owner.code, year=2021)
    levels = {"naming": "many words", "owner": "same", "year": "not told"}
    return Pair.objects.create(
        left=left, right=right, probability=0.4, levels=levels, found_at=clock.now(), **said
    )


def test_a_steward_sees_the_pairs_of_the_source_and_no_others(client, steward, source):
    pair_of(source)
    pair_of(AuthorityFactory(), number=2)

    page = client.get(reverse("sources:pairs"))

    assert page.context["page"].paginator.count == 1
    assert [share.waiting for share in page.context["shares"]] == [1]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_one_as_for_three(
    client, steward, source, count, django_assert_max_num_queries
):
    for number in range(count):
        pair_of(source, number=number)

    with django_assert_max_num_queries(24):
        client.get(reverse("sources:pairs"))


def test_both_records_stand_side_by_side_with_their_differences_and_reasons(
    client, steward, source
):
    pair = pair_of(source)

    page = client.get(pair.get_absolute_url())

    fields = {field.label: field for field in page.context["fields"]}
    title = next(field for field in fields.values() if field.left and field.right)
    assert [piece.text.strip() for piece in title.left if piece.mark] == ["Keamanan"]
    words = [reason.words for reason in page.context["reasons"]]
    assert len(words) == 2
    assert "<mark>" in page.content.decode()


def test_deciding_leads_to_the_next_pair_and_back_to_the_last(client, steward, source):
    first, second = pair_of(source), pair_of(source, number=2)

    answer = client.post(
        reverse("sources:pair_act", args=[first.pk, "merge"]),
        {"merge-kept": "right", "merge-note": "Sama"},
    )

    assert answer.url == f"{second.get_absolute_url()}?last={first.pk}"
    first.refresh_from_db()
    assert (first.state, first.why, first.decided_by) == (PairState.MERGED, "Sama", steward)
    assert MergeEdge.objects.get().kept == first.right

    client.post(reverse("sources:pair_act", args=[first.pk, "reopen"]))

    assert not MergeEdge.objects.exists()
    assert Pair.objects.get(pk=first.pk).is_open


def test_a_decision_without_its_answer_says_so_and_decides_nothing(client, steward, source):
    pair = pair_of(source)

    answer = client.post(reverse("sources:pair_act", args=[pair.pk, "relate"]), {})

    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()
    assert Pair.objects.get().is_open


def test_a_relation_stands_on_both_public_pages(client, steward, source):
    pair = pair_of(source)
    client.post(
        reverse("sources:pair_act", args=[pair.pk, "relate"]),
        {"relate-subject": "left", "relate-kind": "successor"},
    )
    client.logout()

    pages = [
        client.get(side.get_absolute_url()).content.decode() for side in (pair.left, pair.right)
    ]

    assert Relation.objects.count() == 1
    assert pair.right.get_absolute_url() in pages[0]
    assert pair.left.get_absolute_url() in pages[1]


def test_the_list_as_a_file_has_the_same_rows(client, steward, source):
    pair_of(source)

    answer = client.get(reverse("sources:pairs_file", args=["csv"]))

    assert b"".join(answer.streaming_content).decode().count("Si Loki Keamanan") == 1


def test_everybody_reads_how_good_matching_is(client):
    result = {
        "automatic": {"precision": 1.0, "recall": 0.82, "pairs": 55},
        "queue": {"precision": 0.77, "recall": None, "pairs": 87},
        "calibration": [
            {"from": 0.0, "to": 0.05, "pairs": 170, "predicted": 0.0074, "observed": 0.0}
        ],
    }
    MatchEvaluation.objects.create(
        measured_at=clock.now(),
        pairs="pasangan.csv",
        digest="0" * 64,
        count=264,
        duplicates=67,
        automatic_from=0.84,
        queue_from=0.05,
        result=result,
    )

    page = client.get(reverse("sources:quality")).content.decode()
    with translation.override("id"):
        theirs = client.get(reverse("sources:quality")).content.decode()

    assert "pasangan.csv" in page
    assert "<td>0.7" in page.replace(' class="num"', "")
    assert "<td>0,7" in theirs.replace(' class="num"', "")
