"""Questions to the owner of a record, answers, and whether it was useful."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from simpul.forum.forms import AnswerForm, MessageForm, OpinionForm, QuestionForm
from simpul.forum.policies import answers_for, hides_for
from simpul.forum.queries import talk
from simpul.forum.services import talk as services
from simpul.forum.views.doors import attempt, form_page, members_form, message_or_404, record_or_404


@require_safe
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every question about a record with its answers, for everybody."""
    record = record_or_404(request, slug)
    paginator = Paginator(talk.questions_about(record), talk.SHOWN_ON_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "record": record,
        "questions": talk.with_answers(page.object_list),
        "count": paginator.count,
        "page": page,
        "colleagues": talk.colleagues_of(record),
        "may": _may(request.user, record),
    }
    return render(request, "forum/questions.html", context)


@members_form
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    record = record_or_404(request, slug)
    form = QuestionForm(request.POST or None)
    said = attempt(
        request, form, lambda: services.ask(record, by=request.user, **form.cleaned_data)
    )
    if said:
        messages.success(request, _("Your question is sent. You are told when it is answered."))
        return redirect(_place(said, record))
    return form_page(
        request,
        form,
        record=record,
        title=_("Ask the owner"),
        lead=_("The people who run this innovation answer here, for everybody to read."),
        send=_("Send the question"),
        complaint=True,
    )


@members_form
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    message = message_or_404(pk)
    question, record = message.reply_to or message, talk.record_of(message)
    if not request.user.has_perm("core.answer_message", message):
        raise PermissionDenied
    form = AnswerForm(request.POST or None)
    said = attempt(
        request, form, lambda: services.answer(question, by=request.user, **form.cleaned_data)
    )
    if said:
        messages.success(request, _("Your answer is public now."))
        return redirect(_place(said, record))
    return form_page(
        request,
        form,
        record=record,
        title=_("Answer a question"),
        quoted=talk.with_answers([question])[0],
        send=_("Send the answer"),
        back=reverse("forum:questions", args=[record.slug]),
    )


@members_form
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    message = message_or_404(pk)
    record = talk.record_of(message)
    if not request.user.has_perm("core.change_message", message):
        raise PermissionDenied
    form = MessageForm(request.POST or None, initial={"body": message.body})
    if request.method == "POST" and "take_back" in request.POST:
        services.take_back(message, by=request.user)
        messages.success(request, _("Your message is taken back. Nobody reads it any more."))
        return redirect("forum:questions", slug=record.slug)
    if attempt(request, form, lambda: services.edit(message, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Your message is changed, and says that it was."))
        return redirect(_place(message, record))
    return form_page(
        request,
        form,
        record=record,
        title=_("Change your message"),
        send=_("Save"),
        second=("take_back", _("Take the message back")),
        back=reverse("forum:questions", args=[record.slug]),
    )


@members_form
def opinion(request: HttpRequest, slug: str) -> HttpResponse:
    record = record_or_404(request, slug)
    known = talk.opinion_by(request.user, record)
    before = {"is_useful": str(int(known.is_useful)), "reason": known.reason} if known else {}
    form = OpinionForm(request.POST or None, initial=before)
    if request.method == "POST" and "forget" in request.POST:
        services.take_opinion_back(record, by=request.user)
        messages.success(request, _("What you said was forgotten."))
        return redirect(record)
    if attempt(request, form, lambda: services.rate(record, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Thank you. It is counted on the page of the record."))
        return redirect(record)
    return form_page(
        request,
        form,
        record=record,
        title=_("Was it useful?"),
        send=_("Send"),
        second=("forget", _("Forget what I said")) if known else None,
    )


@require_safe
@login_required
@never_cache
def opinions(request: HttpRequest, slug: str) -> HttpResponse:
    """The reasons people gave, for the owner and the hub of a record."""
    record = record_or_404(request, slug)
    if not request.user.has_perm("forum.read_reasons", record):
        raise PermissionDenied
    context = {
        "record": record,
        "opinions": talk.opinions_of(record),
        "reasons": talk.reasons_for(record)[: talk.MOST_REASONS],
    }
    return render(request, "forum/opinions.html", context)


def _may(user, record) -> dict[str, object]:
    """What the reader may do with every message of a page, asked once."""
    if not user.is_authenticated:
        return {"me": 0}
    return {"me": user.pk, "answer": answers_for(user, record), "hide": hides_for(user, record)}


def _place(message, record) -> str:
    return f"{reverse('forum:questions', args=[record.slug])}#p{message.pk}"
