"""Keys for programs at the desk: made with one's own proof, shown once, taken back at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from simpul.accounts.views import stepped_up
from simpul.accounts.views.doors import OwnRequest
from simpul.core import limits
from simpul.exchange.forms import KeyForm
from simpul.exchange.models import ApiKey
from simpul.exchange.queries.keys import keys_for, makes_keys_for, standings_of
from simpul.exchange.services.keys import make_key, revoke_key
from simpul.organisations.views.answers import attempt, desk_page

MOST_SHOWN = 200


@desk_page
@require_safe
def keys(request: OwnRequest) -> HttpResponse:
    """Every key one may see, with what it may do and when it was used last."""
    found = standings_of(list(keys_for(request.user)[:MOST_SHOWN]))
    rows = [(key, standing.value) for key, standing in found]
    return render(request, "exchange/keys/list.html", {"rows": rows})


@desk_page
@stepped_up
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: OwnRequest) -> HttpResponse:
    """Make a key; its secret stands on the answer and nowhere else, ever."""
    sent = request.POST if request.method == "POST" else None
    form = KeyForm(sent, bodies=makes_keys_for(request.user))
    if form.is_valid():
        made = attempt(form, _made, form, by=request.user)
        if made:
            key, secret = made
            return render(request, "exchange/keys/made.html", {"key": key, "secret": secret})
    return render(request, "exchange/keys/new.html", {"form": form})


def _made(form: KeyForm, *, by) -> tuple[ApiKey, str]:
    limits.spend("api_keys", f"user:{by.pk}")
    said = form.cleaned_data
    return make_key(
        said["organisation"],
        name=said["name"],
        scopes=said["scopes"],
        expires_at=form.expires_at,
        by=by,
    )


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: OwnRequest, pk: int) -> HttpResponse:
    """Ask once, then take a key back for good."""
    key = get_object_or_404(keys_for(request.user), pk=pk)
    if request.method == "POST":
        revoke_key(key, by=request.user)
        messages.success(request, _("The key was taken back. Whatever used it is refused now."))
        return redirect("exchange:keys")
    return render(request, "exchange/keys/revoke.html", {"key": key})
