from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReplicationConfig(AppConfig):
    name = "simpul.replication"
    verbose_name = _("Replication")

    def ready(self):
        from simpul.core import permissions, personal
        from simpul.replication.policies import PERMISSIONS
        from simpul.replication.services.personal import PERSONAL

        permissions.register(PERMISSIONS)
        personal.register(PERSONAL)
