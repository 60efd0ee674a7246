from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "simpul.organisations"

    def ready(self):
        from simpul.core import figures, permissions
        from simpul.geography.hooks import REGION_PANELS
        from simpul.organisations import workflow  # noqa: F401
        from simpul.organisations.hooks import OVERSEERS
        from simpul.organisations.models import Organisation
        from simpul.organisations.policies import PERMISSIONS
        from simpul.organisations.queries import FIGURES
        from simpul.organisations.views import institutions_panel
        from simpul.ui.hooks import NAVIGATION, NavItem

        NAVIGATION.append(
            NavItem(_("Institutions"), "organisations:list", order=60, section="organisations")
        )
        REGION_PANELS.add(institutions_panel, order=30)
        figures.register(*FIGURES)
        permissions.register(PERMISSIONS)
        OVERSEERS.add(Organisation, lambda body: body.chain[1:])
