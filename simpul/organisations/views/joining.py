"""Asking to belong to an institution, and answering."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from simpul.accounts.services import view_personal
from simpul.core import limits
from simpul.organisations import queries, services
from simpul.organisations.forms import (
    ConfirmAdminForm,
    ConfirmForm,
    JoinForm,
    ReasonForm,
    SearchForm,
)
from simpul.organisations.models import Membership, Organisation
from simpul.organisations.workflow import MEMBERSHIP

from .answers import attempt, body_of, desk_page, kept, posted, sent, served

PAGE_SIZE = 25


@desk_page
@require_safe
def find(request):
    """Find the institution or unit where one works."""
    form = SearchForm(request.GET)
    form.is_valid()
    text = form.cleaned_data.get("q", "")
    found = queries.institutions(queries.InstitutionFilter(q=text, state="active")) if text else ()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "organisations/join_find.html", {"form": form, "page": page, "q": text})


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def join(request, slug):
    """Ask to belong to one institution or unit."""
    organisation = get_object_or_404(Organisation.objects.select_related("parent"), slug=slug)
    form = JoinForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        # First, so that nobody fills the disk with letters of requests that are refused.
        attempt(form, limits.spend, "membership", f"user:{request.user.pk}")
        letter = kept(form, "letter", by=request.user) if form.is_valid() else None
        if form.is_valid() and attempt(
            form,
            services.request_membership,
            organisation,
            by=request.user,
            position=form.cleaned_data["position"],
            as_admin=form.cleaned_data["as_admin"],
            letter=letter,
        ):
            messages.success(request, _("Your request was sent. You will be told the answer."))
            return redirect("organisations:memberships")
    context = {
        "form": form,
        "organisation": organisation,
        "deciders": queries.decider_words(organisation),
        "has_admin": queries.admins_of(organisation).exists(),
    }
    return render(request, "organisations/join.html", context)


@desk_page
@require_safe
def memberships(request):
    """Where I work, and what I may decide."""
    return render(
        request,
        "organisations/memberships.html",
        {
            "memberships": queries.memberships_of(request.user),
            "mandates": queries.mandate_lines(queries.mandates_of(request.user)),
            "administers": queries.administered_by(request.user).exists(),
        },
    )


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, pk):
    """Take a request back, or say that one no longer works there."""
    membership = get_object_or_404(queries.memberships_of(request.user), pk=pk)
    form = ConfirmForm(posted(request))
    if request.method == "POST" and form.is_valid():
        recalled = membership.state == "requested"
        verb = services.recall_membership if recalled else services.end_membership
        if attempt(form, verb, membership, by=request.user):
            messages.success(request, _("Recorded."))
            return redirect("organisations:memberships")
    ending = queries.current_mandates_at(request.user, membership.organisation)
    context = {
        "form": form,
        "membership": membership,
        "ending": queries.mandate_lines(ending),
    }
    return render(request, "organisations/leave.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk):
    """Confirm or decline a request."""
    membership = get_object_or_404(Membership.objects.select_related("person"), pk=pk)
    steps = {step.name for step in MEMBERSHIP.open_steps(membership, request.user)}
    if not request.user.has_perm("organisations.confirm_membership", membership):
        raise Http404
    confirm = ConfirmAdminForm if membership.as_admin else ConfirmForm
    forms: dict[str, Form] = {"confirm": confirm(), "decline": ReasonForm()}
    if request.method == "POST":
        step = "decline" if "decline" in request.POST else "confirm"
        forms[step] = type(forms[step])(request.POST)
        if forms[step].is_valid() and _take(step, membership, forms[step], request.user):
            messages.success(request, _("Recorded; the person has been told."))
            return redirect("organisations:memberships")
    view_personal(membership.person, by=request.user)
    context = {
        "membership": membership,
        "decided": queries.decisions(membership),
        "acting": queries.decides_as(request.user, "organisations.confirm_membership", membership),
        "steps": steps,
        **forms,
    }
    return render(request, "organisations/request.html", context)


def _take(step, membership, form, by):
    if step == "decline":
        note = form.cleaned_data["note"]
        return attempt(form, services.decline_membership, membership, by=by, note=note)
    as_admin = bool(form.cleaned_data.get("as_admin"))
    letter = form.letter() if as_admin else None
    words = {"by": by, "as_admin": as_admin, "letter": letter}
    return attempt(form, services.confirm_membership, membership, **words)


@desk_page
@require_safe
def request_letter(request, pk):
    """The letter somebody attached to a request, for those who decide and for themselves."""
    membership = get_object_or_404(Membership, pk=pk)
    decides = request.user.has_perm("organisations.confirm_membership", membership)
    if not decides and membership.person != request.user:
        raise Http404
    return served(membership.letter)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def member(request, slug, pk):
    """One person of an institution: what is known, invite again, end the membership."""
    organisation = body_of(request, slug)
    membership = get_object_or_404(queries.people_of(organisation), pk=pk)
    form = ReasonForm(request.POST if "end" in request.POST else None)
    if request.method == "POST":
        if "again" in request.POST:
            again = ConfirmForm(request.POST)
            if again.is_valid() and _invited_again(again, membership, request.user):
                messages.success(request, _("A new invitation is on its way."))
                return redirect(request.path)
        elif form.is_valid() and attempt(
            form,
            services.end_membership,
            membership,
            by=request.user,
            note=form.cleaned_data["note"],
        ):
            messages.success(request, _("The membership ended; the person has been told."))
            return redirect("organisations:people", organisation.slug)
    if not request.user.has_perm("organisations.view_people", organisation):
        raise PermissionDenied
    view_personal(membership.person, by=request.user)
    context = {
        "form": form,
        "organisation": organisation,
        "membership": membership,
        "mandates": queries.mandate_lines(
            queries.mandates_at(organisation.chain).filter(person=membership.person)
        ),
        "grantable": queries.grantable(request.user, membership.organisation),
    }
    return render(request, "organisations/member.html", context)


def _invited_again(form, membership, by):
    attempt(form, services.invite_again, membership, by=by)
    return not form.errors
