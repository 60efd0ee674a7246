"""The desk of a regency: its part of a plan, its lines, and the cases they become."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from simpul.replication.forms.plans import HandInForm, LineForm, PlainForm
from simpul.replication.models import PlanLine, PlanPart
from simpul.replication.queries.plans.page import LineRow, PartRow
from simpul.replication.services import plans as services
from simpul.replication.views.plans.doors import (
    ask,
    desk_plan_or_404,
    form_page,
    members_page,
    part_or_404,
    tried,
)


@members_page
def part(request: HttpRequest, slug: str, year: int, body: str) -> HttpResponse:
    """One part: its lines, and what its people may do with it now."""
    found = part_or_404(request, slug, year, body)
    lines = found.lines.select_related(
        "innovation__canonical__owner", "need", "goal", "fund", "mentor__person", "case"
    ).order_by("pk")
    rows = [LineRow(line) for line in lines]
    for row in rows:
        row.line.part = found
    waiting = [row.line for row in rows if row.line.case is None]
    # Whether it may become a case depends on the part and on how the line stands: ask once each.
    one_each = {line.state: line for line in waiting}
    ready = {
        state
        for state, line in one_each.items()
        if request.user.has_perm("replication.open_case_planline", line)
    }
    may_open = [line.pk for line in waiting if line.state in ready]
    context = {
        "part": found,
        "plan": found.plan,
        "row": PartRow(found, rows),
        "writes": request.user.has_perm("replication.write_planpart", found),
        "may_open": may_open,
    }
    return render(request, "replication/plans/part.html", context)


@members_page
def add(request: HttpRequest, slug: str, year: int, body: str) -> HttpResponse:
    found = part_or_404(request, slug, year, body)
    ask(request, "write_planpart", found)
    start = {"innovation": request.GET.get("innovation", "")[:200]}
    form = LineForm(request.POST or None, part=found, initial=start)
    if tried(form, lambda: services.add_line(found, form.said, by=request.user)):
        messages.success(request, _("The line stands in your part."))
        return _to(found)
    return _line_page(request, form, found, _("Add a line"))


@members_page
def change(request: HttpRequest, slug: str, year: int, body: str, pk: int) -> HttpResponse:
    found = part_or_404(request, slug, year, body)
    line = get_object_or_404(found.lines.select_related("innovation__canonical"), pk=pk)
    line.part = found
    ask(request, "write_planpart", found)
    form = LineForm(request.POST or None, part=found, initial=_initial(line))
    if tried(form, lambda: services.change_line(line, form.said, by=request.user)):
        messages.success(request, _("The line is changed."))
        return _to(found)
    return _line_page(request, form, found, _("Change a line"))


@members_page
def remove(request: HttpRequest, slug: str, year: int, body: str, pk: int) -> HttpResponse:
    found = part_or_404(request, slug, year, body)
    line = get_object_or_404(found.lines, pk=pk)
    line.part = found
    ask(request, "write_planpart", found)
    form = PlainForm(request.POST if request.method == "POST" else None)
    if tried(form, lambda: services.remove_line(line, by=request.user)):
        messages.success(request, _("The line is taken out."))
        return _to(found)
    return form_page(
        request,
        form,
        found.plan,
        title=_("Take a line out"),
        lead=str(line),
        send=_("Take it out"),
        danger=True,
        back=_address(found),
    )


@members_page
def hand_in(request: HttpRequest, slug: str, year: int, body: str) -> HttpResponse:
    found = part_or_404(request, slug, year, body)
    ask(request, "write_planpart", found)
    start = {"signer_name": found.signer_name, "signer_office": found.signer_office}
    form = HandInForm(request.POST or None, initial=start)
    if tried(form, lambda: services.hand_in(found, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Handed in. You may take it back while the plan is drafted."))
        return _to(found)
    return form_page(
        request,
        form,
        found.plan,
        title=_("Hand in the part"),
        lead=_("The hub sees that your lines are whole and calls the determination meeting."),
        send=_("Hand in"),
        back=_address(found),
    )


@require_POST
@members_page
def take_back(request: HttpRequest, slug: str, year: int, body: str) -> HttpResponse:
    found = part_or_404(request, slug, year, body)
    services.take_back(found, by=request.user)
    messages.success(request, _("You may go on writing; hand it in again when it is whole."))
    return _to(found)


@require_POST
@members_page
def start_case(request: HttpRequest, pk: int) -> HttpResponse:
    """The one click by which a line becomes a case."""
    rows = PlanLine.objects.select_related(
        "part__plan__hub", "part__organisation__parent", "innovation__canonical__owner", "case"
    )
    line = get_object_or_404(rows, pk=pk)
    desk_plan_or_404(request, line.part.plan.hub.slug, line.part.plan.year)
    try:
        case = services.start_case(line, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        said = _("Case %(number)s is open; its interest waits for the hub.")
        messages.success(request, said % {"number": case.number})
    return _to(line.part)


def _initial(line: PlanLine) -> dict:
    return {
        "innovation": line.innovation,
        "local_name": line.local_name,
        "need": line.need.public_id if line.need else None,
        "goal": line.goal.number if line.goal else None,
        "gap": line.gap,
        "unit": line.unit,
        "budget": line.budget,
        "fund": line.fund.key if line.fund else None,
        "mentor": line.mentor_id,
        "mentoring_body": line.mentoring_body,
    }


def _line_page(request: HttpRequest, form: LineForm, part: PlanPart, title: str) -> HttpResponse:
    return form_page(
        request,
        form,
        part.plan,
        title=title,
        lead=part.organisation.name,
        send=_("Save the line"),
        back=_address(part),
    )


def _address(part: PlanPart) -> str:
    plan = part.plan
    return reverse("replication:plan_part", args=[plan.hub.slug, plan.year, part.organisation.slug])


def _to(part: PlanPart) -> HttpResponse:
    return redirect(_address(part))
