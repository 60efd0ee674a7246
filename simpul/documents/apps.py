from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "simpul.documents"
    verbose_name = _("Documents")

    def ready(self):
        from simpul.core import permissions
        from simpul.documents.policies import PERMISSIONS

        permissions.register(PERMISSIONS)
