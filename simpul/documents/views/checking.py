"""What everybody may look at who holds a letter: what it says and whether it still counts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from simpul.documents.models import NUMBERED, Document


@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """A letter by the code that stands on it."""
    letters = Document.objects.filter(state__in=NUMBERED).select_related("kind")
    found = get_object_or_404(letters, code=code.upper())
    return render(request, "documents/check.html", {"document": found, "letter": found.frozen})
