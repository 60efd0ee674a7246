"""Pages of the sources: for everybody, and on the desk of those who lead them."""

from django.urls import URLPattern, include, path
from django.utils.translation import gettext_lazy as _

from simpul.sources.views import (
    contradictions,
    dashboard,
    items,
    joint,
    review,
    runs,
    streams,
    wizard,
)
from simpul.sources.views import public as reading
from simpul.sources.views import public_quality as quality

app_name = "sources"

public: list[URLPattern] = [
    path("", reading.sources, name="sources"),
    path(_("joint-management/"), reading.joint, name="joint"),
    path(_("quality/"), quality.quality, name="quality"),
    path("<str:key>/", reading.authority, name="authority"),
]

joint_desk: list[URLPattern] = [
    path("", dashboard.dashboard, name="dashboard"),
    path(_("proposals/"), joint.proposals, name="proposals"),
    path(_("proposals/new/"), joint.proposal_new, name="proposal_new"),
    path(_("proposals/<int:pk>/"), joint.proposal, name="proposal"),
    path(_("proposals/<int:pk>/effect/"), joint.effects, name="effects"),
    path(_("proposals/<int:pk>/effect.<str:form>"), joint.effects_file, name="effects_file"),
    path(_("proposals/<int:pk>/<str:act>/"), joint.proposal_act, name="proposal_act"),
    path(_("contradictions/"), contradictions.contradictions, name="contradictions"),
    path(
        _("contradictions.<str:form>"),
        contradictions.contradictions_file,
        name="contradictions_file",
    ),
    path(_("contradictions/<int:pk>/"), contradictions.contradiction, name="contradiction"),
    path(
        _("contradictions/<int:pk>/<str:act>/"),
        contradictions.contradiction_act,
        name="contradiction_act",
    ),
]

runs_desk: list[URLPattern] = [
    path(_("streams/"), streams.streams, name="streams"),
    path(_("streams/new/"), streams.add, name="stream_add"),
    path(_("streams/<slug:key>/"), streams.stream, name="stream"),
    path(_("streams/<slug:key>/change/"), streams.change, name="stream_change"),
    path(_("streams/<slug:key>/start/"), streams.start, name="stream_start"),
    path(_("streams/<slug:key>/pause/"), streams.pause, name="stream_pause"),
    path(_("runs/"), runs.runs, name="runs"),
    path(_("runs/<int:pk>/"), runs.run, name="run"),
    path(_("runs/<int:pk>/report.<str:form>"), runs.report, name="run_report"),
    path(_("runs/<int:pk>/<slug:act>/"), runs.act, name="run_act"),
    path(_("copies/<int:pk>/"), runs.copy, name="copy"),
]

files_desk: list[URLPattern] = [
    path(_("streams/<slug:key>/file/"), wizard.choose_file, name="wizard"),
    path(
        _("streams/<slug:key>/file/<slug:token>/reading/"), wizard.how_read, name="wizard_reading"
    ),
    path(_("streams/<slug:key>/file/<slug:token>/columns/"), wizard.columns, name="wizard_columns"),
    path(
        _("streams/<slug:key>/file/<slug:token>/preview/<int:pk>/"),
        wizard.preview,
        name="wizard_preview",
    ),
    path(_("words/"), items.items, name="items"),
    path(_("words/learned/<int:pk>/"), items.take_back, name="learned_back"),
    path(_("words/<int:pk>/"), items.item, name="item"),
    path(_("words/<int:pk>/<slug:act>/"), items.act, name="item_act"),
]

pairs_desk: list[URLPattern] = [
    path(_("pairs/"), review.pairs, name="pairs"),
    path(_("pairs.<str:form>"), review.pairs_file, name="pairs_file"),
    path(_("pairs/joined/"), review.joined, name="pairs_joined"),
    path(_("pairs/joined/<int:pk>/apart/"), review.take_apart, name="take_apart"),
    path(_("pairs/<int:pk>/"), review.pair, name="pair"),
    path(_("pairs/<int:pk>/<str:act>/"), review.pair_act, name="pair_act"),
]

desk: list[URLPattern] = [*joint_desk, *runs_desk, *files_desk, *pairs_desk]

urlpatterns = [
    path(_("sources/"), include(public)),
    path(_("desk/sources/"), include(desk)),
]
