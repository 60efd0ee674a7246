"""My innovations, where to begin, how far a draft is, and the sheet to take along."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from simpul.core import clock, exports
from simpul.core.workflow import StepNotOpen
from simpul.innovations.forms.writing import MailForm, PaperForm, SheetForm, StartForm
from simpul.innovations.hooks import DRAFT_PANELS, DRAFT_SOURCES, DraftSource
from simpul.innovations.models import Draft, DraftKind, DraftState, Innovation
from simpul.innovations.queries import mine as listing
from simpul.innovations.queries.beginning import bodies_for, claimants, may_revise, what_happened
from simpul.innovations.queries.detail import record_at
from simpul.innovations.queries.preview import preview_of
from simpul.innovations.queries.rules import questions_on
from simpul.innovations.queries.similar import similar_to_title
from simpul.innovations.queries.url_state import whole
from simpul.innovations.queries.writing import form_of, outcome_boxes, prefilled
from simpul.innovations.services import submission
from simpul.innovations.services.draft_sources import begin_from
from simpul.innovations.services.drafting import AlreadyOpen, open_draft
from simpul.innovations.services.drafting.opening import kind_for
from simpul.innovations.views.writing import draft_or_404, in_my_zone
from simpul.innovations.workflow import VERIFICATION

# The steps authors take themselves, and who answers each.
TAKEN = {
    "submit": submission.submit,
    "ask_sign_off": submission.ask_sign_off,
    "recall": submission.recall,
    "drop": submission.drop,
}


# What the sign of each state looks like.
TONES: dict[str, str] = {
    DraftState.WRITING: "info",
    DraftState.RETURNED: "info",
    DraftState.AWAITING_SIGN_OFF: "wait",
    DraftState.SUBMITTED: "wait",
    DraftState.IN_VERIFICATION: "wait",
    DraftState.ACCEPTED: "ok",
    DraftState.REFUSED: "stop",
    DraftState.DROPPED: "stop",
}


# --- My innovations ----------------------------------------------------------------------------


@never_cache
@login_required
@require_safe
@in_my_zone
def mine(request: HttpRequest) -> HttpResponse:
    """Everything I write or answer for, with how far it is."""
    query = listing.MineQuery.from_address(request.GET.dict())
    pages = Paginator(listing.my_drafts(query, request.user), listing.PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "query": query,
        "page": page,
        "rows": [(draft, listing.title_of(draft)) for draft in page],
        "states": Draft._meta.get_field("state").flatchoices,
        "sorts": listing.SORTS.items(),
        "bodies": listing.my_bodies(request.user),
        "all": listing.written_by(request.user).count(),
    }
    return render(request, "innovations/writing/mine.html", context)


@never_cache
@login_required
@require_safe
def mine_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same list as a file, row for row."""
    if kind not in {"csv", "xlsx"}:
        raise Http404
    query = listing.MineQuery.from_address(request.GET.dict())
    rows = listing.table(listing.my_drafts(query, request.user))
    name = f"inovasi-saya-{clock.today().isoformat()}.{kind}"
    if kind == "xlsx":
        return FileResponse(
            exports.xlsx_file(listing.header(), rows), as_attachment=True, filename=name
        )
    response = StreamingHttpResponse(
        exports.csv_stream(listing.header(), rows), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


# --- Beginning ---------------------------------------------------------------------------------


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Begin a record: by its name, from one that resembles it, or from a row of a file."""
    bodies = bodies_for(request.user)
    model = _model_record(request)
    form = StartForm(
        request.POST or None, bodies=bodies, initial={"title": model.title if model else ""}
    )
    similar: list = []
    if request.method == "POST" and form.is_valid():
        similar = similar_to_title(
            form.cleaned_data["title"],
            user=request.user,
            owner=form.cleaned_data["organisation"],
        )
        if not similar or "distinct" in request.POST:
            return _begin(request, form, prefilled(model) if model else {})
    context = {
        "form": form,
        "similar": similar,
        "bodies": bodies,
        "model": model,
        "sources": _sources(),
    }
    return render(request, "innovations/writing/start.html", context)


def _sources(sent: SheetForm | None = None) -> list[tuple[DraftSource, SheetForm]]:
    """Every file one may begin from, with its form: the one that was sent, else an empty one."""
    return [
        (source, sent if sent and sent.prefix == source.key else SheetForm(prefix=source.key))
        for source in DRAFT_SOURCES
    ]


def _begin(request: HttpRequest, form: StartForm, values: dict[str, Any]) -> HttpResponse:
    said = form.cleaned_data
    draft = open_draft(
        kind=DraftKind.NEW,
        organisation=said["organisation"],
        entered_for=said["entered_for"],
        values={**values, "title": said["title"]},
        by=request.user,
    )
    return _to_first_step(draft)


def _to_first_step(draft: Draft) -> HttpResponse:
    first = questions_on(clock.today())[0].step.key
    return redirect("innovations:draft_step", pk=draft.pk, step=first)


def _model_record(request: HttpRequest) -> Innovation | None:
    slug = request.GET.get("like") or request.POST.get("like") or ""
    record = record_at(slug) if slug else None
    return record if record is not None and record.is_public else None


@never_cache
@login_required
@require_POST
def start_from_file(request: HttpRequest, source: str) -> HttpResponse:
    """Begin from what an institution has already; faults are said on the same page."""
    found = next((each for each in DRAFT_SOURCES if each.key == source), None)
    if found is None:
        raise Http404
    bodies = bodies_for(request.user)
    form = StartForm(request.POST, bodies=bodies)
    sheet = SheetForm(request.POST, request.FILES, prefix=source)
    form.fields["title"].required = False
    if form.is_valid() and sheet.is_valid():
        try:
            draft, told = begin_from(
                found,
                sheet.cleaned_data["sheet"].read(),
                sheet.cleaned_data["row"],
                **form.cleaned_data,
                by=request.user,
            )
            if told:
                messages.warning(request, told)
                return redirect(draft)
            return _to_first_step(draft)
        except ValidationError as error:
            sheet.add_error("sheet", error)
    context = {"form": form, "bodies": bodies, "sources": _sources(sheet)}
    return render(request, "innovations/writing/start.html", context, status=422)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: HttpRequest, slug: str) -> HttpResponse:
    """Write about a record that exists: take over what is listed, or change what is verified."""
    record = record_at(slug)
    if record is None or not request.user.has_perm("innovations.view_innovation", record):
        raise Http404
    allowed, bodies = may_revise(record, request.user), claimants(record, request.user)
    if request.method == "POST":
        chosen = whole(request.POST.get("organisation"))
        body = next((each for each in bodies if each.pk == chosen), None)
        try:
            draft = open_draft(
                kind=kind_for(record), innovation=record, organisation=body, by=request.user
            )
        except AlreadyOpen as open_already:
            return redirect(open_already.draft)
        return _to_first_step(draft)
    context = {
        "innovation": record,
        "allowed": allowed,
        "bodies": bodies,
        "open": record.drafts.open().first(),
    }
    return render(request, "innovations/writing/revise.html", context)


@never_cache
@login_required
@require_safe
def similar(request: HttpRequest) -> HttpResponse:
    """Records that may be the one whose name is being typed."""
    owner = bodies_for(request.user).filter(pk=whole(request.GET.get("owner"))).first()
    without = request.GET.get("without")
    found = similar_to_title(
        request.GET.get("title", "")[:300],
        user=request.user,
        owner=owner,
        without=whole(without),
    )
    return JsonResponse(
        {
            "similar": [
                {
                    "title": each.innovation.title,
                    "url": each.innovation.get_absolute_url(),
                    "owner": each.innovation.owner.short_name if each.innovation.owner else "",
                    "reason": each.reason,
                }
                for each in found
            ]
        }
    )


# --- One draft ---------------------------------------------------------------------------------


@never_cache
@login_required
@require_safe
@in_my_zone
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a draft is, what still blocks it, who writes it, and what happened."""
    return _overview(request, draft_or_404(request, pk))


def _overview(request: HttpRequest, draft: Draft, status: int = 200) -> HttpResponse:
    user = request.user
    form = form_of(draft, user=user)
    context = {
        "draft": draft,
        "form": form,
        "writes": user.has_perm("innovations.change_draft", draft),
        "steps": [s for s in VERIFICATION.open_steps(draft, user) if s.name in TAKEN],
        "people": draft.co_authors.filter(ended_at=None).select_related("person"),
        "confirmations": draft.confirmations.all(),
        "mail": MailForm(),
        "paper": PaperForm(),
        "similar": similar_to_title(
            form.title,
            user=user,
            owner=draft.organisation,
            without=draft.innovation_id,
        ),
        "happened": what_happened(draft),
        "panels": DRAFT_PANELS.for_object(request, draft),
        "tone": TONES[draft.state],
    }
    return render(request, "innovations/writing/overview.html", context, status=status)


@never_cache
@login_required
@require_POST
def take(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One of the steps authors take: submit, ask for a signature, take back, drop."""
    draft = draft_or_404(request, pk)
    if step not in TAKEN:
        raise Http404
    try:
        TAKEN[step](draft, by=request.user, note=request.POST.get("note", ""))
    except submission.Blocked:
        messages.error(request, _("It cannot be submitted yet. The list says what still blocks."))
        return redirect(f"{draft.get_absolute_url()}#blocks")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except StepNotOpen:
        messages.error(request, _("Somebody else was first. This is how it stands now."))
    else:
        messages.success(request, _done(step))
    return redirect(draft)


def _done(step: str) -> str:
    return {
        "submit": _("Submitted. You hear from the hub on your desk and by mail."),
        "ask_sign_off": _("Sent to the head of the institution for signing."),
        "recall": _("Taken back. You can go on writing."),
        "drop": _("Dropped. What was written stays readable for its authors."),
    }[step]


@never_cache
@login_required
@require_safe
@in_my_zone
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The record's page as readers will see it."""
    draft = draft_or_404(request, pk)
    sight = preview_of(draft)
    context = {
        "draft": draft,
        "sight": sight,
        "page": sight.page,
        "innovation": sight.innovation,
        "outcomes": [outcome_boxes(row) for row in form_of(draft).value("outcomes") or ()],
        "evidence": draft.innovation.evidence.kept().filter(is_public=True),
    }
    return render(request, "innovations/writing/preview.html", context)


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Every question on paper, to take along to a unit."""
    asked = questions_on(clock.today())
    return render(request, "innovations/writing/sheet.html", {"questions": asked})
