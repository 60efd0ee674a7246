"""Reporting a problem with a record or a message, with an account or without one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from simpul.accounts.views import block_of
from simpul.forum.forms import ReportForm, VisitorsReportForm
from simpul.forum.queries.talk import record_of
from simpul.forum.services import moderation as services
from simpul.forum.views.doors import (
    attempt,
    form_methods,
    form_page,
    message_or_404,
    record_or_404,
)


@form_methods
@never_cache
def record(request: HttpRequest, slug: str) -> HttpResponse:
    found = record_or_404(request, slug)
    return _report(request, found, record=found, title=_("Report a problem with this record"))


@form_methods
@never_cache
def message(request: HttpRequest, pk: int) -> HttpResponse:
    found = message_or_404(pk)
    about = record_of(found)
    return _report(
        request,
        found,
        record=about,
        title=_("Report a message"),
        reported=found,
        back=reverse("forum:questions", args=[about.slug]),
    )


@require_safe
def complaint(request: HttpRequest) -> HttpResponse:
    """Complaints about a service are not ours: the way to the place that answers them."""
    return render(request, "forum/complaint.html")


def _report(request: HttpRequest, subject, *, record, title: str, **context) -> HttpResponse:
    person = request.user if request.user.is_authenticated else None
    form_class = ReportForm if person else VisitorsReportForm
    form = form_class(request.POST or None)
    done = attempt(
        request,
        form,
        lambda: services.report(
            subject,
            reason=form.cleaned_data["reason"],
            details=form.cleaned_data["details"],
            by=person,
            address=block_of(request),
        ),
    )
    if done:
        messages.success(request, _thanks(person))
        return redirect(context.get("back") or record)
    lead = _("Those who look after this record decide about it within a few days.")
    return form_page(
        request,
        form,
        record=record,
        title=title,
        lead=lead,
        send=_("Send the report"),
        complaint=True,
        **context,
    )


def _thanks(person) -> str:
    if person is None:
        return _("Thank you. Your report is sent to those who decide about it.")
    return _("Thank you. You are told what was decided.")
