"""What a simulation foretells is what happens, on records nobody chose."""

from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from simpul.innovations.models import Claim, Innovation, Precedence
from simpul.innovations.queries.precedence import UNRANKED, ladder, ranked
from simpul.innovations.services import merge_innovations
from simpul.sources.queries.joint.sweeps import simulation_of
from simpul.sources.services import joint
from tests.factories.accounts import UserFactory
from tests.factories.innovations import listed
from tests.factories.vocabularies import SectorFactory
from tests.sources.joint_world import (
    World,
    differences,
    foretold,
    row_of,
    stored,
)

# --- Property: what is foretold is what happens --------------------------------------------------

VALUES = {
    "year": st.integers(2018, 2021),
    "unit": st.sampled_from(["Dinas A", "Dinas B"]),
    "summary": st.sampled_from(["Pendek.", "Lebih panjang dari itu.", "Lain."]),
    "sector": st.sampled_from(["uji-a", "uji-b"]),
}
TITLE = {"title": st.sampled_from(["Satu", "Satu (Satu Pintu)", "Dua Pintu"])}
said = st.fixed_dictionaries(TITLE, optional=VALUES)
records = st.lists(
    st.lists(st.tuples(st.integers(0, 2), said), min_size=1, max_size=3), min_size=1, max_size=4
)
asked = st.lists(
    st.tuples(
        st.sampled_from(["*", "title", *VALUES]),
        st.sampled_from(["kind", "authority"]),
        st.integers(0, 2),
        st.sampled_from([None, 10, 30, 45, 60]),
    ),
    min_size=1,
    max_size=4,
)


class TestForetelling(TestCase):
    def setup_example(self):
        super().setup_example()
        self.world = World()
        self.admin = UserFactory(is_superuser=True)
        SectorFactory(key="uji-a")
        SectorFactory(key="uji-b")

    def fill(self, wanted):
        for number, group in enumerate(wanted):
            made = [
                listed(f"r{number}-{place}", authority=self.world.sources[source], **fields)
                for place, (source, fields) in enumerate(group)
            ]
            for other in made[1:]:
                merge_innovations(made[0], absorbed=other, by=self.admin)

    def change(self, name, what, number, rank):
        source = self.world.sources[number]
        who = {"authority": source.key} if what == "authority" else {"kind": str(source.kind)}
        return row_of(name, rank=rank, **who)

    @given(records, asked)
    @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
    def test_the_simulated_effect_is_the_real_one_and_values_follow_the_new_table(
        self, wanted, changes
    ):
        self.fill(wanted)
        draft = self.world.draft()
        for change in changes:
            try:
                joint.add_change(draft, self.change(*change), by=draft.by)
            except ValidationError:
                continue
        if not draft.changes:
            return
        joint.propose(draft, by=draft.by)
        told, before = simulation_of(draft), stored()
        joint.open_vote(draft, by=draft.by)
        for steward in self.world.stewards:
            joint.vote(draft, agrees=True, by=steward)

        after = stored()

        assert foretold(told) == differences(before, after)
        assert told.shown == len(foretold(told))
        assert told.records == len({key[0] for key in foretold(told)})
        assert_follows_the_table()


def assert_follows_the_table():
    """The shown year of every record is the best claim's, by ranks read without the program's."""
    table = list(Precedence.objects.filter(ended=False))
    for record in Innovation.objects.public():
        claims = list(
            Claim.objects.filter(
                innovation__canonical=record.pk, field="year", retired_at=None
            ).select_related("authority")
        )
        best = min((rank_by_hand(claim, table) for claim in claims), default=None)
        shown = {claim.value for claim in claims if rank_by_hand(claim, table) == best}
        assert record.year in (shown or {None})
        slots = ranked(claims, ladder())
        assert record.year == (slots["year", ""][0].value if slots else None)


def rank_by_hand(claim, table):
    """Authority and field, then authority, then kind and field, then kind."""
    tests = (
        lambda row: row.authority_id == claim.authority_id and row.field == claim.field,
        lambda row: row.authority_id == claim.authority_id and row.field == "*",
        lambda row: row.kind == claim.authority.kind and row.field == claim.field,
        lambda row: row.kind == claim.authority.kind and row.field == "*",
    )
    return next((row.rank for test in tests for row in table if test(row)), UNRANKED)
