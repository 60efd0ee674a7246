"""What a record has to do with others: on its page for everybody, and where it is said."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from simpul.core.hooks import Panel
from simpul.innovations.hooks import DETAIL_PANELS
from simpul.innovations.models import Innovation, Relation
from simpul.innovations.queries.relations import related_of
from simpul.innovations.services import relating
from simpul.innovations.views.curating import record_or_404

ACTS: dict[str, Callable[..., Any]] = {
    "confirm": relating.confirm,
    "contest": relating.contest,
    "end": relating.end,
}


def of_relations(request: HttpRequest, innovation: Innovation) -> Panel | None:
    """The other records this one has to do with; nothing where there is none."""
    found = related_of(innovation, request.user)
    if not found:
        return None
    context = {"related": found, "record": innovation}
    html = render_to_string("innovations/relations/panel.html", context, request=request)
    return Panel("relations", _("Has to do with"), html)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def relations(request: HttpRequest, slug: str) -> HttpResponse:
    """The relations of a record; those who answer for a side confirm, contest or end them."""
    record = record_or_404(request, slug)
    rows = [(each, _open_acts(request, each.relation)) for each in related_of(record, request.user)]
    if request.method == "POST":
        return _act(request, record, {each.relation.pk for each, _acts in rows})
    context = {"innovation": record, "rows": rows}
    return render(request, "innovations/relations/relations.html", context)


def _open_acts(request: HttpRequest, relation: Relation) -> set[str]:
    return {act for act in ACTS if request.user.has_perm(f"innovations.{act}_relation", relation)}


def _act(request: HttpRequest, record: Innovation, shown: set[int]) -> HttpResponse:
    act, pk = request.POST.get("act", ""), request.POST.get("relation", "")
    if act not in ACTS or not (pk.isascii() and pk.isdecimal()) or int(pk) not in shown:
        raise Http404
    relation = get_object_or_404(Relation.objects.select_related("subject", "object"), pk=pk)
    if not request.user.has_perm(f"innovations.{act}_relation", relation):
        raise PermissionDenied
    note = request.POST.get("note", "")[: Relation._meta.get_field("note").max_length]
    ACTS[act](relation, by=request.user, note=note)
    messages.success(request, _("Kept."))
    return redirect("innovations:relations", record.slug)


def register() -> None:
    """Tell relations on the page of a record."""
    DETAIL_PANELS.add(of_relations, order=40)
