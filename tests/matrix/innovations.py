from simpul.core import clock
from simpul.innovations.models import MergeEdge, MergeReason, OldAddress, State
from tests.factories.innovations import InnovationFactory
from tests.matrix.innovations_life import build_life
from tests.matrix.innovations_rules import build_rules
from tests.matrix.innovations_verification import build_verification
from tests.matrix.innovations_writing import build_writing


def build():
    listed = record("listed0000", title="Matriks", year=2020)
    record("verified00", state=State.PUBLISHED)
    record("draft00000", state=State.DRAFT)
    record("withdrawn0", state=State.WITHDRAWN)
    absorbed = record("absorbed00", canonical=listed)
    MergeEdge.objects.create(
        absorbed=absorbed, kept=listed, reason=MergeReason.MATCHED, merged_at=clock.now()
    )
    OldAddress.objects.create(slug="alamat-lama", innovation=listed, ended_at=clock.now())
    build_life()
    build_writing()
    build_verification()
    build_rules()


def record(public_id, **fields):
    return InnovationFactory(public_id=public_id, slug=f"matriks-{public_id}", **fields)
