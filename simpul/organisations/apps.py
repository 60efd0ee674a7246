from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "simpul.organisations"

    def ready(self):
        from simpul.core import figures
        from simpul.geography.hooks import REGION_PANELS
        from simpul.organisations.queries import FIGURES
        from simpul.organisations.views import institutions_panel
        from simpul.ui.hooks import NAVIGATION, NavItem

        NAVIGATION.append(
            NavItem(_("Institutions"), "organisations:list", order=60, section="organisations")
        )
        REGION_PANELS.add(institutions_panel, order=30)
        figures.register(*FIGURES)
