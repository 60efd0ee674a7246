"""The standards and indicators a need can begin with, for those who administer the network."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from simpul.core import clock
from simpul.needs.forms.benchmarks import BenchmarkForm
from simpul.needs.models import Benchmark, Family
from simpul.needs.services import benchmarks as services
from simpul.organisations.views import attempt, desk_page, posted

PAGE_SIZE = 50


def _only_staff(request: HttpRequest) -> None:
    if not request.user.has_perm("needs.change_benchmark"):
        raise PermissionDenied


@desk_page
@require_safe
def benchmarks(request: HttpRequest) -> HttpResponse:
    """Every row with what it asks, from when to when, and who says so."""
    _only_staff(request)
    family = request.GET.get("family", "")
    rows = Benchmark.objects.select_related("sector")
    if family in Family.values:
        rows = rows.filter(family=family)
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "families": Family.choices,
        "family": family if family in Family.values else "",
        "today": clock.today(),
    }
    return render(request, "needs/benchmarks/list.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    _only_staff(request)
    return _form(request, None)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, key: str) -> HttpResponse:
    _only_staff(request)
    return _form(request, get_object_or_404(Benchmark, key=key))


def _form(request: HttpRequest, row: Benchmark | None) -> HttpResponse:
    form = BenchmarkForm(posted(request), instance=row)
    if request.method == "POST" and form.is_valid():
        if row is None:
            made = attempt(form, services.add_benchmark, by=request.user, **form.cleaned_data)
        else:
            kept = Benchmark.objects.get(pk=row.pk)
            made = attempt(
                form, services.change_benchmark, kept, by=request.user, **form.cleaned_data
            )
        if made:
            messages.success(request, _("Saved. Gaps and new needs follow it at once."))
            return redirect("needs:benchmarks")
    context = {"form": form, "row": Benchmark.objects.get(pk=row.pk) if row else None}
    status = 422 if form.errors else 200
    return render(request, "needs/benchmarks/form.html", context, status=status)
