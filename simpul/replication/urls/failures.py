"""Addresses of what stopped or failed."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.replication.views.failures import desk, public

urlpatterns: list = [
    path(_("replication/lessons/"), public.lessons, name="lessons"),
    path(_("replication/lessons/<str:code>/"), public.lesson, name="lesson"),
    path(_("desk/replication/lessons/"), desk.mine, name="lessons_desk"),
    path(_("desk/replication/lessons/new/"), desk.new, name="lesson_new"),
    path(_("desk/replication/lessons/<str:code>/"), desk.desk, name="lesson_desk"),
    path(_("desk/replication/lessons/<str:code>/change/"), desk.change, name="lesson_change"),
    path(_("desk/replication/lessons/<str:code>/release/"), desk.release, name="lesson_release"),
    path(_("desk/replication/lessons/<str:code>/withdraw/"), desk.withdraw, name="lesson_withdraw"),
]
