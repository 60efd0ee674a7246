"""The objects of the rows about pairs and relations; ``sources.py`` builds them."""

from simpul.core import clock
from simpul.hubs.models import Hub
from simpul.innovations.models import Claim, MergeEdge, MergeReason, Relation, RelationKind
from simpul.sources.models import Pair
from tests.factories.innovations import AuthorityFactory, InnovationFactory
from tests.matrix import people


def build_pairs():
    hub, now = Hub.objects.get(slug="jipp-matriks"), clock.now()
    author = people.person("author")
    one, other, third, fourth = (
        InnovationFactory(
            public_id=f"pasang000{number}",
            slug=f"matriks-pasang000{number}",
            owner=people.owner(),
            hub=hub,
            author=author,
        )
        for number in range(4)
    )
    authority = AuthorityFactory(key="pasangan-matriks.example")
    for record in (one, other, third, fourth):
        for field, value in (("title", record.title), ("owner", people.owner().code)):
            Claim.objects.create(
                innovation=record,
                authority=authority,
                record_key=record.public_id,
                field=field,
                value=value,
                recorded_at=now,
            )
    levels = {"naming": "most words", "owner": "same"}
    Pair.objects.create(
        pk=940001, left=one, right=other, probability=0.5, levels=levels, found_at=now
    )
    MergeEdge.objects.create(
        pk=940011, absorbed=fourth, kept=third, reason=MergeReason.MATCHED, merged_at=now
    )
    Relation.objects.create(pk=940021, subject=one, object=third, kind=RelationKind.PART_OF, at=now)
