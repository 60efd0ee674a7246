from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "simpul.portal"

    def ready(self):
        from simpul.ui.hooks import FOOT, NAVIGATION, FootLink, NavItem

        NAVIGATION.append(NavItem(_("Home"), "portal:home", order=0))
        NAVIGATION.append(NavItem(_("Map"), "portal:map", order=20))
        NAVIGATION.append(NavItem(_("Take part"), "portal:take_part", order=90))
        FOOT.append(FootLink(_("Innovations near me"), "portal:near", "browse", 30))
        FOOT.append(FootLink(_("About the hub"), "portal:about", "help", 10))
        FOOT.append(FootLink(_("Take part"), "portal:take_part", "help", 20))
