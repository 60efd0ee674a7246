"""What is asked for of some records or institutions is what a reading of all says of them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simpul.core import clock
from simpul.innovations.models import Innovation, Relation, RelationKind
from simpul.replication.models import Adoption
from simpul.replication.queries.edges import edges, edges_of
from simpul.replication.queries.lineage.reading import around, as_copy, tree_of
from tests.factories.innovations import InnovationFactory
from tests.factories.organisations import OrganisationFactory

pytestmark = pytest.mark.django_db

RECORDS, BODIES = 6, 4
STATES = ["claimed", "confirmed", "contested"]
ONE, BODY = st.integers(0, RECORDS - 1), st.integers(0, BODIES - 1)
HISTORIES = {
    "relations": st.sets(st.tuples(ONE, ONE, st.sampled_from(STATES)), max_size=9),
    "adoptions": st.lists(
        st.tuples(ONE, BODY, st.none() | ONE, st.sampled_from(STATES)), max_size=6
    ),
    "merges": st.dictionaries(st.integers(3, 5), st.integers(0, 2), max_size=2),
}


@pytest.fixture
def world():
    house = OrganisationFactory()
    bodies = [house, OrganisationFactory(parent=house), *OrganisationFactory.create_batch(2)]
    return bodies, [InnovationFactory(owner=bodies[n % BODIES]) for n in range(RECORDS)]


def tell(world, relations, adoptions, merges):
    bodies, records = world
    Relation.objects.all().delete()
    Adoption.objects.all().delete()
    for n, record in enumerate(records):
        kept = records[merges.get(n, n)]
        Innovation.objects.filter(pk=record.pk).update(canonical=kept)
    once = {(copy, of): state for copy, of, state in relations if copy != of}
    for (copy, of), state in once.items():
        Relation.objects.create(
            subject=records[copy], object=records[of], kind=RelationKind.REPLICATES,
            state=state, at=clock.now(),
        )  # fmt: skip
    for of, body, result, state in adoptions:
        Adoption.objects.create(
            origin=records[of], adopter=bodies[body], state=state, since=2020 + of,
            result=None if result is None else records[result], recorded_at=clock.now(),
        )  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8)
@given(**HISTORIES)
def test_narrowed_in_the_database_or_here_is_the_same(world, relations, adoptions, merges):
    tell(world, relations, adoptions, merges)
    bodies, records = world
    everything = edges()

    for record in records:
        only = {record.pk}
        assert edges(origins=only) == [edge for edge in everything if edge.origin in only]
        assert edges(results=only) == [edge for edge in everything if edge.result in only]
    for body in bodies:
        taken = [edge for edge in everything if edge.adopter == body.pk]
        owned = {each.pk for each in records if each.owner.institution == body.institution}
        assert edges(adopters=[body.pk]) == taken
        if body.institution == body:
            wanted = {e.key for e in everything if e in taken or e.origin in owned}
            assert {edge.key for edge in edges_of([body.pk])} == wanted


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8)
@given(**HISTORIES)
def test_a_tree_needs_only_the_edges_around_its_record(world, relations, adoptions, merges):
    tell(world, relations, adoptions, merges)
    everything = edges()

    for record in world[1]:
        near, whole = tree_of(record.pk), tree_of(record.pk, everything)
        assert [node.key for node in near.nodes] == [node.key for node in whole.nodes]
        assert near.count() == whole.count()
        assert {edge.key for edge in around(record.pk)} <= {as_copy(e).key for e in everything}
