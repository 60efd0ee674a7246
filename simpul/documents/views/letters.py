"""Letters on the desk: the list, one letter, and what may be done with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from simpul.core.workflow import StepNotOpen
from simpul.documents import services
from simpul.documents.forms.letters import CopyForm, ExtendForm, NoteForm, SignForm
from simpul.documents.forms.registers import LetterFilterForm
from simpul.documents.hooks import DOCUMENT_PANELS
from simpul.documents.models import Document, State
from simpul.documents.queries import desk, letters_for
from simpul.documents.queries.checking import standing_of
from simpul.documents.queries.composing import compose
from simpul.documents.queries.history import happened
from simpul.documents.queries.letters import providers_offered
from simpul.documents.queries.missing import missing_of
from simpul.documents.services.rendering import make_files
from simpul.documents.workflow import LETTER
from simpul.organisations.views.answers import attempt, desk_page, kept, posted, sent, served

from .answers import table_file

PAGE = 25
FILES = {"pdf": "pdf", "docx": "docx", "signed": "signed_file"}
NOT_NOW = gettext_lazy("Somebody was faster, or it is too late. This is how it stands now.")

DONE = {
    "issue": gettext_lazy("The letter has its number: %(number)s."),
    "drop": gettext_lazy("The draft is discarded."),
    "extend": gettext_lazy("The last day is moved."),
    "revoke": gettext_lazy("The letter is revoked. Whoever checks it reads so."),
}


@desk_page
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """The letters one has part in."""
    theirs = desk.letters_on_desk(request.user)
    form = LetterFilterForm(request.GET, offices=desk.offices_in(theirs))
    found = desk.narrowed(theirs, form.chosen())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": desk.lines(page.object_list),
        "may_write": request.user.has_perm("documents.write_letters"),
        "narrowed": bool(form.chosen()),
    }
    return render(request, "documents/letters.html", context)


@desk_page
@require_safe
def export(request: HttpRequest, form: str) -> Any:
    """The list as it is narrowed, as a table."""
    theirs = desk.letters_on_desk(request.user)
    chosen = LetterFilterForm(request.GET, offices=desk.offices_in(theirs)).chosen()
    rows = desk.export_rows(desk.narrowed(theirs, chosen))
    return table_file(form, _("letters"), desk.export_header(), rows)


@desk_page
@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: what it says, what happened to it, and what may be done now."""
    return shown(request, letter_or_404(request, pk))


def letter_or_404(request: HttpRequest, pk: int) -> Document:
    """A letter the visitor may read; any other is not found."""
    return get_object_or_404(letters_for(request.user), pk=pk)


def shown(request: HttpRequest, found: Document, **forms: Any) -> HttpResponse:
    """The page of a letter, with the form of a step where it was not right."""
    person = request.user
    steps = [step.name for step in LETTER.open_steps(found, person)]
    context = {
        "document": found,
        "letter": found.frozen or compose(found),
        "standing": standing_of(found),
        "steps": steps,
        "signers": found.signers.select_related("party", "evidence", "person"),
        "copies": found.copies.select_related("file", "added_by"),
        "extensions": found.extensions.select_related("by"),
        "missing": missing_of(found) if found.is_draft else [],
        "may_change": person.has_perm("documents.change_document", found),
        "may_hand_in": person.has_perm("documents.hand_in_copy", found),
        "may_refuse": person.has_perm("documents.refuse_copy", found),
        "may_replace": "supersede" in steps
        and person.has_perm("documents.supersede_document", found),
        "mine": [
            one for one in found.signers.all() if person.has_perm("documents.sign_signer", one)
        ],
        "providers": providers_offered(),
        "events": happened(found),
        "panels": DOCUMENT_PANELS.for_object(request, found),
        "being_made": found.frozen is not None and found.pdf_id is None,
        "extend_form": ExtendForm(auto_id="extend_%s"),
        "revoke_form": NoteForm(auto_id="revoke_%s"),
        **forms,
    }
    return render(request, "documents/document.html", context)


# --- Steps -------------------------------------------------------------------------------------


