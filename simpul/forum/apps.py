from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumConfig(AppConfig):
    name = "simpul.forum"
    verbose_name = _("Forum")

    def ready(self):
        from simpul.core import figures, permissions, personal
        from simpul.core.hooks import (
            DESK_PANELS,
            DESK_SECTIONS,
            DUTY_TOPICS,
            FOLLOWERS,
            MODERATORS,
            DeskSection,
        )
        from simpul.forum import tasks  # noqa: F401
        from simpul.forum.policies import PERMISSIONS
        from simpul.forum.queries.figures import FIGURES
        from simpul.forum.queries.moderation import moderates_somewhere
        from simpul.forum.queries.moderators import moderators
        from simpul.forum.queries.topics import TOPICS
        from simpul.forum.services.news import NewsFollower
        from simpul.forum.services.personal import RULE
        from simpul.forum.views import panels
        from simpul.hubs.hooks import HUB_PANELS
        from simpul.innovations.hooks import DETAIL_PANELS
        from simpul.organisations.hooks import ORGANISATION_PANELS
        from simpul.ui.hooks import FOOT, FootLink

        permissions.register(PERMISSIONS)
        personal.register(RULE)
        figures.register(*FIGURES)
        MODERATORS.append(moderators)
        DUTY_TOPICS.update(TOPICS)
        FOLLOWERS.append(NewsFollower())
        DETAIL_PANELS.add(panels.of_record, order=200)
        ORGANISATION_PANELS.add(panels.of_organisation, order=900)
        HUB_PANELS.add(panels.of_hub, order=900)
        DESK_PANELS.add(panels.of_person, order=200)
        DESK_SECTIONS.append(
            DeskSection(
                _("Moderation"),
                "forum:moderation",
                allowed=moderates_somewhere,
                order=300,
                about=_("What was reported, and appeals"),
                icon="flag",
            )
        )
        FOOT.append(FootLink(_("Complain about a service"), "forum:complaint", "help", 40))
