"""The public history of a record: every verified version, and any two side by side."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from simpul.innovations.queries.detail import leads_on, may_see, record_at, withdrawal
from simpul.innovations.queries.history import Step, compare, history_of


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """All verified versions; with ``a`` and ``b`` what changed between these two."""
    record = record_at(slug)
    if record is not None and leads_on(record, slug, request.user):
        return redirect("innovations:history", record.slug, permanent=True)
    gone = withdrawal(record) if record else None
    if gone:
        return render(request, "innovations/withdrawn.html", {"gone": gone}, status=410)
    if record is None or not may_see(record, request.user):
        raise Http404
    steps = history_of(record)
    before, after = _chosen(request, steps)
    context = {
        "innovation": record,
        "steps": steps,
        "before": before,
        "after": after,
        "changes": compare(before.version, after.version) if before and after else [],
    }
    return render(request, "innovations/history/history.html", context)


def _chosen(request: HttpRequest, steps: Sequence[Step]) -> tuple[Step | None, Step | None]:
    """The two to compare, the earlier one first; the last two where none are named."""
    if len(steps) < 2:
        return None, None
    numbers = {str(step.number): step for step in steps}
    first = numbers.get(request.GET.get("a", ""), steps[1])
    second = numbers.get(request.GET.get("b", ""), steps[0])
    before, after = sorted((first, second), key=lambda step: step.number)
    return before, after
