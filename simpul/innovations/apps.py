from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InnovationsConfig(AppConfig):
    name = "simpul.innovations"
    verbose_name = _("Innovations")

    def ready(self):
        from simpul.core import figures, permissions, personal
        from simpul.core.hooks import DESK_PANELS, FOLLOWERS
        from simpul.geography.hooks import REGION_PANELS
        from simpul.hubs.hooks import HUB_PANELS
        from simpul.innovations.hooks import DETAIL_PANELS, DRAFT_SOURCES, SIMILAR
        from simpul.innovations.policies import PERMISSIONS
        from simpul.innovations.queries.counting import FIGURES
        from simpul.innovations.queries.documents import similar_records
        from simpul.innovations.services.draft_sources import SHEET
        from simpul.innovations.services.index import IndexFollower
        from simpul.innovations.services.personal import PERSONAL
        from simpul.innovations.views import panels, writing_panels
        from simpul.organisations.hooks import ORGANISATION_PANELS
        from simpul.ui.hooks import FOOT, NAVIGATION, SEARCH, FootLink, NavItem
        from simpul.vocabularies.hooks import GOAL_PANELS, SECTOR_PANELS

        permissions.register(PERMISSIONS)
        FOLLOWERS.append(IndexFollower())
        SIMILAR.append(similar_records)
        DRAFT_SOURCES.append(SHEET)
        personal.register(PERSONAL)
        DESK_PANELS.add(writing_panels.of_person, order=50)
        DETAIL_PANELS.add(writing_panels.of_record, order=90)
        figures.register(*FIGURES)
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
