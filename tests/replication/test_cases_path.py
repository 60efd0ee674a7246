"""One case from the first interest to a new record in the catalogue."""

import pytest

from simpul.documents.models import State as LetterState
from simpul.innovations.models import Relation, RelationKind, RelationState, State
from simpul.replication.models import DocumentRole
from simpul.replication.queries.edges import edges
from simpul.replication.workflow import STATES_IN_ORDER, CaseState
from tests.factories.replication import at, load_rules

pytestmark = pytest.mark.django_db


def test_an_interest_ends_as_a_record_linked_to_its_origin():
    load_rules()

    case, people = at(CaseState.DONE)

    record = case.result
    assert (record.title, record.owner, record.state) == (
        "Jempol Uji",
        people.adopter,
        State.LISTED,
    )
    relation = Relation.objects.get(subject=record, object=people.origin)
    assert (relation.kind, relation.state) == (RelationKind.REPLICATES, RelationState.CONFIRMED)
    assert [(edge.origin, edge.result, edge.state, edge.case) for edge in edges()] == [
        (people.origin.pk, record.pk, "confirmed", case.pk)
    ]
    certificate = case.papers.get(role=DocumentRole.CERTIFICATE).document
    assert certificate.state == LetterState.IN_FORCE
    assert [passage.state for passage in case.passages.all()] == list(STATES_IN_ORDER)
    assert case.checklist.exclude(until_state="").filter(done_at=None).count() == 0
