from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HubsConfig(AppConfig):
    name = "simpul.hubs"

    def ready(self):
        from simpul.core import figures, permissions
        from simpul.core.hooks import ABOVE, DESK_SECTIONS
        from simpul.documents.hooks import ISSUERS
        from simpul.geography.hooks import REGION_PANELS
        from simpul.hubs.models import Territory
        from simpul.hubs.policies import PERMISSIONS
        from simpul.hubs.queries import FIGURES, first_admin_checker, offices_above, overseers
        from simpul.hubs.queries.letters import HUBS
        from simpul.hubs.views import SECTIONS, region_hub_panel, responsible_hub_panel
        from simpul.organisations.hooks import (
            FIRST_ADMIN_CHECKERS,
            ORGANISATION_PANELS,
            OVERSEERS,
        )
        from simpul.organisations.models import Organisation
        from simpul.ui.hooks import NAVIGATION, NavItem

        NAVIGATION.append(NavItem(_("Hubs"), "hubs:list", order=50, section="hubs"))
        ORGANISATION_PANELS.add(responsible_hub_panel, order=200)
        REGION_PANELS.add(region_hub_panel, order=200)
        figures.register(*FIGURES)
        permissions.register(PERMISSIONS)
        FIRST_ADMIN_CHECKERS.append(first_admin_checker)
        OVERSEERS.add(Territory, lambda territory: [territory.hub])
        OVERSEERS.add(Organisation, overseers)
        DESK_SECTIONS.extend(SECTIONS)
        ABOVE.append(offices_above)
        ISSUERS["hubs.hub"] = HUBS
