"""What preparing adds to other pages: beside a record, and on the page of a draft."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from simpul.core.hooks import Panel
from simpul.profiles.models import Intake
from simpul.profiles.queries.forms import forms_now


def of_record(request: HttpRequest, record) -> Panel | None:
    """The way to see a record as forms of others want it; the same for all."""
    if not record.is_public:
        return None
    return _forms(request, record)


def of_draft(request: HttpRequest, draft) -> Panel | None:
    """What a form brought in that found no place, then the forms the draft may be prepared for."""
    intakes = list(Intake.objects.filter(draft=draft).select_related("form"))
    context = {"intakes": intakes, "draft": draft, "forms": forms_now()}
    context["writes"] = request.user.has_perm("innovations.change_draft", draft)
    html = render_to_string("profiles/panels/draft.html", context, request=request)
    return Panel("siapkan", _("Prepare for…"), html) if intakes or context["forms"] else None


def _forms(request: HttpRequest, record) -> Panel | None:
    forms = forms_now()
    if not forms:
        return None
    context = {"forms": forms, "innovation": record}
    html = render_to_string("profiles/panels/record.html", context, request=request)
    return Panel("siapkan", _("Prepare for…"), html)
