from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    name = "simpul.sources"
    verbose_name = _("Sources")

    def ready(self):
        from simpul.core import permissions, personal
        from simpul.core.hooks import FOLLOWERS
        from simpul.sources import (
            hooks,
            tasks,  # noqa: F401 -- known to the schedule
        )
        from simpul.sources.policies import PERMISSIONS
        from simpul.sources.services import joint
        from simpul.sources.services.adapters import kinds  # noqa: F401 -- known to runs
        from simpul.sources.services.contradictions import Follower
        from simpul.sources.services.matching import following, measuring, parameters
        from simpul.sources.services.personal import PERSONAL
        from simpul.sources.views import dashboard, review, runs_desk

        permissions.register(PERMISSIONS)
        personal.register(PERSONAL)
        hooks.register(joint.LOADER, parameters.LOADER, measuring.LOADER)
        FOLLOWERS.append(Follower())
        FOLLOWERS.append(following.Follower())
        dashboard.register()
        runs_desk.register()
        review.register()
