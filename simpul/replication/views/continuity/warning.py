"""Records at risk: the list of an institution or a hub, the remedy, the rules."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from simpul.core import clock
from simpul.innovations.models import Innovation
from simpul.innovations.queries.quality import Scope, scope_at, scopes_of
from simpul.innovations.views.quality import table_file
from simpul.organisations.views import attempt, desk_page, posted
from simpul.replication.forms.continuity import CaretakerForm, RuleForm
from simpul.replication.models.continuity import Caretaker, RiskRule
from simpul.replication.queries.continuity import risks as questions
from simpul.replication.services.continuity import caring, warning

CHUNK = 500
TEAM, TESTS = ("moved", "nobody", "alone"), ("no_law", "no_budget")


def _scope_or_404(request: HttpRequest) -> Scope:
    scope = scope_at(request.user, request.GET)
    if scope is None:
        raise Http404
    return scope


@desk_page
@require_safe
def at_risk(request: HttpRequest) -> HttpResponse:
    """The records of which a rule warns, each with its reasons and one way to mend each."""
    scope, asked, known = (
        _scope_or_404(request),
        questions.Asked.read(request.GET),
        questions.rules(),
    )
    rows = questions.at_risk(scope, asked, known)
    page = Paginator(rows, questions.PAGE).get_page(request.GET.get("page"))
    context = {
        "scope": scope,
        "scopes": scopes_of(request.user),
        "asked": asked,
        "page": page,
        "lines": [
            (line, [(rule, *_remedy(scope, line.record, rule.key)) for rule in line.reasons])
            for line in questions.lines(page, known)
        ],
        "counts": questions.counts(scope, known),
        "rules": known.values(),
        "query": "&".join(part for part in (scope.query, asked.query) if part),
        "may_change": request.user.has_perm("organisations.administer_network"),
    }
    return render(request, "replication/continuity/at_risk.html", context)


def _remedy(scope: Scope, record: Innovation, key: str) -> tuple[str, str]:
    """What mends a reason, and the page on which it is done."""
    if key in TEAM:
        return _("Name a caretaker"), reverse("replication:care", args=[record.public_id])
    keep = reverse("innovations:keep", args=[record.public_id])
    if key in TESTS:
        return _("Show it by a file"), f"{keep}#tests"
    if scope.hub is not None:
        ask = reverse("innovations:campaign_new", args=[scope.hub.code])
        return _("Ask the owner"), f"{ask}?pick={record.public_id}"
    return _("Say whether it runs"), f"{keep}#life"


@desk_page
@require_safe
def at_risk_file(request: HttpRequest, form: str) -> Any:
    """The same list as a file, one row for each record."""
    scope, asked, known = (
        _scope_or_404(request),
        questions.Asked.read(request.GET),
        questions.rules(),
    )
    rows = questions.at_risk(scope, asked, known)
    header = [_("Permanent number"), _("Innovation"), _("Institution"), _("Reasons")]
    header += [str(rule.label) for rule in known.values()]
    return table_file(form, "records-at-risk", header, _cells(rows, known))


def _cells(rows, known) -> Iterator[list[Any]]:
    for record in rows.iterator(chunk_size=CHUNK):
        (line,) = questions.lines([record], known)
        said = {rule.key for rule in line.reasons}
        owner = record.owner.short_name if record.owner else ""
        truths = [_("yes") if key in said else _("no") for key in known]
        yield [record.public_id, record.title, owner, len(said), *truths]


# --- Caretakers --------------------------------------------------------------------------------


def _record_or_404(request: HttpRequest, public_id: str) -> Innovation:
    record = get_object_or_404(
        Innovation.objects.public().select_related("owner", "hub", "author"), public_id=public_id
    )
    if not request.user.has_perm("replication.care_innovation", record):
        raise Http404
    return record


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def care(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who looks after a record, and the form to name somebody."""
    record = _record_or_404(request, public_id)
    form = CaretakerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["person"]
        if attempt(form, caring.name_caretaker, record, person, by=request.user):
            messages.success(request, _("%(person)s looks after it now.") % {"person": person})
            return redirect("replication:care", record.public_id)
    known = questions.rules()
    found = questions.with_risks(questions.watched().filter(pk=record.pk), known)
    context = {
        "record": record,
        "form": form,
        "reasons": [rule for line in questions.lines(found, known) for rule in line.reasons],
        "caretakers": Caretaker.objects.filter(innovation=record, ended_at=None).select_related(
            "person"
        ),
    }
    status = 422 if form.errors else 200
    return render(request, "replication/continuity/care.html", context, status=status)


@desk_page
@require_POST
def care_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody look after a record no longer."""
    found = get_object_or_404(Caretaker.objects.select_related("innovation__owner"), pk=pk)
    record = found.innovation
    may = request.user.has_perm("replication.care_innovation", record)
    if not may and found.person_id != request.user.pk:
        raise Http404
    caring.end_care(found, by=request.user)
    messages.success(request, _("Ended."))
    return redirect("replication:care", record.public_id) if may else redirect(record)


# --- The rules ---------------------------------------------------------------------------------


@desk_page
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule with its threshold, from when to when, and who says so."""
    if not request.user.has_perm("organisations.administer_network"):
        raise PermissionDenied
    context = {"rules": RiskRule.objects.order_by("order", "-valid_from"), "today": clock.today()}
    return render(request, "replication/continuity/rules.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a rule warn by another threshold from a day on."""
    found = get_object_or_404(RiskRule, pk=pk)
    if not request.user.has_perm("replication.change_riskrule", found):
        raise PermissionDenied
    said = {"threshold": found.threshold, "is_on": found.is_on}
    form = RuleForm(posted(request), initial={**said, "source": found.source})
    typed = form.cleaned_data if form.is_valid() else None
    if typed and attempt(form, warning.change_rule, found, by=request.user, **typed):
        messages.success(request, _("Kept. The list follows it from that day on."))
        return redirect("replication:risk_rules")
    status = 422 if form.errors else 200
    context = {"form": form, "rule": found}
    return render(request, "replication/continuity/rule.html", context, status=status)
