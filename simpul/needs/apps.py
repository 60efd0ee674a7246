from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NeedsConfig(AppConfig):
    name = "simpul.needs"
    verbose_name = _("Needs and ideas")

    def ready(self):
        from simpul.core import figures, permissions, personal
        from simpul.core.hooks import RETENTION
        from simpul.needs.policies import PERMISSIONS
        from simpul.needs.queries.figures import FIGURES
        from simpul.needs.services.keeping import GONE_IDEAS
        from simpul.needs.services.personal import RULE

        permissions.register(PERMISSIONS)
        personal.register(RULE)
        figures.register(*FIGURES)
        if GONE_IDEAS not in RETENTION:
            RETENTION.append(GONE_IDEAS)
        self.join_pages()
        self.join_desk()

    def join_pages(self):
        """Add needs and ideas to the pages of lower rooms."""
        from simpul.geography.hooks import REGION_PANELS
        from simpul.hubs.hooks import HUB_PANELS
        from simpul.innovations.hooks import DETAIL_PANELS, DRAFT_PANELS
        from simpul.needs.views import panels
        from simpul.organisations.hooks import ORGANISATION_PANELS
        from simpul.ui.hooks import FOOT, FootLink
        from simpul.vocabularies.hooks import GOAL_PANELS, SECTOR_PANELS

        REGION_PANELS.add(panels.of_region, order=300)
        ORGANISATION_PANELS.add(panels.of_organisation, order=300)
        HUB_PANELS.add(panels.of_hub, order=300)
        SECTOR_PANELS.add(panels.of_sector, order=300)
        GOAL_PANELS.add(panels.of_goal, order=300)
        DETAIL_PANELS.add(panels.of_record, order=150)
        DRAFT_PANELS.add(panels.of_draft, order=150)
        FOOT.append(FootLink(_("Needs"), "needs:list", "browse", 40))
        FOOT.append(FootLink(_("Ideas and challenges"), "needs:ideas", "browse", 41))

    def join_desk(self):
        """Say on the desk what waits about needs, ideas and challenges."""
        from simpul.core.hooks import DESK_PANELS, DESK_SECTIONS, DUTY_TOPICS, DeskSection
        from simpul.needs.policies import bodies_of
        from simpul.needs.queries.ideas import decides_somewhere
        from simpul.needs.queries.topics import TOPICS
        from simpul.needs.views import panels

        DUTY_TOPICS.update(TOPICS)
        DESK_PANELS.add(panels.of_person, order=150)
        DESK_SECTIONS.extend(
            [
                DeskSection(
                    _("Needs of my institution"),
                    "needs:mine",
                    allowed=lambda user: bodies_of(user).exists(),
                    order=70,
                    about=_("State a problem, follow it, say what solved it"),
                    icon="target",
                ),
                DeskSection(
                    _("Ideas that wait"),
                    "needs:queue",
                    allowed=decides_somewhere,
                    order=71,
                    about=_("Take up, park, or say not now, with a reason"),
                    icon="bulb",
                ),
                DeskSection(
                    _("Challenges of my institution"),
                    "needs:my_challenges",
                    allowed=lambda user: bodies_of(user).exists(),
                    order=72,
                    about=_("Ask the public for ideas, and answer each"),
                    icon="flag",
                ),
            ]
        )
        self.join_rules()

    def join_rules(self):
        """Say on the desk of staff where the rules of the State are kept."""
        from simpul.core.hooks import DESK_SECTIONS, DeskSection

        DESK_SECTIONS.append(
            DeskSection(
                _("Benchmarks of needs"),
                "needs:benchmarks",
                allowed=lambda user: user.has_perm("needs.change_benchmark"),
                order=67,
                about=_("Standards and indicators of the State a need can begin with"),
                icon="checkup-list",
            )
        )
