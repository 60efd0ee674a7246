"""What a case brings with it when it comes into a state."""

from simpul.core import clock
from simpul.innovations.models import Innovation
from simpul.innovations.services import Mention, Statement, list_record
from simpul.innovations.services.voices import voice_of_hub
from simpul.replication.models import (
    Case,
    ChecklistItem,
    DisputeEnd,
    Obligation,
    ObligationTemplate,
    StepTemplate,
)
from simpul.replication.queries.cases.lacking import agreement_of
from simpul.replication.services.cases import adapting as matrix
from simpul.replication.services.cases import completing, waiting

STUB_SCHEME = "case-origin"


def learning(case: Case, by) -> None:
    """The hub found it valid: readers see it, the record it is about stands, the list begins."""
    if case.public_since is not None:
        return
    if case.origin is None:
        case.origin = _stub(case, by)
    case.public_since = clock.now()
    case.save(update_fields=["origin", "public_since"])
    _begin_checklist(case)
    if not case.is_within_one_house:
        _begin_obligations(case)


def approval(case: Case, by) -> None:
    """Both signed: until when the agreement counts is known."""
    paper = agreement_of(case)
    if paper is not None and paper.document is not None:
        case.agreed_until = paper.document.valid_to
        case.save(update_fields=["agreed_until"])


def adapting(case: Case, by) -> None:
    """Approved: what was agreed is owed, and the parts of the record wait to be weighed."""
    matrix.prefill(case)
    for obligation in case.obligations.filter(done_at=None):
        waiting.await_obligation(obligation)


def practice(case: Case, by) -> None:
    """The plan is being carried out: its milestones remind."""
    for milestone in case.milestones.filter(done_on=None):
        waiting.await_milestone(milestone)


def reporting(case: Case, by) -> None:
    """The hub completed it: certificate and commitment are made."""
    completing.complete(case, by)


def ended(case: Case, by) -> None:
    """Nothing of it is open any more."""
    waiting.stop_parts(case, by=by)
    open_ones = case.disputes.filter(decided_at=None)
    open_ones.update(end=DisputeEnd.STOP, decided_by=by, decided_at=clock.now())


def _stub(case: Case, by) -> Innovation:
    """A listed record of what the adopter named, in the words of the hub that looked at it."""
    hub = voice_of_hub(case.facilitator)
    owner = case.origin_organisation
    region = owner.region or owner.institution.region
    said = {
        "title": case.origin_title,
        "owner": owner.institution.code,
        "summary": case.origin_about,
        "region": region.code if region else "",
    }
    return list_record(
        Mention(
            scheme=STUB_SCHEME,
            record_key=case.number,
            authority=hub,
            statements=tuple(
                Statement(
                    case.number,
                    name,
                    value,
                    hub.pk,
                    language="id" if name in {"title", "summary"} else "",
                    asserted_on=clock.today(),
                )
                for name, value in said.items()
                if value
            ),
        ),
        by=by,
    )


def _begin_checklist(case: Case) -> None:
    """The checklist as it stands today goes with the case, whatever becomes of the template."""
    rows = StepTemplate.objects.valid_on(clock.today()).order_by("order")
    ChecklistItem.objects.bulk_create(
        ChecklistItem(
            case=case,
            order=row.order,
            key=row.key,
            label_id=row.label_id,
            label_en=row.label_en,
            until_state=row.until_state,
            official=row.official,
            source=row.source,
        )
        for row in rows
    )


def _begin_obligations(case: Case) -> None:
    rows = ObligationTemplate.objects.valid_on(clock.today()).order_by("order")
    Obligation.objects.bulk_create(
        Obligation(
            case=case,
            order=row.order,
            side=row.side,
            text=row.label_id,
            template=row,
            due_on=clock.today() + row.lasts,
        )
        for row in rows
    )
