"""What was reported: the queue of those who decide, decisions, and appeals."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from simpul.core.models import Message
from simpul.core.models.threads import AppealState
from simpul.forum.forms import AppealAnswerForm, AppealForm, DecisionForm, ReasonForm
from simpul.forum.policies import moderates
from simpul.forum.queries import moderation as queries
from simpul.forum.queries.talk import record_of
from simpul.forum.services import moderation as services
from simpul.forum.views.doors import attempt, form_page, members_form, message_or_404


@require_safe
@login_required
@never_cache
def queue(request: HttpRequest) -> HttpResponse:
    if not queries.moderates_somewhere(request.user):
        raise PermissionDenied
    context = {
        "cases": queries.cases_for(request.user),
        "appeals": [
            (one, queries.name_of(one.decision.subject))
            for one in queries.appeals_for(request.user)
        ],
    }
    return render(request, "forum/moderation.html", context)


@members_form
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: what was said of whom by how many, and the decision."""
    report = queries.report_at(pk)
    if report is None or report.subject is None:
        raise Http404
    if not request.user.has_perm("core.decide_report", report):
        raise PermissionDenied
    if report.decision is not None:
        return redirect("forum:decision", pk=report.decision.pk)
    is_message = isinstance(report.subject, Message)
    form = DecisionForm(request.POST or None, is_message=is_message)
    made = attempt(
        request, form, lambda: services.decide(report, by=request.user, **form.cleaned_data)
    )
    if made:
        messages.success(request, _("Decided. Its author and who reported it are told."))
        return redirect("forum:moderation")
    context = {
        "report": report,
        "message": report.subject if is_message else None,
        "record": queries.record_behind(report.subject),
        "place": queries.page_of(report.subject),
        "name": queries.name_of(report.subject),
        "reports": queries.same_reports(report),
        "before": queries.decisions_about(report.subject),
        "form": form,
    }
    return render(request, "forum/case.html", context)


@members_form
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide a message before anybody reports it."""
    message = message_or_404(pk)
    if not request.user.has_perm("core.hide_message", message):
        raise PermissionDenied
    record, form = record_of(message), ReasonForm(request.POST or None)
    made = attempt(
        request, form, lambda: services.hide(message, by=request.user, **form.cleaned_data)
    )
    if made:
        messages.success(request, _("Hidden. Its author is told and may appeal."))
        return redirect("forum:questions", slug=record.slug)
    return form_page(
        request,
        form,
        record=record,
        title=_("Hide a message"),
        send=_("Hide"),
        reported=message,
        back=reverse("forum:questions", args=[record.slug]),
    )


@members_form
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """What was decided and why, for its author, who reported it and who moderates."""
    found = queries.decision_at(pk)
    if found is None or not request.user.has_perm("core.view_decision", found):
        raise Http404
    answered = getattr(found, "appeal", None)
    may_appeal = request.user.has_perm("core.appeal_decision", found)
    if request.method == "POST" and not may_appeal:
        raise PermissionDenied
    form = AppealForm(request.POST or None)
    made = attempt(
        request, form, lambda: services.appeal(found, by=request.user, **form.cleaned_data)
    )
    if made:
        messages.success(request, _("Your appeal is sent. You are told how it is answered."))
        return redirect("forum:decision", pk=found.pk)
    context = {
        "decision": found,
        "decided_as": queries.decided_as(found.by, found.at, found.subject),
        "appeal": answered,
        "answered_as": answered
        and queries.decided_as(answered.answered_by, answered.answered_at, found.subject),
        "message": found.subject if isinstance(found.subject, Message) else None,
        "may_read": may_appeal or moderates(request.user, found.subject),
        "record": queries.record_behind(found.subject),
        "name": queries.name_of(found.subject),
        "form": form if may_appeal and not answered else None,
    }
    return render(request, "forum/decision.html", context)


@members_form
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """An appeal, for somebody who did not make the decision."""
    found = queries.appeal_at(pk)
    if found is None:
        raise Http404
    if found.state != AppealState.OPEN:
        return redirect("forum:decision", pk=found.decision_id)
    if not request.user.has_perm("core.uphold_appeal", found):
        raise PermissionDenied
    form = AppealAnswerForm(request.POST or None)
    made = attempt(
        request, form, lambda: services.answer_appeal(found, by=request.user, **form.cleaned_data)
    )
    if made:
        messages.success(request, _("Answered. Everybody concerned is told."))
        return redirect("forum:moderation")
    context = {
        "appeal": found,
        "decision": found.decision,
        "decided_as": queries.decided_as(
            found.decision.by, found.decision.at, found.decision.subject
        ),
        "message": found.decision.subject,
        "record": queries.record_behind(found.decision.subject),
        "name": queries.name_of(found.decision.subject),
        "form": form,
    }
    return render(request, "forum/appeal.html", context)
