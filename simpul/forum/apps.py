from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumConfig(AppConfig):
    name = "simpul.forum"
    verbose_name = _("Forum")

    def ready(self):
        from simpul.core import figures, permissions, personal
        from simpul.core.hooks import FOLLOWERS, MODERATORS
        from simpul.forum import tasks  # noqa: F401
        from simpul.forum.policies import PERMISSIONS
        from simpul.forum.queries.figures import FIGURES
        from simpul.forum.queries.moderators import moderators
        from simpul.forum.services.news import NewsFollower
        from simpul.forum.services.personal import RULE

        permissions.register(PERMISSIONS)
        personal.register(RULE)
        figures.register(*FIGURES)
        MODERATORS.append(moderators)
        FOLLOWERS.append(NewsFollower())
        self.join_pages()
        self.join_desk()

    def join_pages(self):
        """Add the ways to take part to the pages of lower rooms."""
        from simpul.forum.views import panels
        from simpul.hubs.hooks import HUB_PANELS
        from simpul.innovations.hooks import CATALOGUE_ACTS, DETAIL_PANELS, Format
        from simpul.organisations.hooks import ORGANISATION_PANELS
        from simpul.ui.hooks import FOOT, FootLink

        DETAIL_PANELS.add(panels.of_record, order=200)
        ORGANISATION_PANELS.add(panels.of_organisation, order=900)
        HUB_PANELS.add(panels.of_hub, order=900)
        CATALOGUE_ACTS.append(
            Format("follow", _("Follow this search"), "text/html", panels.search_address)
        )
        FOOT.append(FootLink(_("Complain about a service"), "forum:complaint", "help", 40))

    def join_desk(self):
        """Say on the desk what waits, what was sent and what is moderated."""
        from simpul.core.hooks import DESK_PANELS, DESK_SECTIONS, DUTY_TOPICS, DeskSection
        from simpul.forum.queries.moderation import moderates_somewhere
        from simpul.forum.queries.topics import TOPICS
        from simpul.forum.views import panels

        DUTY_TOPICS.update(TOPICS)
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
