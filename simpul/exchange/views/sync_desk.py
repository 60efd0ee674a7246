"""Other installations, on the desk of who administers the network: whom we hear, how it goes."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from simpul.accounts.views.doors import sent, stepped_up
from simpul.core import outbox
from simpul.core.hooks import DESK_SECTIONS, DeskSection
from simpul.exchange.forms import PeerForm
from simpul.exchange.models import Peer, SyncEvent
from simpul.exchange.queries import sync_status
from simpul.exchange.queries.sync.messages import Refused
from simpul.exchange.services.sync import exchanging, identity, peers, receiving
from simpul.exchange.views import sync_panels
from simpul.innovations.hooks import DETAIL_PANELS

ROWS = 50
SHOWN = 20
ACTS: dict[str, Callable] = {"pause": peers.pause_peer, "resume": peers.resume_peer}

# What each reason means to who reads it, and what to do.
REASONS = {
    "malformed": gettext_lazy("not written as the protocol says"),
    "protocol": gettext_lazy("of another version of the protocol"),
    "too_large": gettext_lazy("larger than allowed"),
    "unknown_peer": gettext_lazy("from an installation nobody here added"),
    "unknown_key": gettext_lazy("signed with a key nobody here compared"),
    "ended_key": gettext_lazy("signed with a key that had ended"),
    "signature": gettext_lazy("signature or checksum does not fit: forged or damaged"),
    "not_for_us": gettext_lazy("made for another installation or question"),
    "stale": gettext_lazy("sent too long ago; compare the clocks"),
    "future": gettext_lazy("dated in the future; compare the clocks"),
    "replayed": gettext_lazy("received a second time"),
    "gap": gettext_lazy("does not follow what was heard before"),
    "not_owner": gettext_lazy("about a record that is not its own"),
    "echo": gettext_lazy("our own words, coming back"),
    "fork": gettext_lazy("two different words under one number; was a backup restored there?"),
    "paused": gettext_lazy("paused here"),
    "not_found": gettext_lazy("not to be had there"),
    "unreachable": gettext_lazy("no answer"),
}


def _allowed(user) -> bool:
    return user.has_perm("exchange.view_peer")


def register() -> None:
    """Put the page among those of the desk, and the origin on pages of records."""
    DETAIL_PANELS.add(sync_panels.of_record, order=60)
    DESK_SECTIONS.append(
        DeskSection(
            gettext_lazy("Other installations"),
            "exchange:peers",
            _allowed,
            order=320,
            about=gettext_lazy("Which hubs with a site of their own we exchange with"),
            icon="refresh",
        )
    )


def for_the_network(view: Callable) -> Callable:
    """Let in whoever administers the network."""

    @never_cache
    @login_required
    def within(request: HttpRequest, *args, **kwargs):
        if not _allowed(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return within


@for_the_network
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Who we are for others, and every peer with how it stands."""
    ours = identity.begun()
    context = {
        "ours": ours,
        "fingerprint": _fingerprint() if ours else "",
        "status": sync_status.status(ours) if ours else None,
        "lines": sync_status.peer_lines(),
        "reasons": REASONS,
    }
    return render(request, "exchange/sync/peers.html", context)


def _fingerprint() -> str:
    try:
        return peers.own_fingerprint()
    except identity.NoKey as missing:
        return str(missing)


@for_the_network
@stepped_up
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Listen to an installation whose fingerprint was compared."""
    form = PeerForm(sent(request))
    if request.method == "POST" and form.is_valid():
        peer = _added(form, request.user)
        if peer is not None:
            outbox.later("exchange.sync_peer", {"pk": peer.pk}, queue=outbox.LONG)
            messages.success(request, _("Added. Its records come in within minutes."))
            return redirect("exchange:peer", pk=peer.pk)
    return render(request, "exchange/sync/add.html", {"form": form})


def _added(form: PeerForm, by) -> Peer | None:
    typed = form.cleaned_data
    try:
        identity.begin()
        told = exchanging.first_introduction(typed["address"])
        return peers.add_peer(
            told,
            address=typed["address"],
            spoken=typed["fingerprint"],
            introduces=typed["introduces"],
            name=typed["name"],
            by=by,
        )
    except ValidationError as wrong:
        form.add_error("fingerprint" if wrong.code == "fingerprint" else "address", wrong)
    except Refused as refused:
        said = {"reason": REASONS[refused.reason], "about": refused.about}
        form.add_error(
            "address", _("It does not answer as it should: %(reason)s. %(about)s") % said
        )
    return None


@for_the_network
@require_safe
def peer(request: HttpRequest, pk: int) -> HttpResponse:
    """One peer: contact, what was refused and why, what waits."""
    found = get_object_or_404(Peer.objects.select_related("introduced_by"), pk=pk)
    waiting = SyncEvent.objects.filter(origin=found.code, applied_at=None).exclude(trouble="")
    context = {
        "peer": found,
        "line": sync_status.line_of(found),
        "keys": sync_status.key_lines(found),
        "refusals": [
            (refusal, REASONS.get(refusal.reason, refusal.reason))
            for refusal in found.refusals.all()[:SHOWN]
        ],
        "waiting": sync_status.log_lines(list(waiting.order_by("-pk")[:SHOWN]), identity.begun()),
    }
    return render(request, "exchange/sync/peer.html", context)


@for_the_network
@require_POST
def act(request: HttpRequest, pk: int, word: str) -> HttpResponse:
    """Pause a peer, listen again, ask it now, or clear what was refused."""
    found = get_object_or_404(Peer, pk=pk)
    if word in ACTS:
        ACTS[word](found, by=request.user)
        messages.success(request, _("Paused.") if word == "pause" else _("We listen again."))
    elif word == "ask":
        outbox.later("exchange.sync_peer", {"pk": found.pk}, queue=outbox.LONG)
        messages.success(request, _("It is asked now; look again in a minute."))
    else:
        receiving.forget_refusals(found, by=request.user)
        messages.success(request, _("The list is empty again."))
    return redirect("exchange:peer", pk=found.pk)


@for_the_network
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """What was said by whom, newest first."""
    asked = sync_status.LogQuery.read(request.GET)
    ours = identity.begun()
    pages = Paginator(asked.rows(), ROWS)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "ours": ours,
        "asked": asked,
        "page": page,
        "lines": sync_status.log_lines(list(page.object_list), ours),
        "peers": Peer.objects.all(),
        "kinds": sync_status.KINDS,
    }
    return render(request, "exchange/sync/log.html", context)
