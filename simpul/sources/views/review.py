"""The queue of pairs that may be one innovation, and the page to decide one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from simpul.core.hooks import DESK_SECTIONS, DeskSection
from simpul.core.workflow import StepNotOpen
from simpul.innovations.models import MergeEdge
from simpul.innovations.services import unmerge_innovation
from simpul.innovations.views.quality import table_file
from simpul.organisations.queries import decisions
from simpul.sources.forms.review import LEFT, RIGHT, MergeForm, NoteForm, RelateForm
from simpul.sources.models import Pair, PairState
from simpul.sources.policies import settles_pairs
from simpul.sources.queries import reviewing as questions
from simpul.sources.queries.weighing import model
from simpul.sources.services.matching import reopen, settle
from simpul.sources.workflow import PAIRING

FORMS: dict[str, type[NoteForm]] = {
    "merge": MergeForm,
    "keep_apart": NoteForm,
    "relate": RelateForm,
    "reopen": NoteForm,
}


@never_cache
@login_required
@require_safe
def pairs(request: HttpRequest) -> HttpResponse:
    """What may be one innovation twice, the likeliest first."""
    _check(request)
    asked = questions.Asked.read(request.GET.dict())
    page = Paginator(questions.queue(request.user, asked), questions.PAGE).get_page(asked.page)
    found = questions.shares(request.user)
    context = {
        "asked": asked,
        "page": page,
        "shares": found,
        "sources": [(share.authority.key, share.authority.label) for share in found],
        "states": PairState.choices,
        "sorts": questions.SORTS.items(),
        "using": model(),
    }
    return render(request, "sources/review/queue.html", context)


@login_required
@require_safe
def pairs_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The same list as a file."""
    _check(request)
    rows = questions.queue(request.user, questions.Asked.read(request.GET.dict()))
    return table_file(form, "pairs", questions.header(), questions.cells(rows.iterator(500)))


@never_cache
@login_required
@require_safe
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Two records side by side, why they may be one, and what may be decided."""
    return render(request, "sources/review/pair.html", _shown(request, _pair_or_404(request, pk)))


@login_required
@require_POST
def pair_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Decide about a pair and go on to the next, or take a decision back."""
    found = _pair_or_404(request, pk)
    if act not in FORMS:
        raise Http404
    form = FORMS[act](request.POST, prefix=act)
    if form.is_valid():
        asked = questions.Asked.read(request.GET.dict())
        following = questions.next_after(found, request.user, asked)
        try:
            _act(found, act, by=request.user, **form.cleaned_data)
        except ValidationError as wrong:
            form.add_error(None, wrong)
        except StepNotOpen:
            messages.warning(request, _("Somebody else has decided this pair meanwhile."))
            return redirect(found)
        else:
            return _go_on(request, found, act, following)
    context = _shown(request, found, **{f"{act}_form": form})
    return render(request, "sources/review/pair.html", context, status=422)


def _act(found: Pair, act: str, *, by, note: str, **said: str) -> None:
    if act == "reopen":
        reopen(found, by=by, note=note)
        return
    chosen = {LEFT: found.left, RIGHT: found.right}
    settle(
        found,
        act,
        by=by,
        note=note,
        kept=chosen.get(said.get("kept", "")),
        subject=chosen.get(said.get("subject", "")),
        kind=said.get("kind", ""),
    )


def _go_on(request: HttpRequest, found: Pair, act: str, following: Pair | None) -> HttpResponse:
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    if act == "reopen":
        messages.success(request, _("Taken back. The pair waits again."))
        return redirect(f"{found.get_absolute_url()}{query}")
    messages.success(request, _("Decided: %(what)s.") % {"what": PAIRING.steps[act].label})
    if following is None:
        return redirect(f"{reverse('sources:pairs')}{query}")
    return redirect(f"{following.get_absolute_url()}?{_after(request, found)}")


def _after(request: HttpRequest, found: Pair) -> str:
    """The address of the list, remembering which pair was decided last."""
    asked = request.GET.copy()
    asked["last"] = str(found.pk)
    return asked.urlencode()


def _pair_or_404(request: HttpRequest, pk: int) -> Pair:
    rows = Pair.objects.select_related("left__owner", "right__owner", "decided_by", "relation")
    found = get_object_or_404(rows, pk=pk)
    if not request.user.has_perm("sources.view_pair", found):
        raise Http404
    return found


def _shown(request: HttpRequest, found: Pair, **forms: Any) -> dict[str, Any]:
    asked = questions.Asked.read(request.GET.dict())
    last = request.GET.get("last", "")
    steps = {step.name for step in PAIRING.open_steps(found, request.user)}
    context = {
        "pair": found,
        "decided": decisions(found),
        "asked": asked,
        "query": request.GET.urlencode(),
        "fields": questions.side_by_side(found),
        "reasons": questions.reasons(found, model()),
        "sides": [
            {"record": record, "mentions": questions.mentions(record), "key": key}
            for record, key in ((found.left, "left"), (found.right, "right"))
        ],
        "steps": steps,
        "next": questions.next_after(found, request.user, asked),
        "last": last if last.isascii() and last.isdecimal() and len(last) < 18 else "",
        "merge_form": MergeForm(prefix="merge", initial={"kept": _usual(found)}),
        "keep_apart_form": NoteForm(prefix="keep_apart"),
        "relate_form": RelateForm(prefix="relate"),
        "reopen_form": NoteForm(prefix="reopen"),
    }
    return {**context, **forms}


def _usual(found: Pair) -> str:
    """The record that tells more is kept, unless somebody says otherwise."""
    left, right = found.left, found.right
    more = (right.published_at is not None, right.completeness) > (
        left.published_at is not None,
        left.completeness,
    )
    return "right" if more else "left"


# --- What was joined without asking ------------------------------------------------------------


@never_cache
@login_required
@require_safe
def joined(request: HttpRequest) -> HttpResponse:
    """What matching joined without asking; each can be taken apart."""
    _check(request)
    page = Paginator(questions.joined(request.user), questions.PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "sources/review/joined.html", {"page": page, "using": model()})


@login_required
@require_POST
def take_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a record stand for itself again; no rule joins these two from now on."""
    edge = get_object_or_404(questions.joined(request.user), pk=pk)
    form = NoteForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    unmerge_innovation(MergeEdge.objects.get(pk=edge.pk).absorbed, by=request.user, note=note)
    messages.success(request, _("Taken apart. No rule will join these two again."))
    return redirect("sources:pairs_joined")


def _check(request: HttpRequest) -> None:
    if not settles_pairs(request.user):
        raise PermissionDenied


def register() -> None:
    """Put the queue on the desk of those who decide."""
    DESK_SECTIONS.append(
        DeskSection(
            gettext_lazy("Pairs that may be one"),
            "sources:pairs",
            settles_pairs,
            order=37,
            about=gettext_lazy("Two records that may name one innovation, to be decided."),
            icon="git-merge",
        )
    )
