from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InnovationsConfig(AppConfig):
    name = "simpul.innovations"
    verbose_name = _("Innovations")

    def ready(self):
        from simpul.core import permissions
        from simpul.innovations.policies import PERMISSIONS

        permissions.register(PERMISSIONS)
