"""The list of institutions and the page of each."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from simpul.core.hooks import Panel
from simpul.organisations import queries
from simpul.organisations.forms import InstitutionFilterForm
from simpul.organisations.hooks import ORGANISATION_PANELS

PAGE_SIZE = 50


@require_safe
def institutions(request):
    form = InstitutionFilterForm(request.GET)
    found = queries.institutions(form.chosen())
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "organisations/list.html",
        {
            "form": form,
            "page": page,
            "columns": queries.columns(),
            "rows": queries.table_rows(page),
            "filtered": any(request.GET.get(name) for name in form.fields),
        },
    )


@require_safe
def institution(request, slug):
    organisation = queries.institution_page(slug)
    if organisation is None:
        raise Http404
    if organisation.slug != slug:
        return redirect(organisation, permanent=True)
    return render(
        request,
        "organisations/detail.html",
        {
            "organisation": organisation,
            "facts": queries.facts_of(organisation),
            "history": queries.history_of(organisation),
            "names": queries.names_of(organisation),
            "parts": queries.parts_of(organisation),
            "heirs": () if organisation.is_active else queries.heirs(organisation),
            "panels": ORGANISATION_PANELS.for_object(request, organisation),
        },
    )


def institutions_panel(request, region):
    """The part of a region's page that names its government and enterprises."""
    bodies = list(queries.in_region(region))
    if not bodies:
        return None
    html = render_to_string("organisations/_in_region.html", {"bodies": bodies, "region": region})
    return Panel("institutions", _("Institutions"), html)
