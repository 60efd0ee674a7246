"""Pages of update campaigns: choose, read the letter, begin, follow, remind, end."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from simpul.innovations.forms.campaigns import CampaignForm
from simpul.innovations.models import Campaign, Reconfirmation
from simpul.innovations.queries import campaigns as questions
from simpul.innovations.queries.asking import new_token
from simpul.innovations.queries.quality import hubs_watched
from simpul.innovations.services import campaigns as services
from simpul.innovations.services.life.asking import letter
from simpul.innovations.views.quality import table_file


@login_required
@never_cache
@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """The campaigns of the hubs somebody looks after."""
    hubs = list(hubs_watched(request.user))
    if not hubs:
        raise Http404
    context = {
        "campaigns": questions.campaigns_for(request.user),
        "hubs": [hub for hub in hubs if request.user.has_perm("innovations.add_campaign", hub)],
    }
    return render(request, "innovations/quality/campaigns.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, hub: str) -> HttpResponse:
    """Choose records, read what their owners will read, begin."""
    found = hubs_watched(request.user).filter(code=hub).first()
    if found is None:
        raise Http404
    posted = request.method == "POST"
    choice = questions.Choice.read(found, request.POST if posted else request.GET)
    chosen = questions.chosen(choice)
    form = CampaignForm(request.POST if posted else None, unknown=chosen.unknown)
    preview = None
    if posted and form.is_valid():
        if request.POST.get("act") == "begin":
            begun = _begun(request, choice, chosen, form)
            if begun is not None:
                return redirect("innovations:campaign", pk=begun.pk)
        else:
            preview = _preview(choice, chosen, form)
    context = {
        "hub": found,
        "choice": choice,
        "chosen": chosen,
        "form": form,
        "preview": preview,
        "most": questions.MOST,
        "shown": chosen.records[: questions.PAGE],
    }
    return render(request, "innovations/quality/campaign_new.html", context)


def _begun(request: HttpRequest, choice, chosen, form: CampaignForm) -> Campaign | None:
    said = form.cleaned_data
    try:
        return services.begin(
            choice.hub,
            chosen.records,
            name=said["name"],
            letter=said["letter"],
            due_on=said["due_on"],
            chosen_by=choice.told,
            addresses=form.addresses,
            by=request.user,
        )
    except ValidationError as refused:
        form.add_error("due_on" if refused.code == "too_soon" else None, refused)
        return None


def _preview(choice, chosen, form: CampaignForm) -> str:
    """The letter to the first institution, with a link that leads nowhere."""
    first = next((body.owner for body in chosen.bodies), None)
    records = [each for each in chosen.records if each.owner == first][:3]
    campaign = Campaign(hub=choice.hub, letter=form.cleaned_data["letter"])
    asked = [
        Reconfirmation(innovation=record, token=new_token(), due_on=form.cleaned_data["due_on"])
        for record in records
    ]
    return letter(campaign, asked) if asked else ""


def _campaign_or_404(request: HttpRequest, pk: int) -> Campaign:
    found = questions.campaigns_for(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@login_required
@never_cache
@require_safe
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a campaign has come: together, by institution, and record by record."""
    found = _campaign_or_404(request, pk)
    whole, lines = questions.progress(found)
    rows = Paginator(questions.questions_of(found), questions.PAGE)
    context = {
        "campaign": found,
        "begun_as": questions.begun_as(found),
        "whole": whole,
        "lines": lines,
        "header": questions.header(),
        "page": rows.get_page(request.GET.get("page")),
        "outcomes": questions.outcome_words(),
        "held": services.held(found).count(),
        "may": request.user.has_perm("innovations.change_campaign", found)
        and found.ended_at is None,
    }
    return render(request, "innovations/quality/campaign.html", context)


@login_required
@require_safe
def campaign_file(
    request: HttpRequest, pk: int, table: str, form: str
) -> HttpResponse | StreamingHttpResponse:
    """One of the two tables of a campaign as a file, row for row."""
    found = _campaign_or_404(request, pk)
    if table == "institutions":
        _whole, lines = questions.progress(found)
        rows = ([line.name, *line.cells] for line in lines)
        return table_file(form, f"campaign-{pk}-institutions", questions.header(), rows)
    if table == "records":
        asked = questions.record_cells(questions.questions_of(found).iterator(chunk_size=500))
        return table_file(form, f"campaign-{pk}-records", questions.record_header(), asked)
    raise Http404


@login_required
@require_POST
def step(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Let the mails go, remind the silent, or end the campaign."""
    found = _campaign_or_404(request, pk)
    if act not in {"release", "remind", "end"}:
        raise Http404
    try:
        if act == "release":
            sent = services.release(found, by=request.user)
            words = ngettext("%(n)s mail goes out now.", "%(n)s mails go out now.", sent)
            messages.success(request, words % {"n": sent})
        elif act == "remind":
            sent = services.remind(found, by=request.user)
            words = ngettext(
                "%(n)s question is asked again. Let the mails go below.",
                "%(n)s questions are asked again. Let the mails go below.",
                sent,
            )
            messages.success(request, words % {"n": sent})
        else:
            services.end(found, by=request.user)
            messages.success(request, _("The campaign has ended. Its answers stay."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("innovations:campaign", pk=found.pk)
