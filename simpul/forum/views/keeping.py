"""Lists of records, shared or one's own, and what a person follows."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from simpul.forum.forms import FollowForm, KeepForm, ShelfForm
from simpul.forum.models import Shelf
from simpul.forum.queries import mine as queries
from simpul.forum.services import mine as services
from simpul.forum.views.doors import attempt, form_page, members_form, record_or_404
from simpul.hubs.models import Hub
from simpul.innovations.queries.lists import lists
from simpul.innovations.queries.wording import title_of
from simpul.organisations.models import Organisation

# --- Lists -------------------------------------------------------------------------------------


@members_form
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    record = record_or_404(request, slug)
    on = queries.shelves_with(request.user, record) or {services.saved(request.user).pk}
    form = KeepForm(request.POST or None, person=request.user, initial={"shelves": on})
    kept = attempt(
        request, form, lambda: services.keep(record, by=request.user, **form.cleaned_data)
    )
    if kept is not None:
        words = _("Saved on your lists.") if kept else _("It is on none of your lists now.")
        messages.success(request, words)
        return redirect(record)
    return form_page(request, form, record=record, title=_("Save on a list"), send=_("Save"))


@require_safe
@login_required
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    follows = queries.titles(queries.follows_of(request.user))
    context = {"shelves": queries.shelves_of(request.user), "follows": follows}
    return render(request, "forum/mine.html", context)


@members_form
def shelf(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Shelf, pk=pk, person=request.user)
    form = ShelfForm(request.POST or None, instance=found) if found.name else None
    if request.method == "POST" and form is not None:
        if "drop" in request.POST:
            services.drop_list(found, by=request.user)
            messages.success(request, _("The list is gone; its records stay where they are."))
            return redirect("forum:mine")
        if form.is_valid():
            services.change_list(found, by=request.user, **form.cleaned_data)
            messages.success(request, _("The list is changed."))
            return redirect(found)
    context = {"shelf": found, "form": form, "rows": queries.rows_on(found, request.user)}
    return render(request, "forum/shelf.html", context)


@require_safe
@never_cache
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """A list for whoever was given its address."""
    found = queries.shared_shelf(token)
    if found is None:
        raise Http404
    context = {"shelf": found, "rows": queries.rows_on(found, request.user)}
    return render(request, "forum/shared.html", context)


# --- Following ---------------------------------------------------------------------------------


@members_form
def follow_record(request: HttpRequest, slug: str) -> HttpResponse:
    record = record_or_404(request, slug)
    return _follow(
        request,
        record,
        name=record.name,
        told=_("You are told when it is verified, changed or withdrawn, and of new answers."),
        back=record.get_absolute_url(),
        record=record,
    )


@members_form
def follow_body(request: HttpRequest, slug: str) -> HttpResponse:
    body = get_object_or_404(Organisation, slug=slug)
    told = _("You are told when a record of this institution is new or newly verified.")
    return _follow(request, body, name=body.name, told=told, back=body.get_absolute_url())


@members_form
def follow_hub(request: HttpRequest, slug: str) -> HttpResponse:
    hub = get_object_or_404(Hub, slug=slug)
    told = _("You are told when a record that this hub looks after is new or newly verified.")
    return _follow(request, hub, name=hub.name, told=told, back=hub.get_absolute_url())


@members_form
def follow_search(request: HttpRequest) -> HttpResponse:
    query = queries.asked(request.META.get("QUERY_STRING", ""))
    address = f"{reverse('innovations:catalogue')}?{query.query_string}"
    told = _("You are told when a record is new among the results.")
    return _follow(request, query, name=title_of(query, lists()), told=told, back=address)


def _follow(request: HttpRequest, thing, *, name: str, told: str, back: str, record=None):
    known = queries.follow_of(request.user, thing)
    form = FollowForm(request.POST if request.method == "POST" else None)
    if known and request.method == "POST":
        services.unfollow(thing, by=request.user)
        messages.success(request, _("You do not follow it any more."))
        return redirect(back)
    if attempt(request, form, lambda: services.follow(thing, by=request.user)):
        messages.success(request, _("You follow it now. News stands on your desk."))
        return redirect(back)
    title = _("Stop following %(name)s?") if known else _("Follow %(name)s")
    return form_page(
        request,
        form,
        record=record,
        title=title % {"name": name},
        lead="" if known else told,
        send=_("Stop following") if known else _("Follow"),
        back=back,
        trail=[(name, back), (_("Follow"), "")],
    )
