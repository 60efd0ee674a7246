from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumConfig(AppConfig):
    name = "simpul.forum"
    verbose_name = _("Forum")

    def ready(self):
        from simpul.core import permissions
        from simpul.core.hooks import MODERATORS
        from simpul.forum.policies import PERMISSIONS
        from simpul.forum.queries.moderators import moderators

        permissions.register(PERMISSIONS)
        MODERATORS.append(moderators)
