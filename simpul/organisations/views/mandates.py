"""Offices: granted, handed over, delegated and ended; and the list of the whole network."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from simpul.accounts.views import stepped_up
from simpul.core import clock
from simpul.core.models import Mandate
from simpul.organisations import queries, services
from simpul.organisations.forms import (
    DelegateForm,
    EndMandateForm,
    GrantForm,
    HandOverForm,
    MandateFilterForm,
    term,
    through,
)
from simpul.organisations.hooks import HAND_OVER_PANELS
from simpul.organisations.models import Office, Seat

from .answers import attempt, desk_page, kept, posted, sent, served

PAGE_SIZE = 50


@desk_page
@require_safe
def mandates(request):
    """Every mandate of the network."""
    if not request.user.has_perm("organisations.administer_network"):
        raise Http404
    form = MandateFilterForm(request.GET)
    form.is_valid()
    said = form.cleaned_data
    found = queries.all_mandates(
        text=said.get("q", ""),
        office=said["office"].key if said.get("office") else "",
        current=not said.get("past"),
    )
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": queries.mandate_lines(page),
        "grantable": queries.grantable(request.user, None),
    }
    return render(request, "organisations/mandates.html", context)


@desk_page
@stepped_up
@require_http_methods(["GET", "HEAD", "POST"])
def grant(request, office, scope):
    """Give an office to somebody."""
    seat = _seat(office, scope)
    if not request.user.has_perm("organisations.grant_mandate", seat):
        raise Http404
    form = GrantForm(*sent(request), initial={"person": request.GET.get("person")})
    if request.method == "POST" and form.is_valid():
        words = _said(form, request.user)
        if form.is_valid() and (
            mandate := attempt(form, services.grant_mandate, seat, by=request.user, **words)
        ):
            messages.success(
                request, _("%(person)s holds the office now.") % {"person": mandate.person}
            )
            return redirect("organisations:mandate", mandate.pk)
    return render(request, "organisations/grant.html", {"form": form, "seat": seat})


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def mandate(request, pk):
    """One mandate with its letter; ending it."""
    found = _found(request, pk)
    form = EndMandateForm(posted(request))
    if request.method == "POST":
        if not request.user.has_perm("organisations.end_mandate", found):
            raise PermissionDenied
        if form.is_valid():
            last = form.cleaned_data["last_day"]
            at = through(last) if last and last != clock.today() else None
            note = form.cleaned_data["note"]
            if attempt(form, services.end_mandate, found, by=request.user, at=at, note=note):
                messages.success(request, _("The end is recorded; the holder has been told."))
                return redirect("organisations:mandate", found.pk)
    return render(request, "organisations/mandate.html", _context(request, found, form=form))


@desk_page
@stepped_up
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request, pk):
    """Give an office to a successor, with what waits for it in sight."""
    found = _found(request, pk)
    if not request.user.has_perm("organisations.hand_over_mandate", found):
        raise PermissionDenied
    form = HandOverForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        words = _said(form, request.user)
        words["to"] = words.pop("person")
        if form.is_valid() and (
            after := attempt(form, services.hand_over_mandate, found, by=request.user, **words)
        ):
            messages.success(request, _("The office and what waits for it were handed over."))
            return redirect("organisations:mandate", after.pk)
    context = _context(
        request,
        found,
        form=form,
        waiting=queries.duty_lines(queries.duties_of_seat(found)),
        personal=queries.duty_lines(queries.duties_of_holder(found)),
        panels=HAND_OVER_PANELS.for_object(request, found),
    )
    return render(request, "organisations/hand_over.html", context)


@desk_page
@stepped_up
@require_http_methods(["GET", "HEAD", "POST"])
def delegate(request, pk):
    """Let somebody act in the holder's name for some days."""
    found = _found(request, pk)
    if not request.user.has_perm("organisations.delegate_mandate", found):
        raise PermissionDenied
    form = DelegateForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        words = _said(form, request.user)
        words["to"] = words.pop("person")
        if form.is_valid() and (
            lent := attempt(form, services.delegate_mandate, found, by=request.user, **words)
        ):
            messages.success(request, _("The delegation is recorded."))
            return redirect("organisations:mandate", lent.pk)
    return render(request, "organisations/delegate.html", _context(request, found, form=form))


@desk_page
@require_safe
def mandate_letter(request, pk):
    """The letter that grants an office, for its holder and those who may grant it."""
    return served(_found(request, pk).letter_file)


def _seat(office: str, scope: int) -> Seat:
    kind = get_object_or_404(Office, key=office)
    if not kind.scope:
        if scope:
            raise Http404
        return Seat(kind)
    over = queries.scope_of(kind, scope)
    if over is None:
        raise Http404
    return Seat(kind, over)


def _found(request, pk: int) -> Mandate:
    """A mandate that the visitor holds or may end; anything else is not found."""
    mandate = get_object_or_404(
        Mandate.objects.select_related("person", "delegated_from__person", "letter_file"), pk=pk
    )
    if mandate.person_id != request.user.pk and not request.user.has_perm(
        "organisations.end_mandate", mandate
    ):
        raise Http404
    return mandate


def _said(form, by) -> dict:
    """What a form says, as the services take it."""
    said = form.cleaned_data
    words = {
        "person": said["person"],
        "term": term(said.get("begins"), said.get("last_day"), now=clock.now()),
        "letter": form.letter(kept(form, "letter_file", by=by)),
    }
    if "capacity" in said:
        words["capacity"] = said["capacity"]
    return words


def _context(request, found: Mandate, **more) -> dict:
    user = request.user
    open_still = queries.is_open(found)
    return {
        "mandate": found,
        "line": queries.mandate_lines([found])[0],
        "may_end": open_still and user.has_perm("organisations.end_mandate", found),
        "may_hand_over": open_still and user.has_perm("organisations.hand_over_mandate", found),
        "may_delegate": open_still
        and not found.delegated_from_id
        and user.has_perm("organisations.delegate_mandate", found),
        **more,
    }
