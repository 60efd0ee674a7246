"""Target forms as staff change them: editions, their fields, and what fills each."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from simpul.accounts.views.doors import sent, stepped_up
from simpul.profiles.forms import EditionForm, FieldForm, NewEditionForm, NewFieldForm
from simpul.profiles.models import Form, FormField
from simpul.profiles.queries import editions as queries
from simpul.profiles.services import editions as services

SAFE = ["GET", "HEAD"]


@never_cache
@login_required
@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """Every edition of every form, with its validity and legal basis."""
    _allowed(request)
    return render(request, "profiles/editions/forms.html", {"forms": queries.forms_counted()})


@never_cache
@login_required
@stepped_up
@require_http_methods([*SAFE, "POST"])
def edition(request: HttpRequest, key: str) -> HttpResponse:
    """One edition: what is said about it, its fields, and the way to the next one."""
    _allowed(request)
    row = get_object_or_404(Form, key=key)
    form = EditionForm(_asked(request, "edition"), instance=Form.objects.get(pk=row.pk))
    following = NewEditionForm(_asked(request, "next"), prefix="next")
    adding = NewFieldForm(_asked(request, "add"), form=row, prefix="add")
    done = _sent(request, row, form, following, adding)
    if done is not None:
        return done
    context = {
        "row": row, "form": form, "following": following, "adding": adding,
        "fields": queries.fields_of(row), "editions": queries.editions_of(row),
    }  # fmt: skip
    return render(request, "profiles/editions/edition.html", context)


def _sent(
    request: HttpRequest,
    row: Form,
    form: EditionForm,
    following: NewEditionForm,
    adding: NewFieldForm,
) -> HttpResponse | None:
    """Do what was asked for; nothing where nothing was, or where it was refused."""
    if form.is_bound and form.is_valid():
        return _change(request, row, form)
    if following.is_bound and following.is_valid():
        return _begin(request, row, following)
    if adding.is_bound and adding.is_valid():
        return _add(request, row, adding)
    return None


def _change(request: HttpRequest, row: Form, form: EditionForm) -> HttpResponse | None:
    said, note = form.changes, form.cleaned_data["note"]
    if not _done(form, lambda: services.change_form(row, said, by=request.user, note=note)):
        return None
    messages.success(request, _("Changed."))
    return redirect("profiles:edition", row.key)


def _begin(request: HttpRequest, row: Form, form: NewEditionForm) -> HttpResponse | None:
    made: list[Form] = []
    said = form.cleaned_data
    if not _done(form, lambda: made.append(services.new_edition(row, **said, by=request.user))):
        return None
    messages.success(request, _("Copied. Change what the new edition asks otherwise."))
    return redirect("profiles:edition", made[0].key)


def _add(request: HttpRequest, row: Form, form: NewFieldForm) -> HttpResponse | None:
    made: list[FormField] = []
    said = form.cleaned_data
    if not _done(form, lambda: made.append(services.add_field(row, said, by=request.user))):
        return None
    messages.success(request, _("Added. Say what fills it."))
    return redirect("profiles:edition_field", row.key, made[0].key)


@never_cache
@login_required
@stepped_up
@require_http_methods([*SAFE, "POST"])
def edition_field(request: HttpRequest, key: str, field: str) -> HttpResponse:
    """One field of an edition: its words, its limits, what of the record fills it."""
    _allowed(request)
    row = get_object_or_404(FormField.objects.select_related("form"), form__key=key, key=field)
    form = FieldForm(sent(request), instance=FormField.objects.get(pk=row.pk))
    if request.method == "POST" and form.is_valid():
        said = {"fillings": form.fillings, "note": form.cleaned_data["note"]}
        if _done(form, lambda: services.change_field(row, form.changes, **said, by=request.user)):
            messages.success(request, _("Changed."))
            return redirect("profiles:edition", key)
    return render(request, "profiles/editions/field.html", {"row": row, "form": form})


@never_cache
@login_required
@stepped_up
@require_POST
def remove_field(request: HttpRequest, key: str, field: str) -> HttpResponse:
    """Let an edition no longer ask one thing."""
    _allowed(request)
    row = get_object_or_404(FormField.objects.select_related("form"), form__key=key, key=field)
    try:
        services.remove_field(row, by=request.user)
        messages.success(request, _("Removed."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("profiles:edition", key)


def _asked(request: HttpRequest, name: str):
    """What was sent, where this one of the forms on the page was."""
    return sent(request) if request.POST.get("form") == name else None


def _allowed(request: HttpRequest) -> None:
    if not request.user.has_perm("profiles.change_forms"):
        raise PermissionDenied


def _done(form, change: Callable[[], object]) -> bool:
    """Do it, or put what was refused beside the box it is about; answers whether it was done."""
    try:
        change()
    except ValidationError as refused:
        said = getattr(refused, "error_dict", None) or {"": [refused]}
        for name, errors in said.items():
            for error in errors:
                form.add_error(name if name in form.fields else None, error)
        return False
    return True
