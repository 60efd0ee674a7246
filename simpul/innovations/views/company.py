"""Writing together: invitations, and a unit's word on what a bureau wrote in its name."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from simpul.core import clock, files
from simpul.core.limits import LimitReached
from simpul.innovations.forms.writing import ConfirmForm, MailForm, PaperForm
from simpul.innovations.models import CoAuthor, Confirmation, Draft
from simpul.innovations.queries.rules import values_digest
from simpul.innovations.queries.writing import form_of
from simpul.innovations.services.drafting import (
    accept_invitation,
    ask_confirmation,
    confirm,
    confirm_on_paper,
    end_co_authorship,
    invite,
)
from simpul.innovations.views.writing import draft_or_404


@never_cache
@login_required
@require_POST
def ask_along(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite somebody by mail to write along."""
    return _mailed(request, pk, invite, _("An invitation went to %(email)s."), anchor="people")


@never_cache
@login_required
@require_POST
def end_along(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back, or end writing along."""
    invited = get_object_or_404(CoAuthor.objects.select_related("draft"), pk=pk)
    draft = draft_or_404(request, invited.draft_id)
    end_co_authorship(invited, by=request.user)
    messages.success(request, _("Ended. What was written stays."))
    if invited.person_id == request.user.pk:
        return redirect("innovations:drafts")
    return redirect(f"{draft.get_absolute_url()}#people")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What an invited person reads first; only the button accepts."""
    invited = get_object_or_404(
        CoAuthor.objects.select_related("draft__innovation", "invited_by"), token=token
    )
    is_open = invited.is_open(clock.now())
    if request.method == "POST" and is_open and request.user.is_authenticated:
        accept_invitation(invited, by=request.user)
        return redirect(invited.draft)
    if invited.person_id and invited.person_id == request.user.pk and invited.ended_at is None:
        return redirect(invited.draft)
    context = {
        "invited": invited,
        "draft": invited.draft,
        "is_open": is_open,
        "sign_in": redirect_to_login(request.path).url,
    }
    return render(request, "innovations/writing/invitation.html", context)


@never_cache
@login_required
@require_POST
def ask_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the unit by mail to confirm what was written in its name."""
    done = _("A link to confirm went to %(email)s.")
    return _mailed(request, pk, ask_confirmation, done, anchor="unit")


@never_cache
@login_required
@require_POST
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the unit's signed statement, scanned."""
    draft = draft_or_404(request, pk)
    form = PaperForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose the scanned statement and write who signed it."))
        return redirect(f"{draft.get_absolute_url()}#unit")

    def keep() -> None:
        sent = form.cleaned_data["statement"]
        statement = files.keep(sent.name or "", sent, by=request.user)
        confirm_on_paper(draft, statement, name=form.cleaned_data["name"], by=request.user)

    return _answered(request, draft, keep, _("The signed statement is kept."), anchor="unit")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """What the unit reads, whole, with one button; opening the link changes nothing."""
    asked = get_object_or_404(
        Confirmation.objects.by_link(clock.now()).select_related(
            "draft__innovation", "draft__organisation"
        ),
        token=token,
    )
    form = ConfirmForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            confirm(asked, name=form.cleaned_data["name"], digest=request.POST.get("digest", ""))
        except ValidationError as error:
            form.add_error(None, error)
            status = 409
    written = form_of(asked.draft)
    context = {
        "asked": asked,
        "draft": asked.draft,
        "written": written,
        "answers": written.answers,
        "digest": values_digest(asked.draft),
        "form": form,
    }
    response = render(request, "innovations/writing/confirmation.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _mailed(request: HttpRequest, pk: int, verb, done: str, *, anchor: str) -> HttpResponse:
    """Have ``verb`` write to the address that was typed, and say how it went."""
    draft = draft_or_404(request, pk)
    form = MailForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the whole e-mail address, as name@office.go.id."))
        return redirect(f"{draft.get_absolute_url()}#{anchor}")
    email = form.cleaned_data["email"]
    return _answered(
        request,
        draft,
        lambda: verb(draft, email, by=request.user),
        done % {"email": email},
        anchor=anchor,
    )


def _answered(request: HttpRequest, draft: Draft, act, done: str, *, anchor: str) -> HttpResponse:
    """Do ``act`` and say how it went, on the page of the draft."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except LimitReached as error:
        minutes = error.seconds // 60 + 1
        messages.error(
            request,
            _("That was often enough for now. Try again in %(minutes)d minutes.")
            % {"minutes": minutes},
        )
    else:
        messages.success(request, done)
    return redirect(f"{draft.get_absolute_url()}#{anchor}")
