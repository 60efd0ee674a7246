"""What the catalogue keeps: claims of authorities, and the record readers see made from them."""

from simpul.innovations.models.authorities import (
    Authority,
    AuthorityKind,
    EvidenceGrade,
    Precedence,
)
from simpul.innovations.models.claims import Claim, ExternalId
from simpul.innovations.models.drafts import (
    CoAuthor,
    Confirmation,
    Draft,
    DraftKind,
    DraftRival,
    DraftValue,
)
from simpul.innovations.models.evidence import Evidence, EvidenceKind
from simpul.innovations.models.fields import (
    CORE_FIELDS,
    FIELDS,
    LIVING_FIELDS,
    RESIDENT_FIELDS,
    STORY_FIELDS,
    TEXT_FIELDS,
    FieldSpec,
)
from simpul.innovations.models.innovation import Award, Innovation, InnovationText
from simpul.innovations.models.life import (
    Campaign,
    InstitutionalTest,
    LifeStatement,
    Outcome,
    PassedTest,
    Reconfirmation,
    ShelfLife,
)
from simpul.innovations.models.merging import MergeEdge, MergeReason, OldAddress, Separation
from simpul.innovations.models.naming import (
    address_for,
    identity,
    names_among,
    new_identity,
    split_title,
)
from simpul.innovations.models.questions import FormStep, Question
from simpul.innovations.models.relations import Relation, RelationKind, RelationState
from simpul.innovations.models.sharing import Artefact, ArtefactKind, Willingness
from simpul.innovations.models.verification import (
    ChainLink,
    ChainScope,
    Check,
    Contest,
    FieldLock,
    Recusal,
    RestDay,
    Verdict,
)
from simpul.innovations.workflow import (
    CHECKED,
    OPEN_DRAFTS,
    PUBLIC_STATES,
    WRITABLE,
    ContestState,
    DraftState,
    State,
)

__all__ = [
    "CHECKED",
    "CORE_FIELDS",
    "FIELDS",
    "LIVING_FIELDS",
    "OPEN_DRAFTS",
    "PUBLIC_STATES",
    "RESIDENT_FIELDS",
    "STORY_FIELDS",
    "TEXT_FIELDS",
    "WRITABLE",
    "Artefact",
    "ArtefactKind",
    "Authority",
    "AuthorityKind",
    "Award",
    "Campaign",
    "ChainLink",
    "ChainScope",
    "Check",
    "Claim",
    "CoAuthor",
    "Confirmation",
    "Contest",
    "ContestState",
    "Draft",
    "DraftKind",
    "DraftRival",
    "DraftState",
    "DraftValue",
    "Evidence",
    "EvidenceGrade",
    "EvidenceKind",
    "ExternalId",
    "FieldLock",
    "FieldSpec",
    "FormStep",
    "Innovation",
    "InnovationText",
    "InstitutionalTest",
    "LifeStatement",
    "MergeEdge",
    "MergeReason",
    "OldAddress",
    "Outcome",
    "PassedTest",
    "Precedence",
    "Question",
    "Reconfirmation",
    "Recusal",
    "Relation",
    "RelationKind",
    "RelationState",
    "RestDay",
    "Separation",
    "ShelfLife",
    "State",
    "Verdict",
    "Willingness",
    "address_for",
    "identity",
    "names_among",
    "new_identity",
    "split_title",
]
