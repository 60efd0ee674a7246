"""Cases with their three parties, and the short way to any state."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

from simpul.core import clock
from simpul.documents.services import SignerIn, issue
from simpul.documents.services.issuing import take_effect
from simpul.documents.services.loading import load_kinds
from simpul.hubs.models import Hub
from simpul.hubs.policies import COORDINATOR
from simpul.innovations.models import Innovation
from simpul.organisations.models import Organisation
from simpul.replication.models import Case, Mode, Treatment
from simpul.replication.queries.cases.lacking import agreement_of
from simpul.replication.services import cases
from simpul.replication.services.loading import load_cases
from simpul.replication.workflow import STATES_IN_ORDER, CaseState
from tests.factories.hubs import HubFactory, serving
from tests.factories.innovations import InnovationFactory
from tests.factories.organisations import OrganisationFactory, admin_of


def load_rules() -> None:
    """The rules of cases and the kinds of letters as they are shipped."""
    load_cases(Path(settings.DATA_DIR))
    load_kinds(Path(settings.DATA_DIR) / "documents")


@dataclass
class Parties:
    """Who takes part in a case, and somebody who acts for each."""

    origin: Innovation
    giver: Organisation
    adopter: Organisation
    hub: Hub
    giving: Any
    adopting: Any
    facilitating: Any


def parties(*, same_house: bool = False) -> Parties:
    giver = OrganisationFactory()
    adopter = giver if same_house else OrganisationFactory()
    hub = HubFactory()
    return Parties(
        origin=InnovationFactory(owner=giver),
        giver=giver,
        adopter=adopter,
        hub=hub,
        giving=admin_of(giver),
        adopting=admin_of(adopter),
        facilitating=serving(hub, COORDINATOR),
    )


def begun(people: Parties | None = None, **fields: Any) -> tuple[Case, Parties]:
    """A case whose interest was just sent."""
    people = people or parties()
    own = people.giver == people.adopter
    said = {
        "mode": Mode.SCALE_UP if own else Mode.ADAPTATION,
        "local_name": "Jempol Uji",
        "problem": "Warga desa jauh belum punya dokumen.",
        "origin": people.origin,
        **fields,
    }
    case = cases.open_case(
        adopter=people.adopter, facilitator=people.hub, by=people.adopting, **said
    )
    return case, people


def at(state: str, people: Parties | None = None, **fields: Any) -> tuple[Case, Parties]:
    """A case that has come to ``state`` the usual way; the rules must be loaded."""
    case, people = begun(people, **fields)
    for ahead in STATES_IN_ORDER[1:]:
        if case.state == state:
            break
        forward(case, people)
        assert case.state == ahead
    return case, people


def forward(case: Case, people: Parties) -> Case:
    """Take the one step that leads on, with all it needs."""
    _STEPS[CaseState(case.state)](case, people)
    return case


def sign_agreement(case: Case, people: Parties, *, days: int = 730):
    today = clock.today()
    letter = cases.draft_agreement(
        case,
        for_adopter=SignerIn(name="Ibu Bupati", office="Bupati", party=1),
        for_origin=SignerIn(name="Bapak Wali", office="Wali Kota", party=0),
        valid_from=today,
        valid_to=today + timedelta(days=days),
        by=people.adopting,
    )
    issue(letter, by=people.adopting)
    take_effect(letter)
    return letter


def _verify(case, people):
    cases.move(case, "verify", by=people.facilitating)


def _learn(case, people):
    session = cases.plan_session(case, kind="call", planned_on=clock.today(), by=people.giving)
    cases.hold_session(
        session, held_on=clock.today(), report="Cara kerja dipahami.", by=people.adopting
    )
    cases.move(case, "finish_learning", by=people.adopting)


def _agree(case, people):
    if agreement_of(case) is None:
        sign_agreement(case, people)
    cases.move(case, "agree", by=people.giving)


def _approve(case, people):
    cases.move(case, "approve", by=people.facilitating)


def _weigh(case, people):
    for row in case.matrix.all():
        cases.weigh(row, treatment=Treatment.AS_IS, by=people.adopting)
    cases.move(case, "settle_matrix", by=people.adopting)


def _plan(case, people):
    day = clock.today() + timedelta(days=30)
    cases.add_milestone(case, title="Tim", owner="Dinas", due_on=day, by=people.adopting)
    if not case.measures.exists():
        cases.add_measure(
            case,
            indicator="Dokumen terbit",
            direction="up",
            baseline=Decimal(0),
            baseline_on=clock.today() - timedelta(days=30),
            target=Decimal(100),
            by=people.adopting,
        )
    cases.move(case, "start_pilot", by=people.adopting)


def _implement(case, people):
    cases.move(case, "implement", by=people.adopting, note="Uji coba berjalan baik.")


def _evaluate(case, people):
    cases.begin_evaluation(case, implemented_on=clock.today(), by=people.adopting)


def _hand_in(case, people):
    for measure in case.measures.all():
        cases.record_result(
            measure, value=Decimal(120), measured_on=clock.today(), by=people.adopting
        )
    cases.move(case, "hand_in", by=people.adopting)


def _complete(case, people):
    cases.move(case, "complete", by=people.facilitating)


def _report(case, people):
    cases.report_back(
        case, by=people.adopting, summary="Berhasil.", lessons="Mulai dari desa terjauh."
    )


_STEPS = {
    CaseState.INTEREST: _verify,
    CaseState.LEARNING: _learn,
    CaseState.AGREEMENT: _agree,
    CaseState.APPROVAL: _approve,
    CaseState.ADAPTING: _weigh,
    CaseState.PLANNING: _plan,
    CaseState.PILOT: _implement,
    CaseState.IMPLEMENTING: _evaluate,
    CaseState.EVALUATING: _hand_in,
    CaseState.COMPLETING: _complete,
    CaseState.REPORTING: _report,
}
