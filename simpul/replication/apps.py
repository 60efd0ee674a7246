from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReplicationConfig(AppConfig):
    name = "simpul.replication"
    verbose_name = _("Replication")

    def ready(self):
        from simpul.core import permissions, personal
        from simpul.replication import (
            receivers,  # noqa: F401 -- listens
            tasks,  # noqa: F401 -- known to the schedule
        )
        from simpul.replication.policies import PERMISSIONS
        from simpul.replication.services import loading
        from simpul.replication.services.failures import loading as failures
        from simpul.replication.services.failures.personal import PERSONAL as LESSONS
        from simpul.replication.services.personal import PERSONAL
        from simpul.replication.views.cases import desk_panels as cases
        from simpul.replication.views.continuity import desk as continuity
        from simpul.replication.views.lineage import joining
        from simpul.replication.views.matching import panels as matching
        from simpul.replication.views.mentoring import desk as mentoring
        from simpul.sources import hooks as sources

        permissions.register(PERMISSIONS)
        personal.register(PERSONAL)
        personal.register(LESSONS)
        sources.register(loading.LOADER, failures.LOADER)
        cases.register()
        mentoring.register()
        matching.register()
        continuity.register()
        joining.register()