@desk_page
@require_POST
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take one step of the workflow."""
    if step not in STEPS:
        raise Http404
    return STEPS[step](request, letter_or_404(request, pk))


def _issue(request: HttpRequest, found: Document) -> HttpResponse:
    def act() -> None:
        services.issue(found, by=request.user)

    answer = _done(request, found, "issue", act)
    if found.state != State.DRAFT:
        make_files(found.pk)
    return answer


def _drop(request: HttpRequest, found: Document) -> HttpResponse:
    return _done(request, found, "drop", lambda: services.drop(found, by=request.user))


def _extend(request: HttpRequest, found: Document) -> HttpResponse:
    form = ExtendForm(request.POST, auto_id="extend_%s")
    if not form.is_valid():
        return shown(request, found, extend_form=form)
    done = attempt(form, services.extend, found, by=request.user, **form.cleaned_data)
    if done is None:
        return shown(request, letter_or_404(request, found.pk), extend_form=form)
    return _said(request, found, "extend")


def _revoke(request: HttpRequest, found: Document) -> HttpResponse:
    form = NoteForm(request.POST, auto_id="revoke_%s")
    if not form.is_valid():
        return shown(request, found, revoke_form=form)
    done = attempt(form, services.revoke, found, by=request.user, note=form.cleaned_data["note"])
    if done is None:
        return shown(request, letter_or_404(request, found.pk), revoke_form=form)
    return _said(request, found, "revoke")


STEPS: dict[str, Callable[[HttpRequest, Document], HttpResponse]] = {
    "issue": _issue,
    "drop": _drop,
    "extend": _extend,
    "revoke": _revoke,
}


def _done(request: HttpRequest, found: Document, step: str, act: Callable[[], Any]) -> HttpResponse:
    """Take a step that asks for no words; what stands in its way is said on the page."""
    try:
        act()
    except StepNotOpen:
        messages.warning(request, str(NOT_NOW))
        return redirect(found)
    except ValidationError as error:
        for words in error.messages:
            messages.error(request, words)
        return redirect(found)
    return _said(request, found, step)


def _said(request: HttpRequest, found: Document, step: str) -> HttpResponse:
    messages.success(request, str(DONE[step]) % {"number": found.number})
    return redirect(found)


# --- Files and signatures ----------------------------------------------------------------------


@desk_page
@require_safe
def file(request: HttpRequest, pk: int, which: str) -> Any:
    """A file of a letter, for who may read it."""
    if which not in FILES:
        raise Http404
    return served(getattr(letter_or_404(request, pk), FILES[which]))


@desk_page
@require_safe
def copy_file(request: HttpRequest, pk: int, copy: int) -> Any:
    """One of the signed copies that were handed in."""
    found = letter_or_404(request, pk)
    return served(get_object_or_404(found.copies.select_related("file"), pk=copy).file)


@desk_page
@require_POST
def remake(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the files now, where the worker has not yet."""
    found = letter_or_404(request, pk)
    if found.frozen is None:
        raise Http404
    make_files(found.pk)
    return redirect(found)


@desk_page
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in a scan with signatures."""
    found = letter_or_404(request, pk)
    if not request.user.has_perm("documents.hand_in_copy", found):
        raise PermissionDenied
    form = CopyForm(*sent(request), document=found)
    if request.method == "POST" and form.is_valid() and _handed_in(request, found, form):
        messages.success(request, _signed_words(found))
        return redirect(found)
    return render(request, "documents/hand_in.html", {"document": found, "form": form})


def _handed_in(request: HttpRequest, found: Document, form: CopyForm) -> bool:
    scan = kept(form, "file", by=request.user)
    if scan is None:
        return False
    said = form.cleaned_data
    return None is not attempt(
        form,
        services.upload_signed,
        found,
        scan,
        by=request.user,
        signers=list(said["signers"]),
        signed_on=said["signed_on"],
    )


@desk_page
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign in one's own name through a provider."""
    found = letter_or_404(request, pk)
    mine = [
        one for one in found.signers.all() if request.user.has_perm("documents.sign_signer", one)
    ]
    if not mine or not providers_offered():
        raise Http404
    form = SignForm(posted(request), providers=providers_offered())
    if request.method == "POST" and form.is_valid():
        done = attempt(form, services.sign, found, mine[0], by=request.user, **form.cleaned_data)
        if done is not None:
            messages.success(request, _signed_words(found))
            return redirect(found)
    context = {"document": found, "form": form, "signer": mine[0], "providers": providers_offered()}
    return render(request, "documents/sign.html", context)


def _signed_words(found: Document) -> str:
    if found.state == State.IN_FORCE:
        return _("All have signed. The letter is in force.")
    return _("The signatures are recorded. The letter waits for the others.")


@desk_page
def refuse_copy(request: HttpRequest, pk: int, copy: int) -> HttpResponse:
    """Say that a scan is not what it should be."""
    found = letter_or_404(request, pk)
    held = get_object_or_404(found.copies.filter(refused_at=None), pk=copy)
    if not request.user.has_perm("documents.refuse_copy", found):
        raise PermissionDenied
    form = NoteForm(posted(request))
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form, services.refuse_copy, held, by=request.user, note=form.cleaned_data["note"]
        )
        if done is not None:
            messages.success(request, _("The copy is refused. Its signatures wait again."))
            return redirect(found)
    return render(request, "documents/refuse.html", {"document": found, "copy": held, "form": form})
