"""Questions about stated figures."""

from django.db.models import QuerySet

from .models import Statement


def statements(figure: str) -> QuerySet[Statement]:
    """Everything that was stated about ``figure``, oldest first; all stand."""
    return Statement.objects.filter(figure__key=figure).select_related("figure")


def statements_on(topic: str, *, year: int | None = None) -> QuerySet[Statement]:
    """Everything stated about the figures of ``topic``, of one year where given."""
    found = Statement.objects.filter(figure__topic=topic).select_related("figure")
    if year is not None:
        found = found.filter(as_of__year=year, since__isnull=True)
    return found.order_by("figure__order", "figure", "as_of", "value", "pk")


def latest(figure: str) -> Statement | None:
    """The newest statement about ``figure``."""
    return statements(figure).last()
