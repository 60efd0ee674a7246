"""A merge moves no row, and ending it restores exactly what was."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from simpul.innovations.models import Award, Claim, Innovation, InnovationText, MergeEdge
from simpul.innovations.services import merge_innovations, unmerge_innovation
from tests.factories.accounts import UserFactory
from tests.factories.innovations import InnovationFactory, listed

RECORDS = 6
pairs = st.lists(st.tuples(st.integers(0, RECORDS - 1), st.integers(0, RECORDS - 1)), max_size=12)


def shown():
    """Everything readers can see of every record, and who stands for whom."""
    fields = Innovation._meta.concrete_fields
    columns = [field.attname for field in fields if field.name != "changed_at"]
    texts = InnovationText.objects.order_by("innovation", "field").values_list(
        "innovation", "field", "language", "text"
    )
    awards = Award.objects.order_by("innovation", "programme", "year")
    return [
        list(Innovation.objects.order_by("pk").values_list(*columns)),
        list(texts),
        list(awards.values_list("innovation", "wording")),
        list(Claim.objects.order_by("pk").values_list("pk", "innovation", "retired_at")),
    ]


class TestGraphs(TestCase):
    """Random merges over a handful of records."""

    def setup_example(self):
        super().setup_example()
        self.admin = UserFactory(is_superuser=True)
        self.records = [
            listed(f"UJI-{number}", title=f"Nama {number}", summary="Ringkasan " * number)
            for number in range(1, RECORDS + 1)
        ]

    def merge(self, absorbed, kept):
        try:
            edge = merge_innovations(
                self.records[kept], absorbed=self.records[absorbed], by=self.admin
            )
        except (ValidationError, ValueError):
            return None
        return edge

    @given(pairs)
    @settings(suppress_health_check=list(HealthCheck))
    def test_edges_never_form_a_circle_and_each_record_has_one_that_stands_for_it(self, wanted):
        for absorbed, kept in wanted:
            if absorbed != kept:
                self.merge(absorbed, kept)

        edges = dict(MergeEdge.objects.values_list("absorbed_id", "kept_id"))
        for record in Innovation.objects.all():
            root = record.pk
            for _step in range(RECORDS):
                root = edges.get(root, root)
            assert root not in edges
            assert record.canonical_id == root

    @given(pairs)
    @settings(suppress_health_check=list(HealthCheck))
    def test_ending_every_merge_restores_what_was(self, wanted):
        before = shown()
        done = [
            absorbed for absorbed, kept in wanted if absorbed != kept and self.merge(absorbed, kept)
        ]

        for absorbed in sorted(done):
            unmerge_innovation(self.records[absorbed], by=self.admin)

        assert shown() == before

    @given(pairs.flatmap(lambda wanted: st.tuples(st.just(wanted), st.permutations(wanted))))
    @settings(suppress_health_check=list(HealthCheck))
    def test_the_order_of_merges_decides_nothing(self, wanted_and_shuffled):
        tree = {}
        for absorbed, kept in wanted_and_shuffled[0]:
            if absorbed > kept:
                tree.setdefault(absorbed, kept)
        shuffled = dict.fromkeys(wanted_and_shuffled[1])
        order = [pair for pair in shuffled if tree.get(pair[0]) == pair[1]]
        for absorbed, kept in sorted(tree.items()):
            self.merge(absorbed, kept)
        first = shown()
        for absorbed in tree:
            unmerge_innovation(self.records[absorbed], by=self.admin)

        for absorbed, kept in order:
            self.merge(absorbed, kept)

        assert shown() == first


pytestmark = pytest.mark.django_db


def test_the_kept_record_shows_what_both_said():
    kept = listed("UJI-1", title="Katalis")
    absorbed = listed("UJI-2", title="Inovasi Digital Katalis", summary="Menautkan data.")

    merge_innovations(kept, absorbed=absorbed, by=UserFactory(is_superuser=True))

    assert [text.text for text in kept.texts.all()] == ["Menautkan data."]
    assert list(Innovation.objects.kept()) == [kept]
    assert Claim.objects.filter(innovation=absorbed).exists()


def test_a_record_is_merged_once_only():
    first, second, third = (InnovationFactory(title=f"Nama {n}") for n in range(3))
    admin = UserFactory(is_superuser=True)
    for record in (first, second, third):
        listed(record.public_id)
    one, other, last = (listed(f"K{n}") for n in range(3))
    merge_innovations(one, absorbed=other, by=admin)

    with pytest.raises(ValidationError):
        merge_innovations(last, absorbed=other, by=admin)
    with pytest.raises(ValidationError):
        merge_innovations(other, absorbed=one, by=admin)
    with pytest.raises(ValidationError):
        unmerge_innovation(last, by=admin)


def test_only_who_may_decide_merges():
    kept, absorbed = listed("UJI-1"), listed("UJI-2")

    with pytest.raises(PermissionDenied):
        merge_innovations(kept, absorbed=absorbed, by=UserFactory())

    assert not MergeEdge.objects.exists()
