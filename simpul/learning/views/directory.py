"""The public directory of mentors: only what each agreed to show."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from simpul.core.hooks import Panel
from simpul.learning.models import Mentor
from simpul.learning.queries import mentors as questions
from simpul.learning.queries.quarters import places_left, this_quarter
from simpul.learning.queries.summing import done_by


@require_safe
def mentors(request: HttpRequest) -> HttpResponse:
    """Those who can be found, narrowed by what the address asks for."""
    asked = questions.Asked.read(request.GET)
    page = Paginator(questions.directory(asked), questions.PAGE).get_page(request.GET.get("page"))
    left = places_left(page.object_list)
    context = {
        "asked": asked,
        "page": page,
        "lines": [(mentor, left[mentor.pk]) for mentor in page],
        "choices": questions.choices(),
        "quarter": this_quarter(),
    }
    return render(request, "learning/directory/mentors.html", context)


@require_safe
def mentor(request: HttpRequest, pk: int) -> HttpResponse:
    """One mentor of the directory."""
    found = get_object_or_404(questions.for_lists(Mentor.objects.public()), pk=pk)
    context = {
        "mentor": found,
        "left": places_left([found])[found.pk],
        "quarter": this_quarter(),
        "done": done_by(found),
    }
    return render(request, "learning/directory/mentor.html", context)


def of_hub(request: HttpRequest, hub) -> Panel | None:
    """The mentors of a hub that everybody may find, on its page."""
    found = questions.for_lists(Mentor.objects.public().filter(hub=hub))[:5]
    if not found:
        return None
    left = places_left(found)
    context = {"lines": [(mentor, left[mentor.pk]) for mentor in found]}
    html = render_to_string("learning/directory/_of_hub.html", context, request=request)
    return Panel("mentors", _("Mentors"), html)
