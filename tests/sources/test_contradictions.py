"""Contradictions: what is one, how it is found, and what decisions it remembers."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from simpul.core import duties, mandates
from simpul.core.workflow import StepNotOpen
from simpul.hubs.models import Level
from simpul.innovations.models import AuthorityKind, Claim, Innovation, MergeEdge
from simpul.innovations.services import merge_innovations, record_mentions, unmerge_innovation
from simpul.organisations.models import Kind, Status, Succession
from simpul.sources.models import Contradiction
from simpul.sources.queries.contradicting import official_figures
from simpul.sources.queries.disagreeing import Reading
from simpul.sources.services import contradictions
from simpul.sources.services.contradictions import Follower
from simpul.sources.workflow import ContradictionState
from simpul.statistics.services import load_indicators, load_statements
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.innovations import AuthorityFactory, listed, mention
from tests.factories.organisations import OrganisationFactory
from tests.sources.joint_world import World, follow

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


def two(world, one, other, field="year"):
    """A record of which two sources say different things, and the contradiction it makes."""
    admin = UserFactory(is_superuser=True)
    kept = listed("K-1", authority=world.sources[0], title="Satu", **{field: one})
    absorbed = listed("K-2", authority=world.sources[1], title="Satu", **{field: other})
    merge_innovations(kept, absorbed=absorbed, by=admin)
    follow(Follower())
    return kept


def the_one(field="year"):
    return Contradiction.objects.get(field=field)


def says(world, number, **fields):
    record_mentions([mention(f"K-{number + 1}", authority=world.sources[number], **fields)])
    follow(Follower())


@pytest.mark.parametrize(
    ("field", "one", "other", "differs"),
    [
        ("title", "SIPEKA", "Sipeka (Sistem Pelayanan Kapal)", False),
        ("title", "Si-Peka", "SIPEKA", False),
        ("title", "Sapa Nelayan", "Sapa Petani", True),
        ("unit", "Puskesmas  Melati", "puskesmas melati", False),
        ("unit", "Puskesmas Melati", "Puskesmas Mawar", True),
        ("goals", [3, 4], [4], False),
        ("goals", [3], [4], True),
        ("year", 2019, 2020, True),
        ("year", 2019, 2019, False),
    ],
)
def test_only_what_differs_after_cleaning_is_a_contradiction(field, one, other, differs):
    assert Reading().same(field, one, other) is not differs


def test_a_gap_of_years_may_be_agreed_to_mean_the_same():
    assert Reading(year_gap=1).same("year", 2019, 2020)
    assert not Reading(year_gap=1).same("year", 2019, 2021)


def test_an_institution_its_heir_and_its_unit_are_one_word():
    heir = OrganisationFactory()
    former = OrganisationFactory(status=Status.DISSOLVED, valid_to=2019)
    Succession.objects.create(predecessor=former, successor=heir)
    unit = OrganisationFactory(kind=Kind.UNIT, parent=heir)
    other = OrganisationFactory(parent=heir)
    reading = Reading.read()

    assert reading.same("owner", former.code, heir.code)
    assert reading.same("owner", unit.code, former.code)
    assert not reading.same("owner", other.code, heir.code)


def test_two_sources_that_differ_make_one_contradiction_that_ends_when_they_agree(world):
    two(world, 2019, 2021)
    found = the_one()
    assert (found.state, [one["value"] for one in found.values]) == ("open", [2019, 2021])
    assert set(found.authorities.all()) == set(world.sources[:2])

    says(world, 1, title="Satu", year=2019)

    assert the_one().state == ContradictionState.ENDED


def test_a_source_that_contradicts_only_itself_makes_none(world):
    kept = listed("K-1", authority=world.sources[0], title="Satu", year=2019)
    again = listed("K-2", authority=world.sources[0], title="Satu", year=2021)
    merge_innovations(kept, absorbed=again, by=UserFactory(is_superuser=True))
    follow(Follower())

    assert not Contradiction.objects.exists()


def test_editors_who_copied_what_a_page_says_do_not_contradict_it(world):
    editors = AuthorityFactory(kind=AuthorityKind.CURATION)
    kept = listed("K-1", authority=world.sources[0], title="Satu", year=2019)
    copied = listed("K-2", authority=editors, title="Satu", year=2021)
    merge_innovations(kept, absorbed=copied, by=UserFactory(is_superuser=True))
    follow(Follower())

    assert not Contradiction.objects.exists()


def test_it_ends_when_the_records_are_no_longer_one(world):
    two(world, 2019, 2021)
    unmerge_innovation(MergeEdge.objects.get().absorbed, by=UserFactory(is_superuser=True))

    follow(Follower())

    assert the_one().state == ContradictionState.ENDED


def test_both_stand_until_a_claim_changes(world):
    two(world, 2019, 2021)
    contradictions.let_stand(the_one(), by=world.stewards[0], note="Dua tahun pelajaran.")

    contradictions.detect(Innovation.objects.values_list("pk", flat=True))
    assert the_one().state == ContradictionState.STANDS
    says(world, 1, title="Satu", year=2022)

    found = the_one()
    assert (found.state, [one["value"] for one in found.values]) == ("open", [2019, 2022])


def test_a_steward_is_asked_and_answers_and_others_may_not(world):
    two(world, 2019, 2021)
    contradictions.ask(the_one(), world.sources[1], by=world.stewards[0], note="Yang mana?")
    assert duties.waiting_for(world.stewards[1]).count() == 1

    with pytest.raises(PermissionDenied):
        contradictions.answer(the_one(), by=world.stewards[0], note="2021")
    contradictions.answer(the_one(), by=world.stewards[1], note="Menurut buku kami 2021.")

    assert the_one().state == ContradictionState.ANSWERED
    assert not duties.waiting_for(world.stewards[1]).exists()
    with pytest.raises(PermissionDenied):
        contradictions.let_stand(the_one(), by=world.stewards[2], note="Biar.")


def test_only_a_source_that_says_something_is_asked(world):
    two(world, 2019, 2021)

    with pytest.raises(ValidationError):
        contradictions.ask(the_one(), world.sources[2], by=world.stewards[0], note="?")


def test_a_verifier_chooses_and_the_choice_holds_until_the_lock_ends(world):
    hub, verifier = HubFactory(level=Level.NATIONAL), UserFactory()
    record = two(world, 2019, 2021)
    mandates.grant(verifier, office="verifier", scope=hub, by=verifier)
    chosen = Claim.objects.get(field="year", value=2021)

    contradictions.choose(the_one(), chosen.pk, by=verifier, note="Menurut penghargaannya.")
    follow(Follower())

    record.refresh_from_db()
    assert (the_one().state, record.year) == (ContradictionState.CHOSEN, 2021)


def test_whoever_comes_second_is_told(world):
    two(world, 2019, 2021)
    one, other = the_one(), the_one()
    contradictions.let_stand(one, by=world.stewards[0], note="Biar.")

    with pytest.raises(StepNotOpen):
        contradictions.let_stand(other, by=world.stewards[1], note="Biar juga.")


def test_following_twice_changes_nothing(world):
    two(world, 2019, 2021)
    before = list(Contradiction.objects.values())

    follow(Follower())
    contradictions.detect(Innovation.objects.values_list("pk", flat=True))

    assert list(Contradiction.objects.values()) == before


def test_official_figures_that_differ_all_stand_with_their_sources():
    load_indicators(
        [{"key": "terdaftar", "topic": "kipp", "order": "1", "name_id": "a", "name_en": "a"}]
    )
    rows = [("2217", "2020"), ("2303", "2020"), ("3059", "2020"), ("3178", "2021")]
    load_statements(
        {"id": f"s{n}", "figure": "terdaftar", "value": value, "as_of": year, "source": f"no {n}"}
        for n, (value, year) in enumerate(rows)
    )

    stated = official_figures()

    assert [[row.number for row in each.statements] for each in stated] == [[2217, 2303, 3059]]
