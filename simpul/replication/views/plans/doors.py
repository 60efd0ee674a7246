"""What every page of plans does: find the plan, try the act, say what stood in the way."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from simpul.core.workflow import StepNotOpen
from simpul.replication.models import Plan, PlanPart
from simpul.replication.queries.plans import plan_at

FASTER = gettext_lazy("Somebody else was faster. Look at it again before you go on.")


def members_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for those signed in, never kept by anybody."""
    return require_http_methods(["GET", "HEAD", "POST"])(login_required(never_cache(view)))


def plan_or_404(request: HttpRequest, slug: str, year: int) -> Plan:
    plan = plan_at(slug, year, request.user)
    if plan is None:
        raise Http404
    return plan


def desk_plan_or_404(request: HttpRequest, slug: str, year: int) -> Plan:
    """A plan for whoever conducts, serves or writes it; for others it has no desk."""
    plan = plan_or_404(request, slug, year)
    if not request.user.has_perm("replication.follow_plan", plan):
        raise Http404
    return plan


def part_or_404(request: HttpRequest, slug: str, year: int, body: str) -> PlanPart:
    plan = desk_plan_or_404(request, slug, year)
    rows = plan.parts.select_related("organisation__region", "organisation__parent")
    part = rows.filter(organisation__slug=body).first()
    if part is None:
        raise Http404
    part.plan = plan
    return part


def ask(request: HttpRequest, permission: str, obj: Any) -> None:
    if not request.user.has_perm(f"replication.{permission}", obj):
        raise PermissionDenied


def tried(form: forms.Form, act: Callable[[], Any]) -> Any:
    """Do it once the form was sent and stands; what stands in the way is told at the form."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return act() or True
    except ValidationError as refused:
        known = hasattr(refused, "error_dict") and set(refused.error_dict) <= set(form.fields)
        form.add_error(None, refused if known else ValidationError(refused.messages))
    except StepNotOpen:
        form.add_error(None, FASTER)
    return None


def form_page(
    request: HttpRequest, form: forms.Form, plan: Plan | None = None, **context: Any
) -> HttpResponse:
    """A page with one form; ``title``, ``lead``, ``send`` and ``back``."""
    trail = [(_("Replication plans"), reverse("replication:plans_desk"))]
    if plan is not None:
        trail.append((str(plan), reverse("replication:plan_desk", args=[plan.hub.slug, plan.year])))
        context.setdefault("back", trail[-1][1])
    words = {"form": form, "plan": plan, "trail": [*trail, (context["title"], "")], **context}
    return render(request, "replication/plans/form.html", words)
