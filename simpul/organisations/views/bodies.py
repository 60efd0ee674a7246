"""Institutions and units as people change them: added, renamed, ended, merged, restored."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from simpul.organisations import queries, services
from simpul.organisations.forms import (
    BodyForm,
    ConfirmForm,
    EndForm,
    MergeForm,
    SuccessorForm,
    UnitForm,
)
from simpul.organisations.models import Organisation

from .answers import attempt, desk_page, posted

# What the page of changes does, by the name of its button: form and verb.
CHANGES: dict[str, tuple[type[Form], Callable[..., Any]]] = {
    "rename": (UnitForm, services.rename_organisation),
    "dissolve": (EndForm, services.dissolve_organisation),
    "merge": (MergeForm, services.merge_organisation),
    "succeed": (SuccessorForm, services.succeed_organisation),
    "restore": (ConfirmForm, services.restore_organisation),
}


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    """Add an institution that no file names."""
    if not request.user.has_perm("organisations.add_organisation"):
        raise Http404
    form = BodyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        made = attempt(form, services.add_organisation, by=request.user, **form.cleaned_data)
        if made:
            messages.success(request, _("%(name)s was added.") % {"name": made.name})
            return redirect("organisations:people", made.slug)
    return render(request, "organisations/add.html", {"form": form})


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, slug):
    """Rename, end, merge or restore a body, or say who took over from it."""
    organisation = get_object_or_404(queries.bodies_run_by(request.user), slug=slug)
    allowed = queries.changes_open_to(request.user, organisation)
    forms = {name: _form(name, organisation) for name in allowed}
    if request.method == "POST":
        name = next((name for name in CHANGES if name in request.POST), "")
        if name not in allowed:
            raise PermissionDenied
        forms[name] = _form(name, organisation, request.POST)
        if forms[name].is_valid() and _changed(name, organisation, forms[name], request.user):
            messages.success(request, _("Recorded."))
            return redirect("organisations:change", organisation.slug)
        organisation.refresh_from_db()
    context = {
        "organisation": organisation,
        "forms": forms,
        "history": queries.history_of(organisation),
        "former": queries.former_names(organisation),
    }
    return render(request, "organisations/change.html", context)


def _form(name: str, organisation: Organisation, data=None):
    form = CHANGES[name][0]
    initial = {
        "name": organisation.name,
        "short_name": organisation.short_name,
        "acronym": organisation.acronym,
    }
    return form(data, initial=initial, auto_id=f"{name}_%s")


def _changed(name: str, organisation: Organisation, form, by):
    return attempt(form, CHANGES[name][1], organisation, by=by, **form.cleaned_data)
