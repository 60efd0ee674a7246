"""A letter on the desk of those who have part in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from simpul.documents.queries import letters_for
from simpul.organisations.views.answers import desk_page


@desk_page
@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: what it says, what happened to it, and what may be done now."""
    found = get_object_or_404(letters_for(request.user), pk=pk)
    return render(request, "documents/document.html", {"document": found})
