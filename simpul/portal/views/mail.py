"""What a link in a mail may do without signing in: stop the mails."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from simpul.core import outbox
from simpul.portal import services


# Mailboxes post here by themselves when their user clicks "unsubscribe": the signed token is what
# proves it, not a cookie. Following the link, as scanners do, changes nothing.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    reader = outbox.reader_of(token)
    if reader is None:
        raise Http404
    if request.method == "POST":
        services.stop_mail(reader)
    return render(request, "portal/stop_mail.html", {"stopped": request.method == "POST"})
