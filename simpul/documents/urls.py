"""Addresses of registers, letters and of what everybody may check."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.documents.views import checking, drafting, letters, registers

app_name = "documents"

urlpatterns = [
    path(_("documents/check/"), checking.find, name="find"),
    path(_("documents/check/<str:code>/"), checking.check, name="check"),
    path(_("documents/check/<str:code>/file/"), checking.compare, name="compare"),
    path(_("documents/check/<str:code>/letter.pdf"), checking.file, name="public_file"),
    path(_("desk/documents/"), letters.letters, name="letters"),
    path(
        _("desk/documents/registers/<int:pk>/book.<str:form>"),
        registers.register_file,
        name="register_file",
    ),
    path(_("desk/documents/letters.<str:form>"), letters.export, name="export"),
    path(_("desk/documents/new/"), drafting.new, name="new"),
    path(_("desk/documents/registers/"), registers.registers, name="registers"),
    path(_("desk/documents/registers/<int:pk>/"), registers.register, name="register"),
    path(_("desk/documents/registers/<int:pk>/number/"), registers.take, name="take"),
    path(_("desk/documents/registers/<int:pk>/close/"), registers.close, name="close"),
    path(_("desk/documents/offices/<str:office>/register/"), registers.add, name="add_register"),
    path(
        _("desk/documents/offices/<str:office>/letterhead/"),
        registers.letterhead,
        name="letterhead",
    ),
    path(_("desk/documents/<int:pk>/"), letters.document, name="document"),
    path(_("desk/documents/<int:pk>/write/"), drafting.edit, name="edit"),
    path(_("desk/documents/<int:pk>/preview.pdf"), drafting.preview, name="preview"),
    path(_("desk/documents/<int:pk>/replace/"), drafting.replace, name="replace"),
    path(_("desk/documents/<int:pk>/make/"), letters.remake, name="remake"),
    path(_("desk/documents/<int:pk>/signed-copy/"), letters.hand_in, name="hand_in"),
    path(_("desk/documents/<int:pk>/sign/"), letters.sign, name="sign"),
    path(_("desk/documents/<int:pk>/files/<str:which>/"), letters.file, name="file"),
    path(_("desk/documents/<int:pk>/copies/<int:copy>/"), letters.copy_file, name="copy_file"),
    path(
        _("desk/documents/<int:pk>/copies/<int:copy>/refuse/"),
        letters.refuse_copy,
        name="refuse_copy",
    ),
    path(_("desk/documents/<int:pk>/do/<str:step>/"), letters.step, name="step"),
]
