"""What another standard does beside the values of records: to pairs of matching and to sources."""

from typing import Any

from simpul.sources.models import ChangeKind, Pair, PairState, Proposal, Source
from simpul.sources.queries.joint.standing import term_of

AUTOMATIC, QUEUE = "match_automatic", "match_queue"
# As the model of matching calls them.
THRESHOLDS = {AUTOMATIC: "automatic", QUEUE: "queue"}
DELETION_LIMIT = "deletion_limit"


def beside(proposal: Proposal) -> dict[str, Any]:
    """Counts by name; empty where nothing but values of records changes."""
    found: dict[str, Any] = {}
    if proposal.kind == ChangeKind.VOCABULARY:
        return {"synonyms": _synonyms(proposal)}
    if proposal.kind != ChangeKind.PARAMETER:
        return found
    asked = {change["key"]: change["value"] for change in proposal.changes}
    waiting = Pair.objects.filter(state=PairState.OPEN)
    if AUTOMATIC in asked:
        found["pairs_automatic"] = waiting.filter(probability__gte=asked[AUTOMATIC]).count()
    if QUEUE in asked:
        found["pairs_dropped"] = waiting.filter(probability__lt=asked[QUEUE]).count()
    if DELETION_LIMIT in asked:
        others = Source.objects.exclude(deletion_limit=asked[DELETION_LIMIT])
        found["sources_changed"] = others.count()
    return found


def _synonyms(proposal: Proposal) -> int:
    """How many words are added or taken away."""
    count = 0
    for change in proposal.changes:
        term = term_of(change)
        for name in ("synonyms_id", "synonyms_en"):
            if name in change:
                count += len(set(change[name]) ^ set(getattr(term, name)))
    return count
