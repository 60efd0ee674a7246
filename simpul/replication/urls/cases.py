"""Addresses of cases between origin, adopter and facilitator."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from simpul.replication.views.cases import desk, papers, parts, public, rules

_public: list[URLPattern] = [
    path(_("replication/cases/"), public.cases, name="cases"),
    path(_("replication/cases.<str:form>"), public.cases_file, name="cases_file"),
    path(_("replication/cases/<slug:number>/"), public.case, name="case"),
    path(
        _("replication/cases/<slug:number>/files/<slug:token>/"),
        papers.public_file,
        name="case_public_file",
    ),
]

_desk: list[URLPattern] = [
    path(_("desk/replication/rules/"), rules.rules, name="case_rules"),
    path(_("desk/replication/rules/<slug:kind>/<int:pk>/"), rules.rule, name="case_rule"),
    path(_("desk/replication/cases/"), desk.cases_list, name="my_cases"),
    path(_("desk/replication/cases.<str:form>"), desk.my_cases_file, name="my_cases_file"),
    path(_("desk/replication/cases/new/"), desk.case_new, name="case_new"),
    path(_("desk/replication/cases/<slug:number>/"), desk.case_desk, name="case_desk"),
    path(
        _("desk/replication/cases/<slug:number>/step/<slug:step>/"),
        desk.case_step,
        name="case_step",
    ),
    path(_("desk/replication/cases/<slug:number>/change/"), desk.case_change, name="case_change"),
    path(_("desk/replication/cases/<slug:number>/talk/"), papers.talk, name="case_talk"),
    path(_("desk/replication/cases/<slug:number>/learning/"), parts.learning, name="case_learning"),
    path(
        _("desk/replication/cases/<slug:number>/learning/<int:pk>/"),
        parts.session,
        name="case_session",
    ),
    path(
        _("desk/replication/cases/<slug:number>/agreement/"),
        papers.agreement,
        name="case_agreement",
    ),
    path(
        _("desk/replication/cases/<slug:number>/obligations/<int:pk>/"),
        parts.obligation,
        name="case_obligation",
    ),
    path(_("desk/replication/cases/<slug:number>/matrix/"), parts.matrix, name="case_matrix"),
    path(_("desk/replication/cases/<slug:number>/matrix/<int:pk>/"), parts.part, name="case_part"),
    path(_("desk/replication/cases/<slug:number>/plan/"), parts.plan, name="case_plan"),
    path(
        _("desk/replication/cases/<slug:number>/plan/<int:pk>/"),
        parts.milestone,
        name="case_milestone",
    ),
    path(
        _("desk/replication/cases/<slug:number>/checklist/<int:pk>/"), parts.tick, name="case_tick"
    ),
    path(_("desk/replication/cases/<slug:number>/results/"), parts.results, name="case_results"),
    path(
        _("desk/replication/cases/<slug:number>/results/<int:pk>/"),
        parts.measure,
        name="case_measure",
    ),
    path(
        _("desk/replication/cases/<slug:number>/certificate/"), papers.certify, name="case_certify"
    ),
    path(
        _("desk/replication/cases/<slug:number>/commitment/"),
        papers.commitment,
        name="case_commitment",
    ),
    path(_("desk/replication/cases/<slug:number>/report/"), papers.report, name="case_report"),
    path(
        _("desk/replication/cases/<slug:number>/report/<int:months>/"),
        papers.later_report,
        name="case_later_report",
    ),
    path(_("desk/replication/cases/<slug:number>/files/"), papers.papers, name="case_papers"),
    path(
        _("desk/replication/cases/<slug:number>/files/<int:pk>/remove/"),
        papers.paper_remove,
        name="case_paper_remove",
    ),
    path(
        _("desk/replication/cases/<slug:number>/files/<slug:token>/"), papers.file, name="case_file"
    ),
    path(
        _("desk/replication/cases/<slug:number>/package.zip"), papers.package, name="case_package"
    ),
]

urlpatterns: list[URLPattern] = [*_public, *_desk]
