"""Pages of the sources: for everybody, and on the desk of those who lead them."""

from django.urls import URLPattern, include, path
from django.utils.translation import gettext_lazy as _

from simpul.sources.views import runs, streams

app_name = "sources"

public: list[URLPattern] = []

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

desk: list[URLPattern] = [*runs_desk]

urlpatterns = [
    path(_("sources/"), include(public)),
    path(_("desk/sources/"), include(desk)),
]
