from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.portal.views import desk, mail, pages, work

app_name = "portal"

urlpatterns = [
    path("", pages.home, name="home"),
    path(_("map/"), pages.map_of_provinces, name="map"),
    path(_("map/<str:code>/"), pages.map_of_province, name="map_province"),
    path(_("near-me/"), pages.near, name="near"),
    path(_("take-part/"), pages.take_part, name="take_part"),
    path(_("about/"), pages.about, name="about"),
    path(_("desk/"), desk.desk, name="desk"),
    path(_("desk/done/"), desk.done, name="done"),
    path(_("desk/waiting.xlsx"), desk.waiting_table, name="waiting_table"),
    path(_("desk/notices/"), desk.notices, name="notices"),
    path(_("desk/notices/<int:pk>/"), desk.notice, name="notice"),
    path(_("desk/work/"), work.jobs, name="jobs"),
    path(_("desk/mail/"), work.mails, name="mails"),
    path(_("mail/stop/<str:token>/"), mail.stop, name="stop_mail"),
]
