from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "simpul.documents"
    verbose_name = _("Documents")

    def ready(self):
        from simpul.core import permissions, personal
        from simpul.documents import tasks  # noqa: F401
        from simpul.documents.hooks import ISSUERS, PROVIDERS
        from simpul.documents.policies import PERMISSIONS
        from simpul.documents.queries.issuers import INSTITUTIONS
        from simpul.documents.services.demonstration import Demonstration
        from simpul.documents.services.personal import RULE

        permissions.register(PERMISSIONS)
        personal.register(RULE)
        ISSUERS["organisations.organisation"] = INSTITUTIONS
        PROVIDERS["demo"] = Demonstration()
