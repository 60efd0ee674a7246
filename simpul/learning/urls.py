"""Addresses of mentors and of coaching."""

from django.urls import URLPattern, include, path
from django.utils.translation import gettext_lazy as _

from simpul.learning.views import coaching, directory, hub, mine

app_name = "learning"

public: list[URLPattern] = [
    path("", directory.mentors, name="mentors"),
    path("<int:pk>/", directory.mentor, name="mentor"),
]

desk: list[URLPattern] = [
    path("", mine.mine, name="mine"),
    path(_("offer/"), mine.offer, name="offer"),
    path(_("offer/<str:act>/"), mine.act, name="act"),
    path(_("mentors/"), hub.mentors, name="all"),
    path(_("mentors/<int:pk>/"), hub.mentor, name="one"),
    path(_("mentors/<int:pk>/proof"), hub.proof, name="proof"),
    path(_("mentors/<int:pk>/certificate/"), hub.certificate, name="certificate"),
    path(_("mentors/<int:pk>/<str:act>/"), hub.act, name="decide"),
    path(_("report/"), hub.report, name="report"),
    path(_("report.<str:form>"), hub.report_file, name="report_file"),
    path(_("log/<str:word>/<int:pk>/"), coaching.log, name="log"),
    path(_("log/<str:word>/<int:pk>/new/"), coaching.new, name="log_new"),
    path(_("sessions/<int:pk>/"), coaching.session, name="session"),
    path(_("sessions/<int:pk>/<str:act>/"), coaching.add, name="session_add"),
    path(_("follow-ups/<int:pk>/"), coaching.follow_up, name="follow_up"),
    path(_("files/<str:token>/"), coaching.file, name="file"),
]

urlpatterns = [
    path(_("mentors/"), include(public)),
    path(_("desk/mentoring/"), include(desk)),
]
