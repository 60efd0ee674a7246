"""However records arrive and wherever the work breaks off, the same is said in the end."""

from contextlib import contextmanager, suppress

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from simpul.innovations.models import Authority, AuthorityKind, Claim, Innovation, Precedence
from simpul.innovations.services import locking, publish
from simpul.innovations.services.checking import check_records
from simpul.innovations.services.merging import merge_innovations
from simpul.sources.models import Run, Source, SourceRecord
from simpul.sources.services import running
from simpul.sources.workflow import RunState
from tests.factories.innovations import AuthorityFactory
from tests.factories.runs import (
    SourceFactory,
    delivered,
    imported,
    line,
    lines_file,
    prepare,
    world,
)
from tests.factories.verification import Scene

# Each example is a whole import or several: no time is spent on making a failing one smaller.
FEW = profile(max_examples=3, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))


class Killed(BaseException):
    """The worker ended in the middle of something."""


@contextmanager
def killed_at(statement):
    """End whatever runs inside at its n-th question to the database, written or not."""
    left = [statement]

    def count(execute, *args):
        left[0] -= 1
        if left[0] == 0:
            raise Killed
        return execute(*args)

    with connection.execute_wrapper(count), suppress(Killed):
        yield


def worked_on(run, kills):
    """Work on a run to its end, killed once at each of these statements."""
    for statement in kills:
        with killed_at(statement):
            running.work(run.pk)
        Run.objects.filter(pk=run.pk).update(attempts=0)
    return running.work(run.pk)


def forget_everything():
    SourceRecord.objects.all().delete()
    Run.objects.all().delete()
    Source.objects.all().delete()
    Innovation.objects.update(canonical=None)
    Innovation.objects.all().delete()


NO_YEAR = {"year": None}
TITLES = st.sampled_from(
    ["Katalis", "Inovasi Digital Katalis", "KATALIS", "Si Dora Emon", "Puas (Pelayanan Adminduk)",
     "Puas", "Pelayanan Adminduk (Puas)"]
)  # fmt: skip
RECORDS = st.lists(
    st.tuples(TITLES, st.sampled_from(["PEMDA-1", "PEMDA-2"]), st.integers(2015, 2025)),
    min_size=2,
    max_size=7,
)


class TestAnyhow(TestCase):
    def setup_example(self):
        super().setup_example()
        prepare()
        self.authority = AuthorityFactory(key="sumber.example")

    def source(self):
        return SourceFactory(key="uji", authority=self.authority)

    @given(
        RECORDS,
        st.randoms(use_true_random=False),
        st.integers(1, 6),
        st.lists(st.integers(1, 120), max_size=3),
    )
    @FEW
    def test_shuffled_split_and_killed(self, records, dice, size, kills):
        rows = [
            line(number, title=title, owner=owner, year=year)
            for number, (title, owner, year) in enumerate(records)
        ]
        imported(self.source(), rows)
        whole = world()
        forget_everything()
        source = self.source()
        shuffled = dice.sample(rows, len(rows))

        for start in range(0, len(shuffled), size):
            part = lines_file(shuffled[start : start + size])
            run = worked_on(running.start(source, file=part, queue=False), kills)
            assert run.state == RunState.READY
            running.confirm_by_command(run)
            assert worked_on(run, kills).state == RunState.DONE

        assert world() == whole
        assert check_records().different == []
        again = delivered(source, rows)
        assert again.counts["same"] == len(rows)

    @given(RECORDS, st.integers(0, 6), TITLES, st.lists(st.integers(1, 150), max_size=3))
    @FEW
    def test_undone_it_never_was_even_when_undoing_is_killed(self, records, place, title, kills):
        rows = [
            line(number, title=name, owner=owner, year=year)
            for number, (name, owner, year) in enumerate(records)
        ]
        source = self.source()
        imported(source, rows[: len(rows) // 2 + 1])
        before = world()
        changed = [dict(row) for row in rows]
        changed[place % len(rows)]["title"] = title
        run = imported(source, changed)

        running.undo_by_command(run)
        run = worked_on(run, kills)

        assert (run.state, run.counts["left"]) == (RunState.UNDONE, 0)
        assert world() == before


class TestPrecedence(TestCase):
    """What is shown is what the table says, whatever came first."""

    fields = st.fixed_dictionaries(
        {}, optional={"year": st.integers(2015, 2025), "unit": st.sampled_from("ABC")}
    )

    @given(
        st.lists(fields, min_size=3, max_size=3),
        st.permutations([1, 2, 3]),
        st.permutations([0, 1, 2]),
        st.lists(st.tuples(st.integers(0, 2), fields), max_size=3),
    )
    @FEW
    def test_whatever_the_order_of_arrival(self, first, ranks, order, later):
        prepare()
        sources = [SourceFactory() for _place in range(3)]
        for source, rank in zip(sources, ranks, strict=True):
            Precedence.objects.create(field="*", authority=source.authority, rank=rank)
        said = dict(enumerate(first))
        for place in order:
            imported(sources[place], [line(7, title="Katalis", **NO_YEAR | said[place])])
        verifier = Scene().verifier
        for record in Innovation.objects.order_by("pk")[1:]:
            kept = Innovation.objects.order_by("pk").first()
            if record.canonical_id == record.pk:
                merge_innovations(kept, absorbed=record, by=verifier)
        for place, fields in later:
            said[place] = fields
            imported(sources[place], [line(7, title="Katalis", **NO_YEAR | fields)])

        best_first = sorted(range(3), key=lambda place: ranks[place])
        for record in Innovation.objects.public():
            about = SourceRecord.objects.filter(innovation__canonical=record)
            speaking = set(about.values_list("source", flat=True))
            heard = [place for place in best_first if sources[place].pk in speaking]
            for name, nothing in (("year", None), ("unit", "")):
                told = [said[place][name] for place in heard if name in said[place]]
                assert getattr(record, name) == (told[0] if told else nothing), name


pytestmark = pytest.mark.django_db


def test_locks_and_verified_values_survive_every_import():
    scene = Scene()
    prepare()
    source = SourceFactory()
    rows = [line(1, owner=scene.body.code, unit="Dinas"), line(2, owner=scene.body.code)]
    imported(source, rows)
    listed, verified = Innovation.objects.order_by("pk")
    locking.lock(
        listed, Claim.objects.get(innovation=listed, field="year"), by=scene.verifier, note="SK."
    )
    publish(verified, by=scene.verifier)

    run = delivered(source, [{**row, "year": 2011, "unit": "Badan"} for row in rows])
    assert [outcome.before.get("verified", False) for outcome in run.outcomes.order_by("pk")] == [
        False,
        True,
    ]
    running.confirm_by_command(run)
    running.work(run.pk)

    listed.refresh_from_db()
    verified.refresh_from_db()
    assert (listed.year, listed.unit) == (2021, "Badan")
    assert (verified.year, verified.unit) == (2021, "")
    assert Authority.objects.get(pk=source.authority_id).kind == AuthorityKind.PRESS
