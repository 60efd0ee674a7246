"""Two texts of one answer, side by side: a person chooses or joins them, and neither is lost."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from simpul.core import clock
from simpul.innovations.models import DraftRival
from simpul.innovations.queries.rules import questions_on
from simpul.innovations.queries.two_texts import TwoTexts, said, two_texts
from simpul.innovations.queries.url_state import whole
from simpul.innovations.services.drafting import Overtaken, settle_rival
from simpul.innovations.views.writing import draft_or_404, in_my_zone


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_my_zone
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Both texts with their differences; a POST says which one stands."""
    rival = get_object_or_404(DraftRival.objects.select_related("by", "draft"), pk=pk)
    draft = draft_or_404(request, rival.draft_id)
    both = two_texts(rival)
    back = _step_of(draft.pk, rival.field)
    if both is None:
        messages.info(request, _("These two texts have been settled already."))
        return redirect(back)
    typed = request.POST.get("joined")
    if request.method == "POST":
        try:
            settle_rival(
                rival,
                value=_chosen(request, both),
                base=whole(request.POST.get("base")),
                by=request.user,
            )
        except Overtaken:
            messages.warning(
                request, _("Somebody wrote on meanwhile. Compare again; nothing was chosen.")
            )
        else:
            messages.success(request, _("Chosen. The other text stays with the draft."))
            return redirect(f"{back}#f-{rival.field}")
    context = {
        "draft": draft,
        "both": both,
        "back": back,
        "joined": typed if typed is not None else both.merged,
        "plain": {"kept": said(both.kept.value), "rival": said(rival.value)},
    }
    return render(request, "innovations/writing/two_texts.html", context)


def _chosen(request: HttpRequest, both: TwoTexts):
    choice = request.POST.get("choice")
    if choice == "joined" and both.is_text:
        return request.POST.get("joined", "")
    return both.rival.value if choice == "rival" else both.kept.value


def _step_of(pk: int, field: str) -> str:
    asked = questions_on(clock.today())
    step = next((q.step.key for q in asked if q.field == field), asked[0].step.key)
    return reverse("innovations:draft_step", args=[pk, step])
