"""Addresses of mentors lent to cases."""

from django.urls import URLPattern, include, path
from django.utils.translation import gettext_lazy as _

from simpul.replication.views.mentoring import pages

desk: list[URLPattern] = [
    path("", pages.requests, name="mentoring"),
    path(_("together/"), pages.together, name="mentoring_together"),
    path(_("cases/<str:number>/"), pages.of_case, name="mentoring_case"),
    path(_("requests/<int:pk>/"), pages.one, name="mentor_request"),
    path(_("requests/<int:pk>/withdraw/"), pages.withdraw, name="mentor_request_withdraw"),
    path("<int:pk>/", pages.mentorship, name="mentorship"),
    path(_("<int:pk>/hand-over/"), pages.hand_over, name="mentorship_hand_over"),
    path(_("<int:pk>/<str:act>/"), pages.act, name="mentorship_act"),
]

urlpatterns: list = [path(_("desk/replication/mentoring/"), include(desk))]
