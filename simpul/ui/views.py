"""Pages of the design itself and of the figures."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from simpul.core import figures
from simpul.ui import gallery


@require_safe
def gallery_page(request: HttpRequest) -> HttpResponse:
    """Every component with a sample, its arguments and the lines that made it."""
    return render(
        request, "ui/gallery.html", {"groups": gallery.groups(), "icons": gallery.icons()}
    )


@require_safe
def figures_page(request: HttpRequest) -> HttpResponse:
    """Every figure with what it says now."""
    rows = [(figure, figures.read(figure.key)) for figure in figures.everything()]
    return render(request, "ui/figures.html", {"rows": rows})


@require_safe
def figure_page(request: HttpRequest, key: str) -> HttpResponse:
    """One figure: what it says, as of when, and how it is computed."""
    figure = figures.get(key)
    if figure is None:
        raise Http404(key)
    return render(request, "ui/figure.html", {"figure": figure, "reading": figures.read(key)})
