"""The people of an institution, its units, and a spreadsheet of people."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from simpul.core import exports, sheets
from simpul.organisations import queries, services
from simpul.organisations.forms import (
    BringInForm,
    ConfirmForm,
    PeopleFilterForm,
    SearchForm,
    SheetForm,
    UnitForm,
)

from .answers import attempt, body_of, desk_page, posted, sent

PAGE_SIZE = 50
KEPT = "people_sheet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@desk_page
@require_safe
def administered(request):
    """The institutions somebody administers."""
    form = SearchForm(request.GET)
    form.is_valid()
    bodies = queries.institutions_run_by(request.user, q=form.cleaned_data.get("q", ""))
    page = Paginator(bodies, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "may_add": request.user.has_perm("organisations.add_organisation"),
    }
    return render(request, "organisations/administered.html", context)


@desk_page
@require_safe
def people(request, slug):
    """Members, their offices, who never signed in, and what waits."""
    organisation = body_of(request, slug)
    form = PeopleFilterForm(request.GET)
    form.is_valid()
    found = queries.people_of(organisation, **form.cleaned_data)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "organisations/people.html",
        {
            "organisation": organisation,
            "form": form,
            "page": page,
            "members": queries.member_lines(page, organisation),
            "requests": queries.requests_of(organisation),
            "never": queries.people_of(organisation, show="never").count(),
            "mandates": queries.mandate_lines(queries.mandates_at([organisation])),
            "grantable": queries.grantable(request.user, organisation),
        },
    )


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request, slug):
    """Bring in one person."""
    organisation = body_of(request, slug)
    units = queries.units_of(organisation)
    form = BringInForm(posted(request), units=units, initial={"unit": organisation})
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        unit = said.pop("unit") or organisation
        if attempt(form, services.bring_in, unit, by=request.user, **said):
            messages.success(request, _("Added. Whoever never signed in gets an invitation."))
            return redirect("organisations:people", organisation.slug)
    context = {"form": form, "organisation": organisation}
    return render(request, "organisations/bring_in.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request, slug):
    """Show what a spreadsheet would do, row by row; then do exactly that."""
    organisation = body_of(request, slug)
    form = SheetForm(*sent(request))
    rows = None
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["sheet"].read(sheets.SHEET_BYTES + 1)
        rows = attempt(form, sheets.read, content, headings=queries.HEADINGS)
        if rows is not None:
            _keep(request, organisation, rows)
    plan = queries.plan_people(organisation, rows) if rows else None
    context = {"form": form, "organisation": organisation, "plan": plan}
    return render(request, "organisations/sheet.html", context)


@desk_page
@require_POST
def sheet_confirmed(request, slug):
    """Do what the page showed; where it would be anything else by now, show it again."""
    organisation = body_of(request, slug)
    rows, form = _kept_rows(request, organisation), ConfirmForm(request.POST)
    form.is_valid()
    digest = request.POST.get("digest", "")
    verb = services.bring_in_all
    plan = attempt(form, verb, organisation, rows, digest=digest, by=request.user)
    if plan is None:
        context = {
            "form": SheetForm(),
            "refused": form,
            "organisation": organisation,
            "plan": queries.plan_people(organisation, rows),
        }
        return render(request, "organisations/sheet.html", context)
    del request.session[KEPT]
    numbers = {"created": plan.count("create"), "joined": plan.count("join")}
    words = _("%(created)d accounts made and invited, %(joined)d people added.")
    messages.success(request, words % numbers)
    return redirect("organisations:people", organisation.slug)


def _keep(request, organisation, rows):
    """Keep the rows in the session until they are confirmed; nobody else ever sees them."""
    request.session[KEPT] = {
        "organisation": organisation.pk,
        "rows": [[row.number, row.cells, sorted(row.lost)] for row in rows],
    }


def _kept_rows(request, organisation):
    said = request.session.get(KEPT) or {}
    if said.get("organisation") != organisation.pk:
        raise Http404
    return [sheets.SheetRow(number, cells, frozenset(lost)) for number, cells, lost in said["rows"]]


@desk_page
@require_safe
def sheet_template(request, slug):
    """An empty spreadsheet with the right columns and one example."""
    organisation = body_of(request, slug)
    header = [words[1] for words in queries.HEADINGS]
    example = ["nama@contoh.go.id", "Nama Contoh", "", "Pengelola inovasi", "", "Indonesia"]
    file = exports.xlsx_file(header, [example])
    name = f"{organisation.slug}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def units(request, slug):
    """The units of an institution, and adding one."""
    organisation = body_of(request, slug)
    form = UnitForm(posted(request))
    if request.method == "POST" and form.is_valid():
        unit = attempt(form, services.add_unit, organisation, by=request.user, **form.cleaned_data)
        if unit:
            messages.success(request, _("%(name)s was added.") % {"name": unit.name})
            return redirect("organisations:units", organisation.slug)
    context = {
        "form": form,
        "organisation": organisation,
        "units": queries.unit_lines(organisation),
    }
    return render(request, "organisations/units.html", context)
