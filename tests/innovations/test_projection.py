"""Claims become what readers see, whatever the order in which they arrive."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.core import clock
from simpul.core.models import Entry
from simpul.innovations.models import Authority, AuthorityKind, Claim, Innovation, Precedence
from simpul.innovations.queries.precedence import Ladder, ranked
from simpul.innovations.services import Statement, record_mentions
from simpul.innovations.services.checking import check_records
from simpul.innovations.services.effects import foretell
from simpul.innovations.services.ledger import Ledger
from simpul.innovations.services.mentions import NoName
from simpul.innovations.services.projection import reproject
from tests.factories.innovations import AuthorityFactory, listed, mention
from tests.factories.organisations import OrganisationFactory
from tests.factories.vocabularies import AwardLevelFactory, GoalFactory, ProgrammeFactory

AUTHORITIES = {
    pk: Authority(pk=pk, key=f"a{pk}", kind=kind)
    for pk, kind in enumerate(AuthorityKind.values, start=1)
}
TABLE = Ladder(
    AUTHORITIES,
    {
        ("*", "registry"): Precedence(kind="registry", rank=30),
        ("*", "press"): Precedence(kind="press", rank=50),
        ("year", "press"): Precedence(field="year", kind="press", rank=1),
        ("*", 4): Precedence(authority_id=4, rank=2),
    },
)

statements = st.builds(
    Statement,
    record_key=st.sampled_from(["A-1", "A-2", "B-1"]),
    field=st.sampled_from(["title", "year", "summary", "award"]),
    value=st.one_of(st.integers(2000, 2030), st.text(max_size=10)),
    authority_id=st.sampled_from(sorted(AUTHORITIES)),
    language=st.sampled_from(["", "id", "en"]),
    asserted_on=st.one_of(st.none(), st.dates(date(2019, 1, 1), date(2026, 1, 1))),
)


@given(
    st.lists(statements, max_size=12).flatmap(
        lambda said: st.tuples(st.just(said), st.permutations(said))
    )
)
def test_the_order_of_arrival_decides_nothing(said_and_shuffled):
    said, shuffled = said_and_shuffled

    def values(claims):
        return {
            slot: [claim.value for claim in ranked] for slot, ranked in ranked_of(claims).items()
        }

    assert values(said) == values(shuffled)


def ranked_of(claims):
    return ranked(claims, TABLE)


def test_the_most_particular_row_counts():
    assert TABLE.rank("title", 4) == 2
    assert TABLE.rank("year", pk_of("press")) == 1
    assert TABLE.rank("title", pk_of("press")) == 50
    assert TABLE.rank("title", pk_of("person")) == 1000


def pk_of(kind):
    return next(pk for pk, authority in AUTHORITIES.items() if authority.kind == kind)


pytestmark = pytest.mark.django_db


def test_a_listed_record_shows_what_its_source_says():
    owner = OrganisationFactory()
    programme, level = ProgrammeFactory(short_name="KIPP"), AwardLevelFactory(code="top45")
    goal = GoalFactory(number=5)
    award = {"programme": programme.key, "level": "top45", "year": 2022, "wording": "Top 45"}

    record = listed(
        title="Strategi Pencegahan Perkawinan Anak (Sip-Peka)",
        owner=owner.code,
        year=2022,
        summary="Mencegah perkawinan anak.",
        goals=[5],
        award=award,
    )

    assert (record.name, record.long_title) == ("Sip-Peka", "Strategi Pencegahan Perkawinan Anak")
    assert (record.owner, record.year, record.state) == (owner, 2022, "listed")
    assert record.slug == f"sip-peka-{record.public_id}"
    assert [text.text for text in record.texts.all()] == ["Mencegah perkawinan anak."]
    assert list(record.goals.all()) == [goal]
    assert [(row.programme, row.level, row.year) for row in record.awards.all()] == [
        (programme, level, 2022)
    ]
    assert record.life_status is None
    assert (record.evidence_grade, record.completeness) == (1, 5)


def test_what_nobody_described_or_chose_has_no_evidence():
    AwardLevelFactory(code="terdaftar", rank=6)
    programme = ProgrammeFactory()

    record = listed(award={"programme": programme.key, "level": "terdaftar"})

    assert record.evidence_grade == 0


def test_saying_the_same_again_writes_nothing():
    said = mention(year=2020)
    record_mentions([said])
    before = dump()

    done = record_mentions([said])

    assert (done.created, done.changed) == ([], [])
    assert dump() == before


def test_saying_something_else_retires_the_old_claim_and_shows_the_new():
    authority = AuthorityFactory()
    record = listed(authority=authority, year=2020)

    record_mentions([mention(authority=authority, year=2021)])

    record.refresh_from_db()
    assert record.year == 2021
    claims = Claim.objects.filter(field="year").order_by("pk")
    assert [(claim.value, claim.retired_at is None) for claim in claims] == [
        (2020, False),
        (2021, True),
    ]


def test_what_a_source_no_longer_says_is_no_longer_shown():
    authority = AuthorityFactory()
    record = listed(authority=authority, year=2020, summary="Ringkasan.")

    record_mentions([mention(authority=authority)])

    record.refresh_from_db()
    assert (record.year, record.texts.count()) == (None, 0)


def test_a_record_that_nobody_names_any_more_keeps_its_name():
    authority = AuthorityFactory()
    record = listed(authority=authority, title="JEMPOL (Jemput Pelayanan)", year=2020)
    Claim.objects.filter(field="title").update(retired_at=clock.now())

    reproject([record.pk], Ledger())

    record.refresh_from_db()
    kept = (record.title, record.acronym, record.long_title, record.year)
    assert kept == ("JEMPOL (Jemput Pelayanan)", "JEMPOL", "Jemput Pelayanan", 2020)
    assert check_records().different == []
    assert list(foretell([record], Ledger(), Ledger()).changes) == []


def test_what_a_source_gives_no_name_is_refused_whole():
    nameless = replace(mention("UJI-2"), statements=())

    with pytest.raises(NoName, match="dataset UJI-2"):
        record_mentions([mention("UJI-1"), nameless])

    assert not Innovation.objects.exists()


def test_one_mention_changes_only_its_own_record():
    authority = AuthorityFactory()
    other = listed("UJI-2", authority=authority)
    listed("UJI-1", authority=authority, year=2020)
    stamp = Innovation.objects.values_list("changed_at", flat=True).get(pk=other.pk)

    record_mentions(
        [mention("UJI-1", authority=authority, year=1999), mention("UJI-2", authority=authority)]
    )

    other.refresh_from_db()
    assert other.changed_at == stamp


def test_rebuilding_finds_a_row_that_says_something_else_and_repairs_it():
    record = listed(year=2020)
    listed("UJI-2")
    Innovation.objects.filter(pk=record.pk).update(year=1900, title="Lain")

    assert check_records().different == [record.public_id]
    assert check_records(repair=True).different == [record.public_id]
    assert check_records().different == []
    record.refresh_from_db()
    assert (record.year, record.title) == (2020, "Inovasi Uji")


def test_every_record_costs_the_same_number_of_questions(django_assert_num_queries):
    authority = AuthorityFactory()
    with clock.frozen(clock.now()):
        counts = [
            queries_of(lambda size=size: record_mentions(many(size, authority))) for size in (1, 20)
        ]

    assert counts[0] == counts[1]


def many(size, authority):
    return [mention(f"K{size}-{number}", authority=authority, year=2020) for number in range(size)]


def queries_of(act):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def dump():
    rows = [list(model.objects.order_by("pk").values()) for model in (Innovation, Claim)]
    return [*rows, Entry.objects.count()]
