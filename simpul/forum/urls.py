from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.forum.views import keeping, moderation, reporting, talking

app_name = "forum"

urlpatterns = [
    path(_("innovations/<slug:slug>/questions/"), talking.questions, name="questions"),
    path(_("innovations/<slug:slug>/ask/"), talking.ask, name="ask"),
    path(_("innovations/<slug:slug>/useful/"), talking.opinion, name="opinion"),
    path(_("innovations/<slug:slug>/opinions/"), talking.opinions, name="opinions"),
    path(_("innovations/<slug:slug>/keep/"), keeping.keep, name="keep"),
    path(_("innovations/<slug:slug>/report/"), reporting.record, name="report_record"),
    path(_("messages/<int:pk>/answer/"), talking.answer, name="answer"),
    path(_("messages/<int:pk>/edit/"), talking.edit, name="edit"),
    path(_("messages/<int:pk>/report/"), reporting.message, name="report_message"),
    path(_("messages/<int:pk>/hide/"), moderation.hide, name="hide"),
    path(_("follow/record/<slug:slug>/"), keeping.follow_record, name="follow_record"),
    path(_("follow/institution/<str:slug>/"), keeping.follow_body, name="follow_body"),
    path(_("follow/hub/<str:slug>/"), keeping.follow_hub, name="follow_hub"),
    path(_("follow/search/"), keeping.follow_search, name="follow_search"),
    path(_("complaint/"), reporting.complaint, name="complaint"),
    path(_("lists/<str:token>/"), keeping.shared, name="shared"),
    path(_("desk/lists/"), keeping.mine, name="mine"),
    path(_("desk/lists/<int:pk>/"), keeping.shelf, name="shelf"),
    path(_("desk/moderation/"), moderation.queue, name="moderation"),
    path(_("desk/moderation/<int:pk>/"), moderation.case, name="case"),
    path(_("desk/decisions/<int:pk>/"), moderation.decision, name="decision"),
    path(_("desk/appeals/<int:pk>/"), moderation.appeal, name="appeal"),
]
