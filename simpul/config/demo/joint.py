"""The joint management of the demonstration: a proposal on which two of three have yet to vote."""

from datetime import timedelta

from simpul.config.demo.people import Cast
from simpul.core import clock
from simpul.sources.models import ChangeKind, Proposal
from simpul.sources.queries.joint.parties import joint_agreement
from simpul.sources.services import joint

TITLE = "[Contoh] Situs instansi didahulukan dari direktori"
REASON = (
    "[Contoh] Instansi pemilik paling tahu nama dan tahun inovasinya, jadi yang tertulis di situs "
    "resminya didahulukan dari catatan direktori."
)
CHANGE = {
    "field": "*",
    "authority": "",
    "kind": "official",
    "rank": 25,
    "reason_id": "Situs instansi pemilik, menurut usulan contoh",
    "reason_en": "Site of the owner, by a proposal for trying out",
}


def begin(cast: Cast) -> None:
    """Let one steward propose and vote; once."""
    agreement = joint_agreement()
    if agreement is None or Proposal.objects.filter(title=TITLE).exists():
        return
    steward = cast["wali"]
    proposal = joint.draft(
        agreement,
        kind=ChangeKind.PRECEDENCE,
        title=TITLE,
        reason=REASON,
        effective_on=clock.today() + timedelta(days=30),
        by=steward,
    )
    joint.add_change(proposal, CHANGE, by=steward)
    joint.propose(proposal, by=steward)
    joint.open_vote(proposal, by=steward)
    joint.vote(proposal, agrees=True, by=steward)
