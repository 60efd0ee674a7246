from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "simpul.organisations"

    def ready(self):
        from simpul.accounts.hooks import ACCOUNT_PANELS
        from simpul.core import figures, permissions, personal
        from simpul.core.hooks import DESK_SECTIONS, DUTY_TOPICS
        from simpul.geography.hooks import REGION_PANELS
        from simpul.organisations import tasks, workflow  # noqa: F401
        from simpul.organisations.hooks import OVERSEERS
        from simpul.organisations.models import Organisation
        from simpul.organisations.policies import PERMISSIONS
        from simpul.organisations.queries import FIGURES
        from simpul.organisations.services import DECIDE, PERSONAL
        from simpul.organisations.views import desk, institutions_panel
        from simpul.ui.hooks import NAVIGATION, NavItem

        NAVIGATION.append(
            NavItem(_("Institutions"), "organisations:list", order=60, section="organisations")
        )
        REGION_PANELS.add(institutions_panel, order=30)
        figures.register(*FIGURES)
        permissions.register(PERMISSIONS)
        personal.register(PERSONAL)
        OVERSEERS.add(Organisation, lambda body: body.chain[1:])
        DUTY_TOPICS[DECIDE] = desk.REQUEST
        DESK_SECTIONS.extend(desk.SECTIONS)
        ACCOUNT_PANELS.add(desk.places_panel)
