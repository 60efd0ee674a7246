"""Addresses of regional replication plans."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.replication.views.plans import conducting, public, writing

urlpatterns = [
    path(_("replication/plans/"), public.plans, name="plans"),
    path(_("replication/plans/<str:slug>/<int:year>/"), public.plan, name="plan"),
    path(
        _("replication/plans/<str:slug>/<int:year>.<str:form>"), public.plan_file, name="plan_file"
    ),
    path(_("desk/replication/plans/"), conducting.mine, name="plans_desk"),
    path(_("desk/replication/plans/new/"), conducting.new, name="plan_new"),
    path(
        _("desk/replication/plan-lines/<int:pk>/decide/"),
        conducting.decide,
        name="plan_line_decide",
    ),
    path(
        _("desk/replication/plan-lines/<int:pk>/case/"), writing.start_case, name="plan_line_case"
    ),
    path(_("desk/replication/plans/<str:slug>/<int:year>/"), conducting.plan, name="plan_desk"),
    path(
        _("desk/replication/plans/<str:slug>/<int:year>/step/<str:step>/"),
        conducting.step,
        name="plan_step",
    ),
    path(
        _("desk/replication/plans/<str:slug>/<int:year>/add/"),
        conducting.add_body,
        name="plan_add_body",
    ),
    path(
        _("desk/replication/plans/<str:slug>/<int:year>/part/<str:body>/"),
        writing.part,
        name="plan_part",
    ),
    path(
        _("desk/replication/plans/<str:slug>/<int:year>/part/<str:body>/add/"),
        writing.add,
        name="plan_line_add",
    ),
    path(
        _("desk/replication/plans/<str:slug>/<int:year>/part/<str:body>/hand-in/"),
        writing.hand_in,
        name="plan_hand_in",
    ),
    path(
        _("desk/replication/plans/<str:slug>/<int:year>/part/<str:body>/take-back/"),
        writing.take_back,
        name="plan_take_back",
    ),
    path(
        _("desk/replication/plans/<str:slug>/<int:year>/part/<str:body>/<int:pk>/"),
        writing.change,
        name="plan_line_change",
    ),
    path(
        _("desk/replication/plans/<str:slug>/<int:year>/part/<str:body>/<int:pk>/remove/"),
        writing.remove,
        name="plan_line_remove",
    ),
]
