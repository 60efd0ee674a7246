"""The rules of new cases, for whoever may change them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from simpul.core import clock
from simpul.replication.forms.rules import RULE_FORMS, RULES
from simpul.replication.services.cases.rules import change_rule


def _ask(request: HttpRequest) -> None:
    if not request.user.has_perm("replication.change_templates"):
        raise PermissionDenied


@never_cache
@login_required
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule that counts today or will."""
    _ask(request)
    titles = {
        "steps": _("Checklist"),
        "obligations": _("Usual obligations"),
        "terms": _("Terms"),
    }
    groups = [
        (kind, titles[kind], model.objects.exclude(valid_to__lt=clock.today()))
        for kind, model in RULES.items()
    ]
    return render(request, "replication/cases/rules.html", {"groups": groups})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Change one rule from a day on."""
    _ask(request)
    if kind not in RULE_FORMS:
        raise Http404
    row = get_object_or_404(RULES[kind].objects.all(), pk=pk)
    form = RULE_FORMS[kind](request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            fresh = RULES[kind].objects.get(pk=pk)
            change_rule(fresh, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, _("Saved. New cases follow it from that day on."))
            return redirect("replication:case_rules")
    return render(request, "replication/cases/rule.html", {"form": form, "row": row})
