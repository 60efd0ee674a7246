"""Records of one innovation meet: sure ones unasked, others in a queue that people decide."""

import csv
import json
import random
from datetime import timedelta
from io import StringIO
from itertools import combinations
from time import perf_counter

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from simpul.core import clock
from simpul.core.workflow import StepNotOpen
from simpul.innovations.models import (
    Innovation,
    MergeEdge,
    Relation,
    RelationState,
    Separation,
)
from simpul.innovations.queries.detail import record_at
from simpul.innovations.services.ledger import Ledger
from simpul.innovations.services.mentions import record_mentions
from simpul.sources.models import MatchParameter, Pair, PairState
from simpul.sources.policies import pairs_for
from simpul.sources.queries import comparing, levels, weighing
from simpul.sources.queries.features import features
from simpul.sources.services.matching import Kin, look_for, match, reopen, settle, whole
from simpul.sources.services.matching.parameters import load_parameters
from tests.factories.accounts import UserFactory
from tests.factories.geography import RegencyFactory
from tests.factories.innovations import listed, mention
from tests.factories.organisations import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return OrganisationFactory(name="Pemerintah Kabupaten Sragen", region=RegencyFactory())


@pytest.fixture
def admin():
    return UserFactory(is_superuser=True)


def arrive(*records):
    """Let records meet as a load does, then look for what may be asked."""
    kin = Kin.read()
    pks = [record.pk for record in records]
    match({}, pks, Ledger(), kin)
    return look_for(pks, kin)


def pair_of(owner, one="Si Loki (Sistem Layanan Keamanan Informasi)", other="Si Loki Keamanan"):
    first = listed("UJI-1", title=one, owner=owner.code, year=2021)
    second = listed("UJI-2", title=other, owner=owner.code, year=2021)
    arrive(first, second)
    return Pair.objects.get()


# --- The model ---------------------------------------------------------------------------------


def test_a_pair_scored_alone_and_among_many_has_one_score():
    rows = []
    with (settings.DATA_DIR / "matching" / "constructed_pairs.csv").open() as file:
        for row in list(csv.DictReader(file))[::4]:
            for side in "ab":
                year = row[f"year_{side}"]
                rows.append(
                    features(
                        row["pair_id"] + side,
                        {row[f"raw_title_{side}"]},
                        owner_name=row[f"raw_institution_{side}"],
                        year=int(year) if year else None,
                    )
                )
    draw = random.Random(7)
    pairs = [(f"{n}", draw.choice(rows), draw.choice(rows)) for n in range(400)]
    pairs += [(f"p{n}", *rows[n : n + 2]) for n in range(0, len(rows), 2)]
    using = weighing.model()

    alone = weighing.scores(pairs, using)
    among = comparing.scores(pairs, using)

    assert {key: score.levels for key, score in alone.items()} == {
        key: score.levels for key, score in among.items()
    }
    assert all(
        among[key].probability == pytest.approx(score.probability) for key, score in alone.items()
    )


def test_one_programme_of_many_regions_is_never_joined_nor_asked():
    bodies = [OrganisationFactory(region=RegencyFactory()) for _ in range(4)]
    records = [
        listed(f"UJI-{n}", title="Mal Pelayanan Publik", owner=body.code, year=2021)
        for n, body in enumerate(bodies)
    ]

    looked = arrive(*records)

    assert not MergeEdge.objects.exists()
    assert looked.pairs == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siaga (Sistem Antrean Warga)", "Siaga (Sekolah Ibu Anak Gembira)"),
        ("Festival Literasi Sragen 2021", "Festival Literasi Sragen 2022"),
    ],
)
def test_what_speaks_against_it_makes_a_person_decide(owner, one, other):
    first = listed("UJI-1", title=one, owner=owner.code, year=2021, sector="a")
    second = listed("UJI-2", title=other, owner=owner.code, year=2021, sector="a")

    arrive(first, second)

    assert not MergeEdge.objects.exists()


