"""Writing a letter at the desk: begin, write, look at it as it will be printed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from simpul.core import limits
from simpul.core.limits import LimitReached
from simpul.documents import services
from simpul.documents.forms.letters import (
    LetterForm,
    NewLetterForm,
    PartySet,
    SignerSet,
    initial_parties,
    initial_signers,
)
from simpul.documents.forms.parts import opening_content
from simpul.documents.models import Document
from simpul.documents.queries import desk
from simpul.documents.queries.composing import compose
from simpul.documents.queries.letters import office_of
from simpul.documents.services.drafting import PartyIn, SignerIn
from simpul.documents.services.rendering import pdf_of
from simpul.documents.workflow import LETTER
from simpul.organisations.views.answers import attempt, desk_page, posted

from .letters import letter_or_404


@desk_page
def new(request: HttpRequest) -> HttpResponse:
    """Choose office, kind and title; the words of the kind stand there to begin with."""
    if not request.user.has_perm("documents.write_letters"):
        raise PermissionDenied
    form = NewLetterForm(
        posted(request),
        offices=desk.offices_to_choose(request.user),
        kinds=desk.kinds_to_write(),
        initial={"language": "id", "kind": request.GET.get("kind", "")},
    )
    if request.method == "POST" and form.is_valid():
        found = attempt(form, _begin, request, **form.cleaned_data)
        if found is not None:
            messages.success(request, _("The draft is begun. Write its parts."))
            return redirect("documents:edit", found.pk)
    return render(request, "documents/new.html", {"form": form})


def _begin(request: HttpRequest, *, office: str, kind, title: str, language: str) -> Document:
    scope = desk.office_with(office)
    if scope is None:
        raise ValidationError({"office": _("Choose an office.")})
    fields = list(kind.fields.all())
    parties, signers = _usual(request.user, kind, scope)
    return services.draft(
        kind,
        title=title,
        content=opening_content(fields, language),
        scope=scope,
        by=request.user,
        language=language,
        parties=parties,
        signers=signers,
    )


def _usual(user, kind, scope) -> tuple[list[PartyIn], list[SignerIn]]:
    """The office itself is the first party of what parties sign."""
    if not kind.has_parties:
        return [], []
    body = scope if scope._meta.label == "organisations.Organisation" else None
    return [PartyIn(organisation=body, name=str(scope))], []


@desk_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The drafting page: nothing typed is lost, whatever is wrong with it."""
    found = letter_or_404(request, pk)
    if not request.user.has_perm("documents.change_document", found):
        raise PermissionDenied
    forms = _forms(request, found)
    if request.method == "POST" and _saved(request, found, **forms):
        if "more" in request.POST:
            return redirect("documents:edit", found.pk)
        messages.success(request, _("The draft is saved."))
        return redirect(found)
    return render(request, "documents/edit.html", {"document": found, **forms})


def _forms(request: HttpRequest, found: Document) -> dict[str, Any]:
    data = posted(request)
    return {
        "form": LetterForm(data, document=found),
        "parties": PartySet(data, prefix="party", initial=initial_parties(found)),
        "signers": SignerSet(data, prefix="signer", initial=initial_signers(found)),
    }


def _saved(request: HttpRequest, found: Document, *, form, parties, signers) -> bool:
    if not all([form.is_valid(), parties.is_valid(), signers.is_valid()]):
        return False
    named = parties.parties()
    try:
        who = signers.signers(len(named))
    except ValidationError:
        return False
    changes = {**form.changes(), "parties": named, "signers": who}
    return attempt(form, services.revise, found, by=request.user, **changes) is not None


@desk_page
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the letter that is to take the place of another, with its words."""
    old = letter_or_404(request, pk)
    if request.method != "POST":
        return redirect(old)
    if "supersede" not in {step.name for step in LETTER.open_steps(old, request.user)}:
        raise PermissionDenied
    parties = {party.pk: place for place, party in enumerate(old.parties.all())}
    found = services.draft(
        old.kind,
        title=old.title,
        content=old.content,
        scope=office_of(old),
        by=request.user,
        subject=old.subject,
        language=old.language,
        is_public=old.is_public,
        supersedes=old,
        parties=[
            PartyIn(party.organisation, party.role, party.name)
            for party in old.parties.select_related("organisation")
        ],
        signers=[
            SignerIn(signer.name, signer.person, parties.get(signer.party_id or 0), signer.office)
            for signer in old.signers.select_related("person")
        ],
    )
    messages.success(request, _("A draft is begun that takes its place once it is in force."))
    return redirect("documents:edit", found.pk)


@desk_page
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as it would be printed now, marked as a draft on every page."""
    found = letter_or_404(request, pk)
    if found.frozen is not None:
        return redirect(found)
    try:
        limits.spend("letter_preview", f"user:{request.user.pk}")
    except LimitReached:
        messages.warning(request, _("That was often enough for now. Look again in an hour."))
        return redirect(found)
    with translation.override(found.language):
        mark = translation.pgettext("letter", "DRAFT")
    pdf = pdf_of({**compose(found), "mark": mark})
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="draft-{found.pk}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
