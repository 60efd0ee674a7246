"""Everybody with an account, for national admins."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from simpul.accounts.models import User
from simpul.accounts.services import view_personal
from simpul.organisations import queries
from simpul.organisations.forms import PeopleFilterForm

from .answers import desk_page

PAGE_SIZE = 50


@desk_page
@require_safe
def users(request):
    """Find somebody, and see who never signed in."""
    if not request.user.has_perm("organisations.administer_network"):
        raise Http404
    form = PeopleFilterForm(request.GET)
    form.is_valid()
    found = queries.users(**form.cleaned_data)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "lines": queries.user_lines(page)}
    return render(request, "organisations/users.html", context)


@desk_page
@require_safe
def user(request, pk):
    """One person: account, memberships, mandates. Looking is noted in the journal."""
    if not request.user.has_perm("organisations.administer_network"):
        raise Http404
    person = get_object_or_404(User, pk=pk)
    view_personal(person, by=request.user)
    context = {
        "person": person,
        "memberships": queries.memberships_of(person),
        "mandates": queries.mandate_lines(queries.mandates_of(person)),
        "acts": queries.latest_acts(person),
    }
    return render(request, "organisations/user.html", context)