def test_branches_of_a_national_body_have_works_of_their_own():
    police = OrganisationFactory(region=None)
    said = {"title": "SIM Keliling", "owner": police.code, "year": 2021}
    first = listed("UJI-1", unit="Polres Jember", **said)
    second = listed("UJI-2", unit="Polres Bantul", **said)

    arrive(first, second)

    assert not MergeEdge.objects.exists()
    assert Pair.objects.get().levels["unit"] == "other branch"


def test_a_level_stands_for_every_reason_and_every_share():
    labels = {
        (name, level.label)
        for name, comparison in levels.COMPARISONS.items()
        for level in comparison.levels
    }

    assert set(weighing.shares()) == labels


def test_a_threshold_that_was_agreed_counts_from_its_day(owner):
    load_parameters(settings.DATA_DIR)
    today = clock.today()
    MatchParameter.objects.create(
        name="automatic", value=0.9999, valid_from=today, says_id="-", says_en="-", source="usulan"
    )

    assert weighing.model(today - timedelta(days=1)).automatic < 0.9999
    assert weighing.model().automatic == 0.9999

    records = [listed(f"UJI-{n}", title="Katalis", owner=owner.code) for n in range(2)]
    arrive(*records)

    assert not MergeEdge.objects.exists()
    assert load_parameters(settings.DATA_DIR).same == 5


# --- Meeting -----------------------------------------------------------------------------------


def test_what_is_kept_apart_stays_apart_though_both_are_called_like_a_third(owner, admin):
    first, second, third = (
        listed(f"UJI-{n}", title="Katalis", owner=owner.code, year=2021) for n in range(3)
    )
    Separation.objects.create(first=first, second=second, by=admin, decided_at=clock.now())

    arrive(first, second, third)

    standing = dict(Innovation.objects.values_list("pk", "canonical_id"))
    assert standing[first.pk] != standing[second.pk]
    assert MergeEdge.objects.count() == 1


def test_the_order_of_arrival_decides_nothing(owner):
    titles = ["Katalis", "Inovasi Digital Katalis", "Katalis (Kajian Analisis)", "Rumah Sehat"]
    records = [
        listed(f"UJI-{n}", title=title, owner=owner.code, year=2021)
        for n, title in enumerate(titles)
    ]
    found = []
    for order in (records, records[::-1]):
        MergeEdge.objects.all().delete()
        Pair.objects.all().delete()
        for record in order:
            arrive(record)
        edges = MergeEdge.objects.values_list("absorbed__external_ids__value", "kept__pk")
        found.append((sorted(edges), sorted(Pair.objects.values_list("left", "right"))))

    assert found[0] == found[1]


def test_a_record_is_looked_for_in_under_a_second(owner):
    for number in range(60):
        listed(f"UJI-{number}", title=f"Layanan Nomor {number} Warga", owner=owner.code)
    new = listed("UJI-99", title="Layanan Nomr 7 Warga", owner=owner.code)

    began = perf_counter()
    looked = look_for([new.pk])

    assert perf_counter() - began < 1
    assert looked.new >= 1


def test_later_words_change_the_kept_record_and_never_revive_the_other(owner, admin):
    pair = pair_of(owner)
    settle(pair, "merge", by=admin, kept=pair.left)

    record_mentions([mention("UJI-2", title="Si Loki Baru", owner=owner.code, summary="Baru.")])
    arrive(Innovation.objects.get(pk=pair.right_id))

    kept = Innovation.objects.get(pk=pair.left_id)
    assert Innovation.objects.get(pk=pair.right_id).canonical == kept
    assert [text.text for text in kept.texts.filter(field="summary")] == ["Baru."]
    assert record_at(pair.right.slug) == kept


