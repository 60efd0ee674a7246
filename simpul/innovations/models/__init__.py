"""What the catalogue keeps: claims of authorities, and the record readers see made from them."""

from simpul.innovations.models.authorities import (
    Authority,
    AuthorityKind,
    EvidenceGrade,
    Precedence,
)
from simpul.innovations.models.claims import Claim, ExternalId
from simpul.innovations.models.fields import (
    CORE_FIELDS,
    FIELDS,
    RESIDENT_FIELDS,
    STORY_FIELDS,
    TEXT_FIELDS,
    FieldSpec,
)
from simpul.innovations.models.innovation import Award, Innovation, InnovationText
from simpul.innovations.models.merging import MergeEdge, MergeReason, OldAddress, Separation
from simpul.innovations.models.naming import address_for, identity, new_identity, split_title
from simpul.innovations.workflow import PUBLIC_STATES, State

__all__ = [
    "CORE_FIELDS",
    "FIELDS",
    "PUBLIC_STATES",
    "RESIDENT_FIELDS",
    "STORY_FIELDS",
    "TEXT_FIELDS",
    "Authority",
    "AuthorityKind",
    "Award",
    "Claim",
    "EvidenceGrade",
    "ExternalId",
    "FieldSpec",
    "Innovation",
    "InnovationText",
    "MergeEdge",
    "MergeReason",
    "OldAddress",
    "Precedence",
    "Separation",
    "State",
    "address_for",
    "identity",
    "new_identity",
    "split_title",
]
