from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NeedsConfig(AppConfig):
    name = "simpul.needs"
    verbose_name = _("Needs and ideas")

    def ready(self):
        from simpul.core import permissions, personal
        from simpul.needs.policies import PERMISSIONS
        from simpul.needs.services.personal import RULE

        permissions.register(PERMISSIONS)
        personal.register(RULE)
