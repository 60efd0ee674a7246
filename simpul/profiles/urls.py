"""Addresses of what is prepared for forms of others."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.profiles.views import editions, field, prepare, readiness

app_name = "profiles"

urlpatterns = [
    path(_("innovations/<slug:slug>/prepare/"), prepare.choose, name="choose"),
    path(_("innovations/<slug:slug>/prepare/<slug:form>/"), prepare.package, name="package"),
    path(_("innovations/<slug:slug>/prepare/<slug:form>/print/"), prepare.printed, name="printed"),
    path(
        _("innovations/<slug:slug>/prepare/<slug:form>/file.<str:kind>"),
        prepare.package_file,
        name="package_file",
    ),
    path(
        _("innovations/<slug:slug>/prepare/<slug:form>/field/<slug:key>/"),
        field.field,
        name="field",
    ),
    path(_("desk/came-in/<int:pk>/settle/"), prepare.settle_intake, name="settle_intake"),
    path(_("desk/readiness/"), readiness.readiness, name="readiness"),
    path(_("desk/readiness/list.<str:kind>"), readiness.readiness_file, name="readiness_file"),
    path(_("desk/target-forms/"), editions.forms, name="forms"),
    path(_("desk/target-forms/<slug:key>/"), editions.edition, name="edition"),
    path(
        _("desk/target-forms/<slug:key>/<slug:field>/"),
        editions.edition_field,
        name="edition_field",
    ),
    path(
        _("desk/target-forms/<slug:key>/<slug:field>/remove/"),
        editions.remove_field,
        name="remove_field",
    ),
]
