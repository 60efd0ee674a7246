from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "simpul.learning"
    verbose_name = _("Mentors and coaching")

    def ready(self):
        from simpul.core import permissions
        from simpul.learning.policies import PERMISSIONS

        permissions.register(PERMISSIONS)
