"""My desk: what waits for me, what I did, and notices."""

from functools import wraps
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from simpul.core import mandates, outbox
from simpul.core.exports import xlsx_file
from simpul.core.hooks import DESK_PANELS
from simpul.core.models import OutboxMessage
from simpul.core.models.outbox import Channel
from simpul.portal import services
from simpul.portal.queries import desk as queries
from simpul.portal.queries.steps import beginning, first_steps

READ_SHOWN = 50


def in_my_zone(view):
    """Show every instant on the page as the clocks show it where its reader is."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        zone = getattr(request.user, "zone", "") or settings.TIME_ZONE
        with timezone.override(ZoneInfo(zone)):
            return view(request, *args, **kwargs)

    return answer


@require_safe
@login_required
@never_cache
@in_my_zone
@mandates.asked_once()
def desk(request: HttpRequest) -> HttpResponse:
    span = request.GET.get("due", "")
    found = queries.desk_of(request.user, span=span, page=request.GET.get("page"))
    context = {
        "desk": found,
        "span": queries.TITLES.get(span, ""),
        "tab": "waiting",
        "panels": DESK_PANELS.for_object(request, request.user),
        "begin": beginning(request.user),
        "steps": first_steps(found) if found.is_new else [],
    }
    return render(request, "portal/desk.html", context)


@require_safe
@login_required
@never_cache
@in_my_zone
def done(request: HttpRequest) -> HttpResponse:
    context = {
        "rows": queries.done_by(request.user),
        "unread": queries.unread(request.user).count(),
        "waiting": queries.waiting_count(request.user),
        "tab": "done",
    }
    return render(request, "portal/done.html", context)


@require_safe
@login_required
@never_cache
def waiting_table(request: HttpRequest) -> FileResponse:
    header = [_("About"), _("Kind"), _("From whom"), _("Waits for you to"), _("Due"), _("Address")]
    rows = (
        [row.what, row.kind, row.origin, row.task, row.duty.due_at, settings.SITE_URL + row.url]
        for row in queries.waiting_rows(request.user)
    )
    return FileResponse(
        xlsx_file(header, rows),
        as_attachment=True,
        filename="meja.xlsx",
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
@in_my_zone
def notices(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        count = services.read_notices(request.user)
        words = ngettext("%(count)s notice marked.", "%(count)s notices marked.", count)
        messages.success(request, words % {"count": count})
        return redirect("portal:notices")
    unread = queries.unread(request.user)
    context = {
        "lines": list(reversed(outbox.fold(unread))),
        "before": queries.read_before(request.user)[:READ_SHOWN],
        "unread": unread.count(),
        "waiting": queries.waiting_count(request.user),
        "tab": "notices",
    }
    return render(request, "portal/notices.html", context)


@require_safe
@login_required
@never_cache
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Go where a notice leads; it and its like have then been read."""
    mine = OutboxMessage.objects.filter(person=request.user.pk, channel=Channel.NOTICE)
    found = get_object_or_404(mine, pk=pk)
    services.read_notices(request.user, notice=found)
    return redirect(found.link if found.link.startswith("/") else "portal:notices")
