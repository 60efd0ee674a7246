"""What pages of the desk share: who may open them, and what they say when a verb refuses."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from simpul.accounts.views import central
from simpul.core import files
from simpul.core.limits import LimitReached
from simpul.core.models import File
from simpul.core.workflow import StepNotOpen
from simpul.organisations import queries
from simpul.organisations.models import Organisation

OFTEN_ENOUGH = _("That was often enough for now. Try again in %(minutes)d minutes.")
DECIDED_MEANWHILE = _("Somebody else did something with this meanwhile. Look at it again.")


def desk_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for those signed in, on the central domain, never kept by anybody."""
    return wraps(view)(central(login_required(never_cache(view))))


def posted(request) -> QueryDict | None:
    """What was sent, even if it is nothing; ``None`` when the page is only read."""
    return request.POST if request.method == "POST" else None


def sent(request) -> tuple[QueryDict | None, MultiValueDict | None]:
    """The same with the files that came along."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def attempt(form: BaseForm, verb: Callable[..., Any], *args: Any, **words: Any) -> Any:
    """What the verb answers; where it refuses, ``None``, and the form says why."""
    try:
        return verb(*args, **words)
    except StepNotOpen:
        form.add_error(None, DECIDED_MEANWHILE)
    except LimitReached as reached:
        minutes = reached.seconds // 60 + 1
        form.add_error(None, ValidationError(OFTEN_ENOUGH, params={"minutes": minutes}))
    except ValidationError as error:
        tell(form, error)
    return None


def tell(form: BaseForm, error: ValidationError) -> None:
    """Say an error beside its field, or above the form where it has no such field."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, faults in error.error_dict.items():
        form.add_error(name if name in form.fields else None, faults)


def kept(form: BaseForm, name: str, *, by) -> File | None:
    """The file of a field, stored; ``None`` where there is none or it is refused."""
    sent = form.cleaned_data.get(name)
    return attempt(form, files.keep, sent.name, sent, by=by) if sent else None


def served(file: File | None) -> FileResponse:
    """A private file, as something to save: whoever calls has asked the permission."""
    if file is None:
        raise Http404
    answer = FileResponse(
        files.open_file(file), as_attachment=True, filename=file.name, content_type=file.media_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def body_of(request, slug: str) -> Organisation:
    """A body whose people the visitor looks after; anything else is not found."""
    return get_object_or_404(queries.bodies_run_by(request.user), slug=slug)
