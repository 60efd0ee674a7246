"""Writing a need: one form, hints beside it, nothing typed is lost."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from simpul.needs import services
from simpul.needs.forms import BaselineSet, NeedForm
from simpul.needs.models import Need, Visibility
from simpul.needs.policies import bodies_of
from simpul.needs.queries.gaps import beginning_of
from simpul.needs.queries.hints import Said, hints_for
from simpul.needs.queries.searching import language_of
from simpul.needs.views.doors import allowed_or_404, need_or_404, trail_of
from simpul.organisations.views import attempt, desk_page, posted

form_methods = require_http_methods(["GET", "HEAD", "POST"])
# Buttons that only show the page again: with hints, or with one more row.
CHECK, MORE = "check", "more"
FIELDS = (
    "title", "problem", "who_suffers", "how_many", "region", "place", "sector", "affair",
    "legal_duty", "budget_min", "budget_max", "people", "connectivity", "deadline", "visibility",
)  # fmt: skip


@form_methods
@desk_page
def write(request: HttpRequest) -> HttpResponse:
    """A new need, perhaps begun from a gap."""
    first = bodies_of(request.user).select_related("region").order_by("name").first()
    if first is None:
        return render(request, "needs/needs/no_body.html")
    begun = beginning_of(request.GET.get("gap", ""))
    origin = {name: begun.pop(name) for name in ("origin", "origin_key") if name in begun}
    region = first.region or first.institution.region
    initial: dict[str, Any] = {"visibility": Visibility.PUBLIC, "region": region, **begun}
    form = NeedForm(posted(request), user=request.user, initial=_keys(initial))
    rows: Any = BaselineSet(_rows(request), prefix="indicator")
    if _is_sent(request, form, rows):
        fields = _fields(form)
        need = attempt(
            form,
            services.state_need,
            fields.pop("organisation"),
            by=request.user,
            indicators=rows.baselines,
            **fields,
            **origin,
        )
        if need:
            messages.success(request, _said(need))
            return redirect("needs:desk", slug=need.slug)
    return _page(request, form, rows, title=_("State a need"), trail=_trail(_("State a need")))


@form_methods
@desk_page
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a need says."""
    need = need_or_404(request, slug)
    allowed_or_404(request, "needs.change_need", need)
    initial = {name: getattr(need, name) for name in FIELDS} | {"goals": list(need.goals.all())}
    form = NeedForm(
        posted(request), user=request.user, body=need.organisation, initial=_keys(initial)
    )
    kept = list(need.indicators.values(*_INDICATOR))
    rows: Any = BaselineSet(_rows(request), prefix="indicator", initial=kept)
    if _is_sent(request, form, rows):
        changed = attempt(
            form, services.change, need, by=request.user, indicators=rows.baselines, **_fields(form)
        )
        if changed:
            messages.success(request, _("Your changes are kept."))
            return redirect("needs:desk", slug=need.slug)
    trail = [*trail_of(need, (_("Change"), ""))]
    return _page(request, form, rows, title=_("Change the need"), trail=trail, need=need)


_INDICATOR = ("name", "unit", "direction", "baseline", "baseline_on", "source", "target")


def _is_sent(request: HttpRequest, form: NeedForm, rows) -> bool:
    """Whether the form is to be kept, and can be."""
    if request.method != "POST" or CHECK in request.POST or MORE in request.POST:
        return False
    return all([form.is_valid(), rows.is_valid()])


def _rows(request: HttpRequest):
    """What was sent, with one more row where that was asked for."""
    sent = posted(request)
    if sent is None or MORE not in sent:
        return sent
    more = sent.copy()
    total = sent.get("indicator-TOTAL_FORMS", "0")
    more["indicator-TOTAL_FORMS"] = str(int(total) + 1 if total.isdecimal() else 1)
    return more


def _fields(form: NeedForm) -> dict[str, Any]:
    fields = dict(form.cleaned_data)
    fields["language"] = language_of(f"{fields['title']} {fields['problem']}")
    return fields


def _page(request: HttpRequest, form: NeedForm, rows, **context: Any) -> HttpResponse:
    hints = []
    if form.is_bound or context.get("need"):
        indicators = rows.so_far if not rows.is_bound or rows.is_valid() else []
        hints = hints_for(Said(form.so_far, indicators))
    only_shown = CHECK in request.POST or MORE in request.POST
    if only_shown:
        # Nothing was to be kept, so nothing is wrong yet.
        form.errors.clear()
    context |= {"form": form, "rows": rows, "hints": hints, "checked": only_shown}
    return render(request, "needs/needs/write.html", context)


def _keys(initial: dict[str, Any]) -> dict[str, Any]:
    """Objects as the keys by which the boxes of the form know them."""
    keys = {"region": "code", "sector": "key", "affair": "code"}
    for name, key in keys.items():
        thing = initial.get(name)
        initial[name] = getattr(thing, key) if thing else ""
    initial["goals"] = [goal.number for goal in initial.get("goals", ())]
    return initial


def _trail(here: str):
    return [(_("My desk: needs"), reverse("needs:mine")), (here, "")]


def _said(need: Need) -> str:
    if need.visibility == Visibility.PUBLIC:
        return _("The need is public. Others can now answer it, and say that they have it too.")
    return _("The need is kept. Only those you chose can read it.")
