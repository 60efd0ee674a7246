"""Background work and mail, for those who look after the machine."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from simpul.core.models import OutboxMessage
from simpul.portal import services
from simpul.portal.queries import work

may_view = permission_required("portal.view_work", raise_exception=True)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@may_view
@never_cache
def jobs(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "failed")
    if state not in work.STATES:
        raise Http404
    if request.method == "POST":
        again = services.retry_job(_key(request.POST.get("job", "")), by=request.user)
        _tell(request, again, _("The job stands in line again."))
        return redirect("portal:jobs")
    tallies, oldest = work.tallies()
    context = {"tallies": tallies, "oldest": oldest, "jobs": work.jobs(state), "state": state}
    return render(request, "portal/jobs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@may_view
@never_cache
def mails(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        key = request.POST.get("mail", "")
        message = get_object_or_404(OutboxMessage, pk=key if key.isdecimal() else 0)
        again = services.send_again(message, by=request.user)
        _tell(request, again, _("The mail stands in line again."))
        return redirect("portal:mails")
    stuck = work.mails()
    context = {"mails": stuck[: work.SHOWN], "count": stuck.count()}
    return render(request, "portal/mails.html", context)


def _key(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise Http404 from None


def _tell(request: HttpRequest, done: bool, words: str) -> None:
    if done:
        messages.success(request, words)
    else:
        messages.info(request, _("Somebody else was faster: nothing was left to do."))
