"""The team of a hub, its colours, and hubs as national admins change them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from simpul.core.hooks import DeskSection
from simpul.hubs import queries, services
from simpul.hubs.forms import (
    BrandForm,
    HubForm,
    MilestoneForm,
    NewHubForm,
    TerritoryForm,
    WearForm,
)
from simpul.organisations.queries import grantable, mandate_lines
from simpul.organisations.views import attempt, desk_page, posted

SECTIONS = [
    DeskSection(
        gettext_lazy("My hub"),
        "hubs:served",
        lambda user: (
            queries.hubs_served_by(user).exists()
            and not user.has_perm("organisations.administer_network")
        ),
        order=10,
        about=gettext_lazy("Team, offices, territories, colours"),
        icon="affiliate",
    ),
    DeskSection(
        gettext_lazy("All hubs"),
        "hubs:served",
        lambda user: user.has_perm("organisations.administer_network"),
        order=50,
        about=gettext_lazy("Formed, described, what happened, colours"),
        icon="affiliate",
    ),
]


@desk_page
@require_safe
def served(request):
    """The hubs somebody serves in; all of them for a national admin."""
    context = {
        "hubs": queries.hubs_served_by(request.user),
        "may_add": request.user.has_perm("hubs.add_hub"),
    }
    return render(request, "hubs/served.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def team(request, slug):
    """Who holds which office of a hub, and in which territories."""
    hub = _hub(request, slug)
    form = TerritoryForm(posted(request), hub=hub)
    if request.method == "POST" and form.is_valid():
        territory = attempt(
            form,
            services.add_territory,
            hub,
            region=form.cleaned_data["region"],
            by=request.user,
        )
        if territory:
            messages.success(request, _("Now grant somebody the office there."))
            return redirect("hubs:team", hub.slug)
    coordinates = request.user.has_perm("hubs.add_territory", hub)
    context = {
        "hub": hub,
        "form": form,
        "mandates": mandate_lines(queries.team_mandates(hub)),
        "grantable": grantable(request.user, hub),
        "territories": [
            (territory, grantable(request.user, territory))
            for territory in hub.territories.select_related("region", "hub")
        ],
        "coordinates": coordinates,
        # Others read who holds what; a mandate is opened by its holder and by who may end it.
        "only_own": not coordinates,
        "requests": queries.requests_without_admin(hub) if coordinates else [],
        "may_brand": request.user.has_perm("hubs.brand_hub", hub),
        "may_change": request.user.has_perm("hubs.change_hub", hub),
    }
    return render(request, "hubs/team.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def brand(request, slug):
    """Look at a hue, light and dark, then wear it."""
    hub = _hub(request, slug)
    if not request.user.has_perm("hubs.brand_hub", hub):
        raise PermissionDenied
    wear = WearForm(posted(request))
    if request.method == "POST" and wear.is_valid():
        hue = wear.cleaned_data["hue"]
        if attempt(wear, services.brand_hub, hub, hue=hue, by=request.user):
            messages.success(request, _("The pages of the hub wear these colours now."))
            return redirect("hubs:brand", hub.slug)
    form = BrandForm(request.GET if {"hue", "logo"} & set(request.GET) else None)
    chosen = form.chosen() if form.is_valid() else hub.hue
    context = {
        "hub": hub,
        "form": form,
        "wear": wear,
        "chosen": chosen,
        "asked": form.is_bound and form.is_valid(),
        "previews": queries.previews(chosen) if chosen is not None else [],
        "like_an_error": chosen is not None and queries.looks_like_an_error(chosen),
    }
    return render(request, "hubs/brand.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    """Add a hub that no file names."""
    if not request.user.has_perm("hubs.add_hub"):
        raise Http404
    form = NewHubForm(posted(request))
    if request.method == "POST" and form.is_valid():
        hub = attempt(form, services.add_hub, by=request.user, **form.cleaned_data)
        if hub:
            messages.success(request, _("%(name)s was added.") % {"name": hub.name})
            return redirect("hubs:change", hub.slug)
    return render(request, "hubs/add.html", {"form": form})


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, slug):
    """Change what is said about a hub, or record what happened to it."""
    hub = _hub(request, slug)
    if not request.user.has_perm("hubs.change_hub", hub):
        raise PermissionDenied
    happened = "happened" in request.POST
    form = HubForm(None if happened else posted(request), initial=_said(hub), auto_id="hub_%s")
    milestone = MilestoneForm(request.POST if happened else None, auto_id="event_%s")
    if request.method == "POST":
        used, verb = (
            (milestone, services.add_milestone) if happened else (form, services.change_hub)
        )
        if used.is_valid() and attempt(used, verb, hub, by=request.user, **used.cleaned_data):
            messages.success(request, _("Recorded."))
            return redirect("hubs:change", hub.slug)
    found = queries.hub_page(hub.slug)
    context = {
        "hub": hub,
        "form": form,
        "milestone": milestone,
        "history": queries.history_of(found) if found else [],
    }
    return render(request, "hubs/change.html", context)


def _hub(request, slug: str):
    """A hub the visitor serves in; any other is not found."""
    return get_object_or_404(queries.hubs_served_by(request.user), slug=slug)


def _said(hub) -> dict:
    names = ("name", "website", "decree", "note_id", "note_en", "source")
    said = {name: getattr(hub, name) for name in names}
    return {**said, "areas": [area.code for area in hub.areas.all()]}
