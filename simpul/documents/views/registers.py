"""Registers on the desk: the books, how numbers are written, and the letterhead of an office."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from simpul.core import clock
from simpul.documents import services
from simpul.documents.forms.registers import ElsewhereForm, LetterheadForm, RegisterForm
from simpul.documents.models import Register
from simpul.documents.queries import desk
from simpul.documents.queries.composing import letterhead_of
from simpul.documents.queries.letters import issuer_of
from simpul.documents.services.numbering import next_number
from simpul.documents.views.answers import table_file
from simpul.organisations.views.answers import attempt, desk_page, kept, posted, sent

PAGE = 50


@desk_page
@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """Every register one keeps, with its last number and how the next will read."""
    page = Paginator(desk.registers_for(request.user), PAGE).get_page(request.GET.get("page"))
    offices = [(key, str(scope), scope) for key, scope in desk.offices_kept(request.user)]
    if not offices and not page.paginator.count:
        raise PermissionDenied
    lines = [(register, next_number(register)) for register in page.object_list]
    context = {"page": page, "lines": lines, "offices": offices}
    return render(request, "documents/registers.html", context)


@desk_page
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """One register: its book, its pattern, and a number for a letter written elsewhere."""
    found = _register_or_404(request, pk)
    may_change = request.user.has_perm("documents.change_register", found)
    form = RegisterForm(posted(request), instance=found) if may_change else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            done = attempt(
                form, services.change_register, found, by=request.user, **form.cleaned_data
            )
            if done is not None:
                messages.success(request, _("Saved. It counts from the next number on."))
                return redirect(found)
        found = _register_or_404(request, pk)
    return _book(request, found, form=form, may_change=may_change)


@desk_page
@require_safe
def register_file(request: HttpRequest, pk: int, form: str) -> Any:
    """The whole book of one register as a file."""
    found = _register_or_404(request, pk)
    rows = desk.number_cells(desk.numbers_of(found))
    return table_file(form, f"register-{found.pk}", desk.number_header(), rows)


def _book(request: HttpRequest, found: Register, **context) -> HttpResponse:
    page = Paginator(desk.numbers_of(found), PAGE).get_page(request.GET.get("page"))
    context = {
        "register": found,
        "page": page,
        "gaps": desk.gaps_of(found),
        "next": next_number(found),
        "elsewhere": ElsewhereForm(register=found, auto_id="else_%s"),
        **context,
    }
    return render(request, "documents/register.html", context)


@desk_page
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a number to a letter that is written elsewhere."""
    found = _register_or_404(request, pk)
    if not request.user.has_perm("documents.take_number", found):
        raise PermissionDenied
    form = ElsewhereForm(request.POST, register=found, auto_id="else_%s")
    if form.is_valid():
        number = attempt(form, services.take_number, found, by=request.user, **form.cleaned_data)
        if number is not None:
            messages.success(
                request, _("The number of your letter: %(number)s") % {"number": number.text}
            )
            return redirect(found)
    may_change = request.user.has_perm("documents.change_register", found)
    pattern = RegisterForm(instance=found) if may_change else None
    return _book(request, found, form=pattern, may_change=may_change, elsewhere=form)


@desk_page
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a register give no more numbers."""
    found = _register_or_404(request, pk)
    services.close_register(found, by=request.user)
    messages.success(request, _("The register is closed. Its book stays."))
    return redirect(found)


@desk_page
def add(request: HttpRequest, office: str) -> HttpResponse:
    """Open a register of an office."""
    scope = _office_or_404(request, office)
    code = issuer_of(scope).heading(scope).code
    form = RegisterForm(posted(request), initial={"office": code})
    if request.method == "POST" and form.is_valid():
        made = attempt(form, services.open_register, scope, by=request.user, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("The register is open."))
            return redirect(made)
    return render(request, "documents/register_new.html", {"form": form, "office": scope})


@desk_page
def letterhead(request: HttpRequest, office: str) -> HttpResponse:
    """What stands at the head of the letters of an office."""
    scope = _office_or_404(request, office)
    held = desk.letterhead_row(scope)
    known = letterhead_of(scope)
    form = LetterheadForm(*sent(request), initial={**known})
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        said.pop("emblem")
        emblem = kept(form, "emblem", by=request.user) if form.cleaned_data["emblem"] else None
        if not form.errors:
            before = None if said.pop("no_emblem") or held is None else held.logo
            done = attempt(
                form, services.set_letterhead, scope, by=request.user, logo=emblem or before, **said
            )
            if done is not None:
                messages.success(request, _("Saved. Letters issued from now on begin so."))
                return redirect("documents:registers")
    context = {"form": form, "office": scope, "head": known, "today": clock.today()}
    return render(request, "documents/letterhead.html", context)


def _register_or_404(request: HttpRequest, pk: int) -> Register:
    return get_object_or_404(desk.registers_for(request.user), pk=pk)


def _office_or_404(request: HttpRequest, key: str):
    scope = desk.office_with(key)
    if scope is None or not request.user.has_perm("documents.add_register", scope):
        raise Http404
    return scope
