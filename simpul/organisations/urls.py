from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.organisations import views

app_name = "organisations"

urlpatterns = [
    path(_("institutions/"), views.institutions, name="list"),
    path(_("institutions/<str:slug>/"), views.institution, name="detail"),
    path(_("desk/join/"), views.find, name="find"),
    path(_("desk/join/<str:slug>/"), views.join, name="join"),
    path(_("desk/memberships/"), views.memberships, name="memberships"),
    path(_("desk/memberships/<int:pk>/leave/"), views.leave, name="leave"),
    path(_("desk/requests/<int:pk>/"), views.answer, name="request"),
    path(_("desk/requests/<int:pk>/letter/"), views.request_letter, name="request_letter"),
    path(_("desk/institutions/"), views.administered, name="administered"),
    path(_("desk/institutions/add/"), views.add, name="add"),
    path(_("desk/institutions/<str:slug>/people/"), views.people, name="people"),
    path(_("desk/institutions/<str:slug>/people/add/"), views.bring_in, name="bring_in"),
    path(_("desk/institutions/<str:slug>/people/sheet/"), views.sheet, name="sheet"),
    path(
        _("desk/institutions/<str:slug>/people/sheet/confirm/"),
        views.sheet_confirmed,
        name="sheet_confirmed",
    ),
    path(
        _("desk/institutions/<str:slug>/people/sheet/template.xlsx"),
        views.sheet_template,
        name="sheet_template",
    ),
    path(_("desk/institutions/<str:slug>/people/<int:pk>/"), views.member, name="member"),
    path(_("desk/institutions/<str:slug>/units/"), views.units, name="units"),
    path(_("desk/institutions/<str:slug>/change/"), views.change, name="change"),
    path(_("desk/mandates/"), views.mandates, name="mandates"),
    path(_("desk/mandates/grant/<slug:office>/<int:scope>/"), views.grant, name="grant"),
    path(_("desk/mandates/<int:pk>/"), views.mandate, name="mandate"),
    path(_("desk/mandates/<int:pk>/hand-over/"), views.hand_over, name="hand_over"),
    path(_("desk/mandates/<int:pk>/delegate/"), views.delegate, name="delegate"),
    path(_("desk/mandates/<int:pk>/letter/"), views.mandate_letter, name="mandate_letter"),
    path(_("desk/people/"), views.users, name="users"),
    path(_("desk/people/<int:pk>/"), views.user, name="user"),
    path(_("desk/vocabularies/"), views.vocabularies, name="vocabularies"),
    path(_("desk/vocabularies/<slug:table>/<int:pk>/"), views.term, name="term"),
]
