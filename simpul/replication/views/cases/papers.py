"""Letters, files and the report back of a case."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from simpul.core import clock, files
from simpul.core.models import File
from simpul.documents.services import SignerIn
from simpul.replication.forms.cases import (
    AgreementForm,
    CommitmentForm,
    ObligationFormSet,
    PaperForm,
    ReportForm,
)
from simpul.replication.models import BackReport, Case, CaseDocument
from simpul.replication.queries.cases import terms
from simpul.replication.queries.cases.signers import head_of
from simpul.replication.services import cases
from simpul.replication.services.cases.agreeing import Owed
from simpul.replication.services.cases.package import pack
from simpul.replication.views.cases.finding import done, kept, on_desk

LASTS = 730


@on_desk
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: HttpRequest, case: Case) -> HttpResponse:
    """What both sides owe, who signs and until when; the letter is drafted from it."""
    if not request.user.has_perm("replication.change_case", case):
        raise PermissionDenied
    form = AgreementForm(request.POST or None, initial=_beginning(case))
    owed = ObligationFormSet(request.POST or None, initial=_owed(case), prefix="owed")

    def draft() -> None:
        _draft_agreement(request, case, form.cleaned_data, owed)

    both = request.method == "POST" and all([form.is_valid(), owed.is_valid()])
    words = _("Drafted. Read it, then give it its number.")
    if both and done(request, form, draft, words):
        return redirect(case.desk_url)
    may_issue = request.user.has_perm("documents.draft_document", case.adopter.institution)
    context = {"case": case, "form": form, "owed": owed, "may_issue": may_issue}
    return render(request, "replication/cases/agreement.html", context)


def _draft_agreement(request: HttpRequest, case: Case, said: dict, owed) -> None:
    rows = [
        Owed(row["side"], row["text"], row["due_on"])
        for row in (form.cleaned_data for form in owed)
        if row.get("text")
    ]
    cases.set_obligations(case, rows, by=request.user)
    cases.draft_agreement(
        case,
        for_origin=SignerIn(name=said["origin_name"], office=said["origin_office"], party=0),
        for_adopter=SignerIn(name=said["adopter_name"], office=said["adopter_office"], party=1),
        valid_from=said["valid_from"],
        valid_to=said["valid_to"],
        by=request.user,
    )


def _beginning(case: Case) -> dict:
    today = clock.today()
    lasts = terms.days_of(terms.AGREEMENT_LASTS, LASTS) or LASTS
    origin = head_of(case.origin_organisation)
    adopter = head_of(case.adopter)
    return {
        "origin_name": origin.name,
        "origin_office": origin.office,
        "adopter_name": adopter.name,
        "adopter_office": adopter.office,
        "valid_from": today,
        "valid_to": today + timedelta(days=lasts),
    }


def _owed(case: Case) -> list[dict[str, Any]]:
    rows = case.obligations.values_list("side", "text", "due_on")
    return [{"side": side, "text": text, "due_on": due_on} for side, text, due_on in rows]


@on_desk
@require_http_methods(["GET", "HEAD", "POST"])
def commitment(request: HttpRequest, case: Case) -> HttpResponse:
    """Draft the commitment of the adopter to carry it on."""
    if not request.user.has_perm("replication.commit_case", case):
        raise PermissionDenied
    adopter = head_of(case.adopter)
    form = CommitmentForm(
        request.POST or None, initial={"name": adopter.name, "office": adopter.office}
    )

    def draft() -> None:
        signer = SignerIn(name=form.cleaned_data["name"], office=form.cleaned_data["office"])
        cases.draft_commitment(case, signer=signer, by=request.user)

    if done(request, form, draft, _("Drafted. Read it, then give it its number.")):
        return redirect(case.desk_url)
    return render(request, "replication/cases/commitment.html", {"case": case, "form": form})


@on_desk
@require_POST
def certify(request: HttpRequest, case: Case) -> HttpResponse:
    """Issue the certificate of a completed case."""
    letter = cases.certify(case, by=request.user)
    messages.success(request, _("Certificate %(number)s is issued.") % {"number": letter.number})
    return redirect(case.desk_url)


@on_desk
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, case: Case) -> HttpResponse:
    """The report back that closes a case and makes its record."""
    if not request.user.has_perm("replication.report_back_case", case) or case.state != "reporting":
        return redirect(case.desk_url)
    form = ReportForm(request.POST or None)

    def tell() -> None:
        cases.report_back(case, by=request.user, **form.cleaned_data)

    words = _("Thank you. The case is closed, and its record stands in the catalogue.")
    if done(request, form, tell, words):
        return redirect(case.desk_url)
    context = {"case": case, "form": form, "measures": case.measures.prefetch_related("results")}
    return render(request, "replication/cases/report.html", context)


@on_desk
@require_http_methods(["GET", "HEAD", "POST"])
def later_report(request: HttpRequest, case: Case, months: int) -> HttpResponse:
    """What became of it some months after."""
    found = get_object_or_404(BackReport, case=case, months=months)
    may = request.user.has_perm("replication.answer_back_report", case)
    if not may or months == 0 or found.answered_at is not None:
        return redirect(case.desk_url)
    form = ReportForm(request.POST or None, lessons_needed=False)

    def tell() -> None:
        cases.answer_later_report(found, by=request.user, **form.cleaned_data)

    if done(request, form, tell, _("Thank you. It counts in what the network knows.")):
        return redirect(case.desk_url)
    context = {"case": case, "form": form, "later": found, "measures": []}
    return render(request, "replication/cases/report.html", context)


# --- Files -------------------------------------------------------------------------------------


@on_desk
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, case: Case) -> HttpResponse:
    """Add a file to a case."""
    if not request.user.has_perm("replication.share_case", case):
        raise PermissionDenied
    form = PaperForm(request.POST or None, request.FILES or None)

    def add() -> None:
        said = form.cleaned_data
        file = kept(request, said["file"])
        if file is not None:
            cases.add_paper(
                case, file, title=said["title"], is_public=said["is_public"], by=request.user
            )

    if done(request, form, add, _("Added.")):
        return redirect(case.desk_url)
    return render(request, "replication/cases/papers.html", {"case": case, "form": form})


@on_desk
@require_POST
def paper_remove(request: HttpRequest, case: Case, pk: int) -> HttpResponse:
    """Take a file out of a case."""
    cases.remove_paper(get_object_or_404(CaseDocument, pk=pk, case=case), by=request.user)
    messages.success(request, _("Taken out."))
    return redirect(case.desk_url)


@on_desk
@require_safe
def file(request: HttpRequest, case: Case, token: str) -> FileResponse:
    """A file that belongs to a case, for those who have a part in it."""
    kept_file = get_object_or_404(File.objects.filter(pk__in=_files_of(case)), token=token)
    return sent(kept_file)


def sent(kept_file: File) -> FileResponse:
    """A file, never shown inside a page."""
    response = FileResponse(files.open_file(kept_file), content_type=kept_file.media_type)
    name = content_disposition_header(as_attachment=True, filename=kept_file.name)
    response.headers["Content-Disposition"] = name or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _files_of(case: Case) -> list[int]:
    """The keys of every file of a case: papers, sessions, obligations, results."""
    found: list[int | None] = []
    for rows in (case.papers, case.sessions, case.obligations):
        found += rows.exclude(file=None).values_list("file", flat=True)
    found += case.measures.exclude(results__file=None).values_list("results__file", flat=True)
    return [pk for pk in found if pk is not None]


@require_safe
def public_file(request: HttpRequest, number: str, token: str) -> FileResponse:
    """A file of a case that everybody may open."""
    paper = CaseDocument.objects.filter(
        case__number=number, case__public_since__isnull=False, file__token=token, is_public=True
    ).first()
    if paper is None or paper.file is None:
        raise Http404
    return sent(paper.file)


@on_desk
@require_safe
def package(request: HttpRequest, case: Case) -> FileResponse:
    """What the origin gives along, as one file."""
    whole = pack(case, by=request.user)
    name = f"{case.number}.zip"
    response = FileResponse(
        whole, as_attachment=True, filename=name, content_type="application/zip"
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


# --- Talk --------------------------------------------------------------------------------------


@on_desk
@require_POST
def talk(request: HttpRequest, case: Case) -> HttpResponse:
    """Say something to the other sides."""
    cases.talk(case, request.POST.get("body", ""), by=request.user)
    messages.success(request, _("Said. The other sides are told."))
    return redirect(f"{case.desk_url}#talk")
