"""The page an invitation leads to: looking changes nothing, the button does."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from simpul.accounts import services
from simpul.accounts.forms.mine import InvitationForm
from simpul.accounts.views.doors import central, sent


@central
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password and come in."""
    try:
        found = services.invitation_of(token)
        form = InvitationForm(sent(request), person=found.person)
        if request.method != "POST" or not form.is_valid():
            return render(request, "accounts/invitation.html", {"form": form, "found": found})
        accepted = services.accept_invitation(
            token,
            name=form.cleaned_data["name"],
            language=form.cleaned_data["language"],
            password=form.cleaned_data["password"],
        )
    except services.InvitationGone:
        return render(request, "accounts/invitation_gone.html", status=410)
    return _enter(request, accepted)


def _enter(request: HttpRequest, accepted: services.Invitation) -> HttpResponse:
    """Sign the person in as at the door, and lead them where they were invited to."""
    safe = url_has_allowed_host_and_scheme(accepted.next_url, allowed_hosts=None)
    next_url = accepted.next_url if safe else None
    record_authentication(request, accepted.person, method="password")
    return perform_login(request, Login(user=accepted.person, redirect_url=next_url))
