"""Asking about a need or an idea, answering, and reporting what should not stand there."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from simpul.core.models import Message
from simpul.needs import services
from simpul.needs.forms import ReportForm, WordsForm
from simpul.needs.models import Idea, Need
from simpul.needs.queries.talk import message_at
from simpul.needs.views.doors import allowed_or_404, form_page, idea_or_404, need_or_404
from simpul.organisations.views import attempt, desk_page, posted

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
@desk_page
def ask_need(request: HttpRequest, slug: str) -> HttpResponse:
    need = need_or_404(request, slug)
    return _ask(request, need, _("Ask about this need"))


@form_methods
@desk_page
def ask_idea(request: HttpRequest, slug: str) -> HttpResponse:
    idea = idea_or_404(request, slug)
    allowed_or_404(request, "needs.ask_idea", idea)
    return _ask(request, idea, _("Ask about this idea"))


@form_methods
@desk_page
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer words about a need or an idea."""
    message, subject = _message_or_404(request, pk)
    if not message.is_shown:
        raise Http404
    return _ask(request, subject, _("Answer"), reply_to=message)


@form_methods
@desk_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change or take back one's own words."""
    message, subject = _message_or_404(request, pk)
    allowed_or_404(request, "core.change_message", message)
    if request.method == "POST" and "take_back" in request.POST:
        services.take_back_message(message, by=request.user)
        messages.success(request, _("Your words are taken back. Nobody reads them any more."))
        return redirect(subject)
    form = WordsForm(posted(request), initial={"body": message.body})
    if form.is_valid() and attempt(
        form, services.edit_message, message, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("Your words are changed, and say that they were."))
        return redirect(f"{subject.get_absolute_url()}#p{message.pk}")
    return form_page(
        request,
        form,
        about=subject,
        title=_("Change your words"),
        send=_("Keep the change"),
        second=("take_back", _("Take them back")),
    )


@form_methods
@desk_page
def report_need(request: HttpRequest, slug: str) -> HttpResponse:
    need = need_or_404(request, slug)
    return _report(request, need, need, _("Report this need"))


@form_methods
@desk_page
def report_idea(request: HttpRequest, slug: str) -> HttpResponse:
    idea = idea_or_404(request, slug)
    return _report(request, idea, idea, _("Report this idea"))


@form_methods
@desk_page
def report_message(request: HttpRequest, pk: int) -> HttpResponse:
    message, subject = _message_or_404(request, pk)
    return _report(request, message, subject, _("Report these words"), reported=message)


def _ask(
    request: HttpRequest, subject: Need | Idea, title: str, reply_to: Message | None = None
) -> HttpResponse:
    form = WordsForm(posted(request))
    if form.is_valid():
        said = attempt(
            form,
            services.ask,
            subject,
            by=request.user,
            body=form.cleaned_data["body"],
            reply_to=reply_to,
        )
        if said:
            messages.success(request, _("Your words stand on the page now."))
            return redirect(f"{subject.get_absolute_url()}#p{said.pk}")
    return form_page(request, form, about=subject, title=title, send=_("Send"), reported=reply_to)


def _report(
    request: HttpRequest,
    thing: Need | Idea | Message,
    subject: Need | Idea,
    title: str,
    reported: Message | None = None,
) -> HttpResponse:
    form = ReportForm(posted(request))
    if form.is_valid() and attempt(
        form, services.report, thing, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("Thank you. You are told what was decided."))
        return redirect(subject)
    return form_page(
        request,
        form,
        about=subject,
        title=title,
        lead=_("Those who look after it decide about it within a few days."),
        send=_("Send the report"),
        reported=reported,
    )


def _message_or_404(request: HttpRequest, pk: int) -> tuple[Message, Need | Idea]:
    found = message_at(pk, request.user)
    if found is None:
        raise Http404
    return found
