from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "simpul.documents"
    verbose_name = _("Documents")

    def ready(self):
        from simpul.core import permissions, personal
        from simpul.core.hooks import DESK_SECTIONS, DUTY_TOPICS, RETENTION
        from simpul.documents import tasks  # noqa: F401
        from simpul.documents.hooks import ISSUERS, PROVIDERS
        from simpul.documents.policies import PERMISSIONS
        from simpul.documents.queries.issuers import INSTITUTIONS
        from simpul.documents.services.demonstration import Demonstration
        from simpul.documents.services.personal import DROPPED_LETTERS, RULE
        from simpul.documents.services.waiting import RENEW, SIGN
        from simpul.documents.views.sections import RENEW_TOPIC, SECTIONS, SIGN_TOPIC

        permissions.register(PERMISSIONS)
        personal.register(RULE)
        if DROPPED_LETTERS not in RETENTION:
            RETENTION.append(DROPPED_LETTERS)
        ISSUERS["organisations.organisation"] = INSTITUTIONS
        DUTY_TOPICS.update({SIGN: SIGN_TOPIC, RENEW: RENEW_TOPIC})
        DESK_SECTIONS.extend(SECTIONS)
        PROVIDERS["demo"] = Demonstration()
