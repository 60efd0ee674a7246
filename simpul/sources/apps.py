from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    name = "simpul.sources"
    verbose_name = _("Sources")

    def ready(self):
        from simpul.core import permissions, personal
        from simpul.sources import tasks  # noqa: F401 -- known to the schedule
        from simpul.sources.policies import PERMISSIONS
        from simpul.sources.services.adapters import kinds  # noqa: F401 -- known to runs
        from simpul.sources.services.personal import PERSONAL

        permissions.register(PERMISSIONS)
        personal.register(PERSONAL)