def test_the_whole_catalogue_comes_to_what_loads_came_to(owner, tmp_path):
    other = OrganisationFactory(region=RegencyFactory())
    titles = ["Katalis", "Katalis", "Si Loki (Sistem Layanan Keamanan)", "Si Loki Keamanan"]
    records = [
        listed(f"UJI-{n}", title=title, owner=body.code, year=2021)
        for n, (body, title) in enumerate((body, t) for body in (owner, other) for t in titles)
    ]
    arrive(*records)
    before = sorted(MergeEdge.objects.values_list("absorbed", "kept"))
    asked = sorted(Pair.objects.values_list("left", "right"))
    Pair.objects.all().delete()

    class Stopped(Exception):
        pass

    def stop(told):
        raise Stopped

    with pytest.raises(Stopped):
        whole.match_whole(tmp_path, progress=stop)
    told = whole.match_whole(tmp_path)

    assert (told.done, told.records) == (told.pieces, len(records))
    assert sorted(MergeEdge.objects.values_list("absorbed", "kept")) == before
    assert sorted(Pair.objects.values_list("left", "right")) == asked
    assert whole.match_whole(tmp_path, splink=True).waiting == len(asked)
    assert sorted(Pair.objects.values_list("left", "right")) == asked


def test_the_command_looks_for_some_records_by_number(owner):
    record = listed("UJI-1", title="Katalis", owner=owner.code)
    out = StringIO()

    call_command("match", record.public_id, "--json", stdout=out)

    assert json.loads(out.getvalue())["records"] == 1


# --- Deciding ----------------------------------------------------------------------------------


def standing():
    return (
        sorted(Innovation.objects.values_list("pk", "canonical_id", "title", "slug")),
        sorted(MergeEdge.objects.values_list("absorbed", "kept")),
        sorted(Separation.objects.values_list("first", "second")),
        sorted(Relation.objects.values_list("subject", "object", "kind")),
        sorted(Pair.objects.values_list("pk", "state")),
    )


@pytest.mark.parametrize(
    ("decision", "state"),
    [("merge", "merged"), ("keep_apart", "apart"), ("relate", "related")],
)
def test_taking_a_decision_back_restores_what_was(owner, admin, decision, state):
    pair = pair_of(owner)
    before = standing()

    settle(pair, decision, by=admin, kind="successor", note="Surat 1")

    assert Pair.objects.get().state == state
    with pytest.raises(StepNotOpen):
        settle(pair, "keep_apart", by=admin)
    reopen(pair, by=admin)
    assert standing() == before


def test_decisions_in_any_order_and_back_restore_what_was(owner, admin):
    records = [
        listed(f"UJI-{n}", title=f"Si Loki Keamanan {word}", owner=owner.code, year=2021)
        for n, word in enumerate(("Satu", "Dua", "Tiga", "Empat"))
    ]
    now = clock.now()
    for left, right in combinations(records, 2):
        Pair.objects.get_or_create(
            left=left, right=right, defaults={"probability": 0.5, "levels": {}, "found_at": now}
        )
    before, draw = standing(), random.Random(11)
    for _round in range(6):
        done = []
        for pair in draw.sample(list(Pair.objects.all()), k=Pair.objects.count()):
            try:
                settle(pair, draw.choice(["merge", "keep_apart", "relate"]), by=admin)
            except ValidationError:
                continue
            done.append(pair)
            roots = dict(Innovation.objects.values_list("pk", "canonical_id"))
            assert all(roots[root] == root for root in roots.values())
        for pair in reversed(done):
            reopen(pair, by=admin)
        assert standing() == before


def test_a_pair_kept_apart_is_not_asked_again(owner, admin):
    pair = pair_of(owner)

    settle(pair, "keep_apart", by=admin)
    looked = arrive(pair.left, pair.right)

    assert looked.pairs == 0
    assert Pair.objects.get().state == PairState.APART


def test_a_relation_is_shown_between_what_stands_and_goes_one_way(owner, admin):
    pair = pair_of(owner)

    settle(pair, "relate", by=admin, subject=pair.right, kind="part_of")

    relation = Relation.objects.get()
    assert (relation.subject, relation.state) == (pair.right, RelationState.CONFIRMED)


def test_who_answers_for_neither_record_decides_nothing(owner):
    pair = pair_of(owner)
    somebody = UserFactory()

    with pytest.raises(PermissionDenied):
        settle(pair, "merge", by=somebody)

    assert not Pair.objects.filter(pairs_for(somebody)).exists()
    assert Pair.objects.get().is_open
