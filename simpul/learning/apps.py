from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "simpul.learning"
    verbose_name = _("Mentors and coaching")

    def ready(self):
        from simpul.core import figures, permissions, personal
        from simpul.core.hooks import RETENTION
        from simpul.documents.hooks import READERS
        from simpul.hubs.hooks import HUB_PANELS
        from simpul.learning import (
            tasks,  # noqa: F401 -- known to the schedule
        )
        from simpul.learning.policies import PERMISSIONS
        from simpul.learning.queries.figures import FIGURES
        from simpul.learning.queries.recognition import readable
        from simpul.learning.services.personal import PAST_MENTORS, RULE
        from simpul.learning.views import desk, directory
        from simpul.ui.hooks import FOOT, FootLink

        permissions.register(PERMISSIONS)
        personal.register(RULE)
        if PAST_MENTORS not in RETENTION:
            RETENTION.append(PAST_MENTORS)
        figures.register(*FIGURES)
        READERS.append(readable)
        HUB_PANELS.add(directory.of_hub, order=60)
        desk.register()
        FOOT.append(FootLink(_("Mentors"), "learning:mentors", order=45))
