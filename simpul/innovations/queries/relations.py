"""What a record has to do with others: parts, successors, replications, what inspired it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from simpul.innovations.models import Innovation, Relation, RelationKind
from simpul.innovations.queries.records import innovations_for

# How the relation reads on the page of the object.
_BACK = {
    RelationKind.PART_OF: _("has as a part"),
    RelationKind.SUCCESSOR: _("was followed by"),
    RelationKind.REPLICATES: _("was replicated as"),
    RelationKind.INSPIRED_BY: _("inspired"),
}


@dataclass(frozen=True)
class Related:
    """One relation as the page of one of its sides tells it."""

    relation: Relation
    words: str
    other: Innovation


def related_of(innovation: Innovation, user) -> Sequence[Related]:
    """The relations of a record and of all it stands for, to records ``user`` may see."""
    standing = innovation.canonical_id
    rows = Relation.objects.filter(
        Q(subject__canonical=standing) | Q(object__canonical=standing)
    ).select_related("subject", "object", "by")
    seen = {
        record.pk: record
        for record in innovations_for(user)
        .filter(
            pk__in={
                pk for row in rows for pk in (row.subject.canonical_id, row.object.canonical_id)
            }
        )
        .select_related("owner")
    }
    found = []
    for row in rows:
        here_first = row.subject.canonical_id == standing
        other = seen.get((row.object if here_first else row.subject).canonical_id or 0)
        if other is not None and other.pk != standing:
            words = row.get_kind_display() if here_first else _BACK[RelationKind(row.kind)]
            found.append(Related(row, str(words), other))
    return found
