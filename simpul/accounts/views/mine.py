"""My account: what it says, how it is protected, and what is kept about me."""

import json

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from simpul.accounts import hooks, queries, services
from simpul.accounts.forms.mine import ClosingForm, ConsentForm, ProfileForm
from simpul.accounts.models import Purpose, User
from simpul.accounts.views.doors import OwnRequest, central, sent, stepped_up
from simpul.core import retention


@central
@login_required
@never_cache
@require_safe
def me(request: OwnRequest) -> HttpResponse:
    """Everything about the account in one overview."""
    person = request.user
    return render(
        request,
        "accounts/me.html",
        {
            "person": person,
            "has_read_the_notice": queries.has_read_the_notice(person),
            "factors": queries.second_factors(person),
            "sessions": queries.sessions_of(person),
            "panels": hooks.ACCOUNT_PANELS.for_object(request, person),
        },
    )


@central
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: OwnRequest) -> HttpResponse:
    """Name, NIP, language, zone and how often we write."""
    person = User.objects.get(pk=request.user.pk)
    form = ProfileForm(sent(request), instance=person)
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in form.fields}
        try:
            person = services.change_person(request.user, by=request.user, **fields)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Your account is changed."))
            with override(person.language):
                return redirect("accounts:me")
    return render(request, "accounts/profile.html", {"form": form})


@central
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def personal(request: OwnRequest) -> HttpResponse:
    """What is kept about me: copy, correction, consent, closing."""
    form = ConsentForm(sent(request), person=request.user)
    if request.method == "POST" and "privacy" in request.POST:
        services.agree(request.user, Purpose.PRIVACY)
        messages.success(request, _("Thank you. Your agreement is kept."))
        return redirect("accounts:me")
    if request.method == "POST" and form.is_valid():
        for purpose, agreed in form.wishes():
            (services.agree if agreed else services.withdraw)(request.user, purpose)
        messages.success(request, _("Your choice is kept."))
        return redirect("accounts:personal")
    context = {
        "form": form,
        "consents": request.user.consents.all(),
        "has_read_the_notice": queries.has_read_the_notice(request.user),
    }
    return render(request, "accounts/personal.html", context)


@stepped_up
@login_required
@never_cache
@require_GET
def copy(request: OwnRequest) -> HttpResponse:
    """A copy of everything kept about me, as a file machines can read."""
    said = services.copy_of(request.user, by=request.user)
    body = json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="simpul-data.json"'
    return response


@stepped_up
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: OwnRequest) -> HttpResponse:
    """End the account, after saying what stays and what goes."""
    form = ClosingForm(sent(request))
    if request.method == "POST" and form.is_valid():
        keep_name = form.cleaned_data["name"] == ClosingForm.KEEP
        services.close_account(request.user, by=request.user, keep_name=keep_name)
        logout(request)
        return redirect("accounts:closed")
    ends = queries.what_ends_with(request.user)
    return render(request, "accounts/close.html", {"form": form, "ends": ends})


@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """Say that an account is closed."""
    return render(request, "accounts/closed.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice that people agree to."""
    context = {
        "version": settings.PRIVACY_NOTICE_VERSION,
        "unverified_days": retention.rule(services.UNVERIFIED.key).days,
    }
    return render(request, "accounts/privacy.html", context)
