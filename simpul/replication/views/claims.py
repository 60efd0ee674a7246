"""Replications of the past: recorded on one short form, answered by the origin, read by all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from simpul.core.hooks import Panel
from simpul.innovations.models import Innovation
from simpul.organisations.models import Organisation
from simpul.replication.forms.claims import AdoptionForm, AnswerForm
from simpul.replication.models import Adoption
from simpul.replication.policies.cases import bodies_of
from simpul.replication.policies.claims import visible_adoptions
from simpul.replication.queries.claims import (
    AdoptionQuery,
    Counts,
    adoption_rows,
    adoptions_of,
    counts_of,
    my_adoptions,
    record_named,
    without_an_origin,
)
from simpul.replication.services import claims
from simpul.replication.views.cases.finding import kept
from simpul.replication.views.cases.papers import sent
from simpul.replication.workflow import ADOPTION, AdoptionState

PAGE = 25
UNKNOWN = gettext_lazy(
    "No public record is called exactly so. Copy its title or its address from the catalogue."
)
ACTS = {"confirm": claims.confirm, "contest": claims.contest, "take_back": claims.take_back}


@never_cache
@login_required
@require_safe
def adoptions(request: HttpRequest) -> HttpResponse:
    """Past replications one has a part in."""
    query = AdoptionQuery.of(request.GET)
    page = Paginator(my_adoptions(request.user, query), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "query": query, "states": AdoptionState.choices}
    return render(request, "replication/claims/list.html", context)


@never_cache
@login_required
@require_safe
def unnamed(request: HttpRequest) -> HttpResponse:
    """Records honoured as replications whose origin nobody has named yet."""
    page = Paginator(without_an_origin(request.user), PAGE).get_page(request.GET.get("page"))
    own = set(bodies_of(request.user).values_list("pk", flat=True))
    rows = [(record, record.owner_id in own) for record in page]
    return render(request, "replication/claims/unnamed.html", {"page": page, "rows": rows})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adoption_new(request: HttpRequest) -> HttpResponse:
    """Record a replication of the past."""
    bodies = Organisation.objects.filter(pk__in=bodies_of(request.user)).order_by("name")
    if not bodies.exists():
        return render(request, "replication/cases/no_institution.html", status=403)
    record = Innovation.objects.public().filter(public_id=request.GET.get("innovation", "")).first()
    copy = _copy(request, bodies)
    initial = {"origin": record.title} if record else {}
    if copy is not None:
        initial |= {"adopter": copy.owner_id, "local_name": copy.name, "since": copy.year}
    form = AdoptionForm(request.POST or None, request.FILES or None, bodies=bodies, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = _recorded(request, form, record, copy)
        if made is not None:
            messages.success(request, _("Recorded. The origin is asked whether it is so."))
            return redirect(made)
    context = {"form": form, "record": record, "copy": copy}
    return render(request, "replication/claims/new.html", context)


def _copy(request: HttpRequest, bodies) -> Innovation | None:
    """The record of one's own institution that came of it, where the address names one."""
    named = request.GET.get("result", "")
    return Innovation.objects.public().filter(public_id=named, owner__in=bodies).first()


def _recorded(request: HttpRequest, form: AdoptionForm, record, copy) -> Adoption | None:
    said = dict(form.cleaned_data)
    named = said.pop("origin")
    origin = record if record and named == record.title else record_named(named)
    if origin is None:
        form.add_error("origin", UNKNOWN)
        return None
    try:
        file = kept(request, said.pop("evidence"))
        return claims.record_adoption(
            origin, said.pop("adopter"), by=request.user, evidence=file, result=copy, **said
        )
    except ValidationError as refused:
        named_fields = getattr(refused, "error_dict", {})
        fits = named_fields and set(named_fields) <= set(form.fields)
        form.add_error(None, refused if fits else ValidationError(refused.messages))
        return None


def adoption_or_404(request: HttpRequest, pk: int) -> Adoption:
    return get_object_or_404(adoption_rows().filter(visible_adoptions(request.user)), pk=pk)


@require_safe
def adoption(request: HttpRequest, pk: int) -> HttpResponse:
    """One replication of the past with who says so, and what the origin says."""
    found = adoption_or_404(request, pk)
    answers = request.user.is_authenticated and bool(ADOPTION.open_steps(found, request.user))
    context = {"adoption": found, "answers": answers}
    return render(request, "replication/claims/one.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What the origin says about it, or whoever recorded it."""
    found = adoption_or_404(request, pk)
    steps = ADOPTION.open_steps(found, request.user)
    if not steps:
        raise Http404
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = request.POST.get("act", "")
        if act not in {step.name for step in steps}:
            raise PermissionDenied
        try:
            ACTS[act](found, by=request.user, note=form.cleaned_data["note"])
        except ValidationError as refused:
            form.add_error("note", refused.messages)
        else:
            messages.success(request, _("Kept. Readers see it so from now on."))
            return redirect(found)
    context = {"adoption": found, "form": form, "steps": steps}
    return render(request, "replication/claims/answer.html", context)


@require_safe
def evidence(request: HttpRequest, pk: int) -> FileResponse:
    """The file that shows it, for those who have a part in it."""
    found = adoption_or_404(request, pk)
    user = request.user
    theirs = user.has_perm("replication.take_back_adoption", found) or user.has_perm(
        "replication.confirm_adoption", found
    )
    if found.evidence is None or not theirs:
        raise Http404
    return sent(found.evidence)


def of_record(request: HttpRequest, record: Innovation) -> Panel | None:
    """Past replications of a record: each kind of word counted apart, and the way to add one."""
    if not record.is_public:
        return None
    counts = counts_of(record)
    rows = list(adoptions_of(record)[:10]) if counts != Counts() else []
    context = {"record": record, "counts": counts, "rows": rows}
    html = render_to_string("replication/claims/_panel.html", context, request=request)
    return Panel("past-replications", _("Replicated elsewhere"), html)
