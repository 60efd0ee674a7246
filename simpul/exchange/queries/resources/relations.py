"""What a record has to do with others, between the records that readers see for them."""

from typing import Any

from django.db.models import F, Q

from simpul.exchange.queries.resources.links import api
from simpul.innovations.models import PUBLIC_STATES, Innovation
from simpul.innovations.models.relations import Relation


def relations(innovation: Innovation) -> list[dict[str, Any]]:
    """The relations of a record to others that anybody may read."""
    named = Q(subject__canonical=innovation) | Q(object__canonical=innovation)
    rows = Relation.objects.filter(
        named,
        subject__canonical__state__in=PUBLIC_STATES,
        object__canonical__state__in=PUBLIC_STATES,
    ).exclude(subject__canonical=F("object__canonical"))
    rows = rows.select_related("subject__canonical", "object__canonical").order_by("kind", "pk")
    return [_told(row, innovation) for row in rows]


def _told(row: Relation, innovation: Innovation) -> dict[str, Any]:
    first = row.subject.canonical or row.subject
    second = row.object.canonical or row.object
    is_subject = first.pk == innovation.pk
    other = second if is_subject else first
    return {
        "kind": {"code": row.kind, "label": str(row.get_kind_display())},
        "state": {"code": row.state, "label": str(row.get_state_display())},
        "id": other.public_id,
        "title": other.title,
        "href": api("innovations", other.public_id),
        "is_subject": is_subject,
    }
