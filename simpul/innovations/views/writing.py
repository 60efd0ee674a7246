"""The form: one page a step, saved as one types, and saved whatever was typed."""

from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from simpul.core import clock
from simpul.innovations.forms.writing import answers, typed
from simpul.innovations.models import Draft
from simpul.innovations.queries.rules import questions_on
from simpul.innovations.queries.url_state import whole
from simpul.innovations.queries.writing import (
    Form,
    draft_page,
    fingerprint,
    form_of,
    saved_at,
)
from simpul.innovations.services import keeping
from simpul.innovations.services.drafting import Rivalled, Saved, save_answers
from simpul.innovations.services.drafting.saving import new_page, note_writing
from simpul.innovations.services.evidence import (
    add_evidence,
    remove_evidence,
    restore_evidence,
    show_evidence,
)

SIGNED_OUT, CLOSED = 401, 409


def draft_or_404(request: HttpRequest, pk: int) -> Draft:
    draft = draft_page(pk, request.user)
    if draft is None:
        raise Http404
    return draft


def in_my_zone(view):
    """Show every instant on the page as the clocks show it where its reader is."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        with timezone.override(ZoneInfo(getattr(request.user, "zone", "") or settings.TIME_ZONE)):
            return view(request, *args, **kwargs)

    return answer


def keeps_what_was_typed(view):
    """Let a form that came too late, or from a page too old, be sent again instead of lost."""

    @csrf_exempt
    @wraps(view)
    def kept(request: HttpRequest, pk: int, step: str) -> HttpResponse:
        if not request.user.is_authenticated:
            return _signed_out(request, pk)
        if request.method == "POST":
            draft = draft_page(pk, request.user)
            if draft is None:
                return _send_again(request, None, closed=True, status=404)
            if _is_forged_or_old(request):
                return _send_again(request, draft)
        return view(request, pk, step)

    return kept


def _is_forged_or_old(request: HttpRequest) -> bool:
    checking = CsrfViewMiddleware(lambda request: HttpResponse())
    return checking.process_view(request, _refused, (), {}) is not None


def _refused(request: HttpRequest) -> HttpResponse:
    """What the check is asked about: a view that is not exempt from it."""
    return HttpResponse(status=403)


def _signed_out(request: HttpRequest, pk: int) -> HttpResponse:
    """To the sign-in page, and back with the text in its boxes."""
    address = request.path
    if request.method == "POST":
        writer = request.POST.get("kept-for", "")
        token = keeping.put_aside(pk, request.POST.urlencode(), writer=writer)
        if not token:
            return _send_again(request, None, closed=True)
        address = f"{request.path}?kept={token}"
    return redirect_to_login(address)


def _send_again(
    request: HttpRequest, draft: Draft | None, *, closed: bool = False, status: int = 403
) -> HttpResponse:
    """What was typed, on a page from which it can be sent again or copied."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    texts = list(typed(request.POST, questions_on(clock.today())).items())
    context = {"draft": draft, "fields": fields, "texts": texts, "closed": closed}
    return render(request, "innovations/writing/again.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_what_was_typed
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step of the form; a POST saves everything on it, whatever it is."""
    draft = draft_or_404(request, pk)
    if request.method == "POST":
        return _save_step(request, draft, step)
    if not request.user.has_perm("innovations.change_draft", draft):
        return redirect(draft)
    return _show(request, draft, step, checked="check" in request.GET)


def _save_step(request: HttpRequest, draft: Draft, key: str) -> HttpResponse:
    dropped = request.POST.get("drop_row", "")
    given = answers(request.POST, drop_row=int(dropped) if dropped.isdecimal() else None)
    try:
        results = save_answers(
            draft, given, by=request.user, page=request.POST.get("page", ""), turn=_turn(request)
        )
    except PermissionDenied:
        return _send_again(request, draft, closed=True, status=CLOSED)
    note_writing(draft, by=request.user)
    keeping.forget(request.POST.get("kept", ""))
    faults = _add_files(request, draft)
    _act_on_file(request, draft)
    draft.refresh_from_db()
    if faults:
        return _show(request, draft, key, checked=True, faults=faults, status=422)
    return _onward(request, draft, key, results)


def _onward(
    request: HttpRequest, draft: Draft, key: str, results: list[Saved | Rivalled]
) -> HttpResponse:
    """Where a saved step leads: onward, or back to what has to be mended or chosen."""
    here = reverse("innovations:draft_step", args=[draft.pk, key])
    if "add_row" in request.POST:
        rows = request.POST.get("outcomes-rows", "0")
        return redirect(f"{here}?rows={rows}#f-outcomes-{rows}-indicator")
    if {"drop_row", "upload", "file_act"} & request.POST.keys():
        acted = request.POST.get("file_act", "").partition("-")[2]
        if acted:
            return redirect(f"{here}#evidence-{acted}")
        field = request.POST.get("upload") or "outcomes"
        return redirect(f"{here}#f-{field}")
    form = form_of(draft, user=request.user)
    line = next((line for line in form.steps if line.step.key == key), None)
    rivalled = any(isinstance(result, Rivalled) for result in results)
    if rivalled or (line and line.faults):
        return redirect(f"{here}?check=1")
    if "next" in request.POST:
        return redirect(_after(form, key))
    messages.success(request, _("Saved. You can go on here or on another device."))
    return redirect(here)


def _after(form: Form, key: str) -> str:
    keys = [line.step.key for line in form.steps]
    later = keys[keys.index(key) + 1 :] if key in keys else []
    if later:
        return reverse("innovations:draft_step", args=[form.draft.pk, later[0]])
    return form.draft.get_absolute_url()


def _add_files(request: HttpRequest, draft: Draft) -> dict[str, list[str]]:
    """Add the files of a form sent without scripts; answers what is wrong with which."""
    faults: dict[str, list[str]] = {}
    for name in request.FILES:
        field = name.removeprefix("file-")
        for file in request.FILES.getlist(name):
            try:
                add_evidence(
                    draft,
                    file.name or "",
                    file,
                    field=field,
                    by=request.user,
                    public=f"public-{field}" in request.POST,
                )
            except ValidationError as error:
                faults.setdefault(field, []).append(f"{file.name}: {' '.join(error.messages)}")
    return faults


def _act_on_file(request: HttpRequest, draft: Draft) -> None:
    """Take a file away, bring it back, or say who may open it; beside saving what was typed."""
    act, _dash, key = request.POST.get("file_act", "").partition("-")
    found = draft.innovation.evidence.filter(pk=key).first() if key.isdecimal() else None
    if found is None or act not in FILE_ACTS:
        return
    FILE_ACTS[act](found, request.user)


FILE_ACTS = {
    "remove": lambda file, by: remove_evidence(file, by=by),
    "restore": lambda file, by: restore_evidence(file, by=by),
    "show": lambda file, by: show_evidence(file, to_everybody=True, by=by),
    "hide": lambda file, by: show_evidence(file, to_everybody=False, by=by),
}


def _turn(request: HttpRequest) -> int:
    return whole(request.POST.get("turn"))


def _show(
    request: HttpRequest,
    draft: Draft,
    key: str,
    *,
    checked: bool,
    faults: dict[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    token = request.GET.get("kept", "")
    returned = keeping.take_back(draft.pk, token, by=request.user)
    sent = typed(QueryDict(returned), questions_on(clock.today())) if returned else {}
    form = form_of(draft, user=request.user, typed=sent)
    lines = form.steps
    line = next((line for line in lines if line.step.key == key), None)
    if line is None:
        raise Http404
    items = form.items(key, checked=checked, wanted=_rows_wanted(request), faults=faults)
    context: dict[str, Any] = {
        "draft": draft,
        "form": form,
        "line": line,
        "lines": lines,
        "before": lines[line.number - 2].step if line.number > 1 else None,
        "items": items,
        "wrong": _wrong(items, checked=checked, faults=faults or {}),
        "page": new_page(),
        "after": _after(form, key),
        "sign_in": redirect_to_login(request.path).url,
        "takes_files": any(item.question.takes_evidence for item in items),
        "kept": token if sent else "",
        "writer": keeping.written_by(draft.pk, request.user),
        "colleagues": keeping.be_here(draft.pk, request.user, line.step.label),
    }
    return render(request, "innovations/writing/step.html", context, status=status)


def _rows_wanted(request: HttpRequest) -> int:
    return min(whole(request.GET.get("rows")) + 1, 30)


def _wrong(items, *, checked: bool, faults: dict[str, list[str]]) -> list:
    """The lines of the summary on top: each names its question and leads to it."""
    found = [
        (item.id, f"{item.question.ask} {problem.say}")
        for item in items
        for problem in item.problems
        if checked or problem.rule == "two_texts"
    ]
    return found + [(f"f-{field}", text) for field, texts in faults.items() for text in texts]


# --- For scripts -------------------------------------------------------------------------------


@never_cache
@csrf_exempt
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the answers that changed; says which revision each is now, or where to choose."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": "signed_out"}, status=SIGNED_OUT)
    if _is_forged_or_old(request):
        return JsonResponse({"error": "old_page"}, status=403)
    # Asked many times a second by many: whoever may write needs no list of who may read.
    draft = Draft.objects.filter(pk=pk).first()
    if draft is None or not request.user.has_perm("innovations.change_draft", draft):
        draft = draft_or_404(request, pk)
    given = answers(request.POST)
    try:
        results = save_answers(
            draft, given, by=request.user, page=request.POST.get("page", ""), turn=_turn(request)
        )
    except PermissionDenied:
        return JsonResponse({"error": "closed", "state": draft.get_state_display()}, status=CLOSED)
    at = saved_at(clock.now(), getattr(request.user, "zone", "") or settings.TIME_ZONE)
    fields = {answer.field: _told(r) for answer, r in zip(given, results, strict=True)}
    return JsonResponse({"at": at, "fields": fields})


def _told(result: Saved | Rivalled) -> dict[str, Any]:
    if isinstance(result, Saved):
        return {"base": result.revision, "was": fingerprint(result.value)}
    return {"rival": reverse("innovations:two_texts", args=[result.rival.pk])}


@never_cache
@require_safe
def token(request: HttpRequest) -> HttpResponse:
    """A fresh token for a page that stayed open while its session ended, and whose it is."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": "signed_out"}, status=SIGNED_OUT)
    return JsonResponse({"csrf": get_token(request), "user": request.user.pk})


@never_cache
@require_POST
def here(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Say that this step is open; answers which colleagues have the draft open."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": "signed_out"}, status=SIGNED_OUT)
    draft = draft_or_404(request, pk)
    labels = {q.step.key: q.step.label for q in questions_on(clock.today())}
    others = keeping.be_here(draft.pk, request.user, labels.get(step, ""))
    told = [_("%(name)s: %(step)s") % {"name": c.name, "step": c.step} for c in others]
    return JsonResponse({"others": told})
