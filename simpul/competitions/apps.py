from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompetitionsConfig(AppConfig):
    name = "simpul.competitions"

    def ready(self):
        from simpul.competitions.services import LOADER
        from simpul.competitions.views import region_awards_panel
        from simpul.geography.hooks import REGION_PANELS
        from simpul.organisations.hooks import ORGANISATION_PANELS
        from simpul.sources import hooks
        from simpul.ui.hooks import NAVIGATION, NavItem

        NAVIGATION.append(
            NavItem(_("Competitions"), "competitions:list", order=70, section="competitions")
        )
        ORGANISATION_PANELS.add(region_awards_panel, order=150)
        REGION_PANELS.add(region_awards_panel, order=150)
        hooks.register(LOADER)
