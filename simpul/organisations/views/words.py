"""The lists of words readers filter by, for national admins."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from simpul.organisations.forms import TermForm
from simpul.vocabularies.models import (
    Affair,
    AwardLevel,
    Goal,
    Programme,
    Sector,
    SectorFamily,
    Stage,
)
from simpul.vocabularies.services import correct_term

from .answers import attempt, desk_page, posted

TABLES = {
    "sectors": Sector,
    "families": SectorFamily,
    "affairs": Affair,
    "goals": Goal,
    "awards": AwardLevel,
    "programmes": Programme,
    "stages": Stage,
}


@desk_page
@require_safe
def vocabularies(request):
    """Every list with its words in both languages."""
    _only_national(request)
    tables = [(key, model._meta.verbose_name_plural, model) for key, model in TABLES.items()]
    lists = [(key, name, model._default_manager.all()) for key, name, model in tables]
    return render(request, "organisations/vocabularies.html", {"lists": lists})


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def term(request, table, pk):
    """Change the words of one term."""
    _only_national(request)
    if table not in TABLES:
        raise Http404
    found = get_object_or_404(TABLES[table], pk=pk)
    said = {name: getattr(found, name) for name in ("label_id", "label_en", "source")}
    form = TermForm(posted(request), initial=said)
    if request.method == "POST" and form.is_valid():
        attempt(form, correct_term, found, by=request.user, **form.cleaned_data)
        if not form.errors:
            messages.success(request, _("Recorded."))
            return redirect("organisations:vocabularies")
    return render(request, "organisations/term.html", {"form": form, "term": found})


def _only_national(request):
    if not request.user.has_perm("organisations.administer_network"):
        raise Http404
