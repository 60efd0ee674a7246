"""Addresses of needs, challenges and ideas."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.needs.views import (
    asking,
    benchmarks,
    deciding,
    desk,
    files,
    ideas,
    needs,
    offering,
    talking,
    writing,
)

app_name = "needs"

urlpatterns = [
    path(_("needs/"), needs.needs, name="list"),
    path(_("needs/gaps/"), needs.gaps, name="gaps"),
    path(_("needs/export.<str:form>"), files.needs, name="export"),
    path(_("needs/<str:slug>/"), needs.need, name="detail"),
    path(_("ideas/"), ideas.ideas, name="ideas"),
    path(_("ideas/export.<str:form>"), files.ideas, name="ideas_export"),
    path(_("ideas/<str:slug>/"), ideas.idea, name="idea"),
    path(_("challenges/"), ideas.challenges, name="challenges"),
    path(_("challenges/<str:slug>/"), ideas.challenge, name="challenge"),
    path(_("desk/needs/"), desk.mine, name="mine"),
    path(_("desk/needs/write/"), writing.write, name="write"),
    path(_("desk/needs/<str:slug>/"), desk.need, name="desk"),
    path(_("desk/needs/<str:slug>/change/"), writing.change, name="change"),
    path(_("desk/needs/<str:slug>/follow/"), desk.follow, name="follow"),
    path(_("desk/needs/<str:slug>/close/"), desk.close, name="close"),
    path(_("desk/needs/<str:slug>/step/<str:step>/"), desk.step, name="step"),
    path(_("desk/needs/<str:slug>/ask/"), talking.ask_need, name="ask"),
    path(_("desk/needs/<str:slug>/report/"), talking.report_need, name="report"),
    path(_("desk/benchmarks/"), benchmarks.benchmarks, name="benchmarks"),
    path(_("desk/benchmarks/add/"), benchmarks.add, name="benchmark_add"),
    path(_("desk/benchmarks/<slug:key>/"), benchmarks.change, name="benchmark"),
    path(_("desk/ideas/"), offering.mine, name="my_ideas"),
    path(_("desk/ideas/offer/"), offering.offer, name="offer"),
    path(_("desk/ideas/waiting/"), deciding.queue, name="queue"),
    path(_("desk/ideas/<str:slug>/"), deciding.decide, name="decide"),
    path(_("desk/ideas/<str:slug>/change/"), offering.change, name="idea_change"),
    path(_("desk/ideas/<str:slug>/support/"), offering.support, name="support"),
    path(_("desk/ideas/<str:slug>/ask/"), talking.ask_idea, name="ask_idea"),
    path(_("desk/ideas/<str:slug>/report/"), talking.report_idea, name="report_idea"),
    path(_("desk/ideas/<str:slug>/sponsor/"), deciding.sponsor, name="sponsor"),
    path(_("desk/ideas/<str:slug>/merge/"), deciding.merge, name="merge"),
    path(_("desk/ideas/<str:slug>/unmerge/"), deciding.unmerge, name="unmerge"),
    path(_("desk/ideas/<str:slug>/promote/"), deciding.promote, name="promote"),
    path(_("desk/ideas/<str:slug>/hide/"), deciding.hide, name="hide"),
    path(_("desk/challenges/"), asking.mine, name="my_challenges"),
    path(_("desk/challenges/write/"), asking.write, name="challenge_write"),
    path(_("desk/challenges/<str:slug>/"), asking.challenge, name="challenge_desk"),
    path(_("desk/challenges/<str:slug>/change/"), asking.change, name="challenge_change"),
    path(_("desk/challenges/<str:slug>/step/<str:step>/"), asking.step, name="challenge_step"),
    path(_("desk/needs-messages/<int:pk>/answer/"), talking.answer, name="answer"),
    path(_("desk/needs-messages/<int:pk>/edit/"), talking.edit, name="edit"),
    path(_("desk/needs-messages/<int:pk>/report/"), talking.report_message, name="report_message"),
]
