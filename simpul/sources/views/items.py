"""Words that no run understood: the list, and one of them with what it may mean."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from simpul.core.workflow import StepNotOpen
from simpul.sources.forms.wizard import SettleForm
from simpul.sources.models import WorkItem
from simpul.sources.policies import sees_sources
from simpul.sources.queries import items as questions
from simpul.sources.services import settling
from simpul.sources.workflow import ItemState

PAGE = 25
SHOWN_LEARNED = 20
MEANWHILE = gettext_lazy("Somebody else did something with this meanwhile. Look at it again.")
# An empty choice means nothing was chosen; this one means: nothing at all.
NOTHING = "-"


@never_cache
@login_required
@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """What waits, what was settled, and what words mean by now."""
    if not sees_sources(request.user):
        raise PermissionDenied
    state = request.GET.get("state", ItemState.OPEN)
    source = request.GET.get("source", "")
    found = questions.items_for(request.user, state=state, source=source)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": questions.lines(page.object_list),
        "states": [(each.value, each.label, each == state) for each in ItemState],
        "source": source,
        "query": urlencode({"state": state, "source": source}),
        "learned": questions.learned_lines(request.user, SHOWN_LEARNED),
    }
    return render(request, "sources/items/list.html", context)


@never_cache
@login_required
@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One wording: what it may mean, and what depends on it."""
    return _page(request, _item_or_404(request, pk))


def _page(request: HttpRequest, found: WorkItem, form: SettleForm | None = None) -> HttpResponse:
    words = request.GET.get("q", "")
    records, count = questions.affected(found)
    line = questions.lines([found])[0]
    context = {
        "item": found,
        "label": line.label,
        "meant": line.meant,
        "words": words,
        "is_offered": questions.offered(found.field) is not None,
        "form": form or SettleForm(choices=_choices(found, words)),
        "records": records,
        "count": count,
    }
    wrong = form is not None and bool(form.errors)
    return render(request, "sources/items/one.html", context, status=422 if wrong else 200)


def _choices(found: WorkItem, words: str) -> list[tuple[str, Any]]:
    offers = questions.offers(found, words)
    named = [
        (offer.code, f"{offer.label} ({offer.more})" if offer.more else offer.label)
        for offer in offers
    ]
    return [*named, (NOTHING, _("Nothing: leave the field out wherever it says this"))]


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Settle a wording, leave it, or ask again."""
    found = _item_or_404(request, pk)
    if act == "settle":
        return _settle(request, found)
    verbs = {"leave": settling.leave, "reopen": settling.reopen}
    if act not in verbs:
        raise Http404
    try:
        verbs[act](found, by=request.user)
    except StepNotOpen:
        messages.error(request, MEANWHILE)
    else:
        messages.success(request, _("Done."))
    return redirect("sources:item", found.pk)


def _settle(request: HttpRequest, found: WorkItem) -> HttpResponse:
    form = SettleForm(request.POST, choices=_choices(found, request.GET.get("q", "")))
    if form.is_valid():
        code = form.cleaned_data["code"]
        try:
            settling.settle(found, "" if code == NOTHING else code, by=request.user)
        except ValidationError as refused:
            form.add_error("code", refused)
        except StepNotOpen:
            messages.error(request, MEANWHILE)
            return redirect("sources:item", found.pk)
        else:
            messages.success(request, _("Understood from now on. You can take it back here."))
            return redirect("sources:item", found.pk)
    return _page(request, found, form)


@never_cache
@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Let learned words mean nothing in particular again."""
    learned = get_object_or_404(questions.learned_by(request.user), pk=pk)
    settling.take_back(learned, by=request.user)
    messages.success(request, _("Taken back. Where it was asked about, it is asked again."))
    return redirect("sources:items")


def _item_or_404(request: HttpRequest, pk: int) -> WorkItem:
    found = questions.items_for(request.user, state="").select_related("run")
    return get_object_or_404(found, pk=pk)
