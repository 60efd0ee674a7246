from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InnovationsConfig(AppConfig):
    name = "simpul.innovations"
    verbose_name = _("Innovations")

    def ready(self):
        from simpul.core import figures, permissions
        from simpul.core.hooks import DESK_SECTIONS, FOLLOWERS, DeskSection
        from simpul.geography.hooks import REGION_PANELS
        from simpul.hubs.hooks import HUB_PANELS
        from simpul.innovations import tasks  # noqa: F401 -- known to the schedule
        from simpul.innovations.hooks import SIMILAR
        from simpul.innovations.policies import PERMISSIONS
        from simpul.innovations.queries.counting import FIGURES
        from simpul.innovations.queries.documents import similar_records
        from simpul.innovations.queries.editions import may_change_a_rule
        from simpul.innovations.services.index import IndexFollower
        from simpul.innovations.views import (
            life_desk,
            panels,
            verification_desk,
            writing_panels,
        )
        from simpul.organisations.hooks import ORGANISATION_PANELS
        from simpul.ui.hooks import FOOT, NAVIGATION, SEARCH, FootLink, NavItem
        from simpul.vocabularies.hooks import GOAL_PANELS, SECTOR_PANELS

        permissions.register(PERMISSIONS)
        writing_panels.register()
        life_desk.register()
        verification_desk.register()
        FOLLOWERS.append(IndexFollower())
        SIMILAR.append(similar_records)
        figures.register(*FIGURES)
        DESK_SECTIONS.append(
            DeskSection(
                _("Rules and forms"),
                "innovations:editions",
                may_change_a_rule,
                order=80,
                about=_(
                    "What the form asks, who checks in turn, days of rest, grades of evidence."
                ),
            )
        )
        REGION_PANELS.add(panels.of_region, order=20)
        ORGANISATION_PANELS.add(panels.of_organisation, order=20)
        SECTOR_PANELS.add(panels.of_sector, order=20)
        GOAL_PANELS.add(panels.of_goal, order=20)
        HUB_PANELS.add(panels.of_hub, order=20)
        NAVIGATION.append(
            NavItem(_("Innovations"), "innovations:catalogue", order=10, section="innovations")
        )
        FOOT.append(FootLink(_("Innovations by year"), "innovations:years", order=60))
        SEARCH.url_name = "innovations:catalogue"
        SEARCH.suggest_url_name = "innovations:suggest"
