from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "simpul.portal"

    def ready(self):
        from simpul.accounts.hooks import LANDING
        from simpul.core import permissions
        from simpul.core.hooks import ABOVE, ADDRESSES, DESK_SECTIONS, DeskSection
        from simpul.portal.policies import PERMISSIONS
        from simpul.portal.queries.desk import waiting_count
        from simpul.portal.queries.escalation import above
        from simpul.ui.hooks import FOOT, NAVIGATION, PEOPLE, FootLink, NavItem

        permissions.register(PERMISSIONS)
        ABOVE.append(above)
        ADDRESSES.desk, ADDRESSES.unsubscribe = "portal:desk", "portal:stop_mail"
        ADDRESSES.preferences = "accounts:profile"
        LANDING.url_name = "portal:desk"
        PEOPLE.desk_url_name, PEOPLE.waiting = "portal:desk", waiting_count
        for section in (
            DeskSection(
                _("Background work"),
                "portal:jobs",
                allowed=lambda person: person.has_perm("portal.view_work"),
                order=900,
                about=_("Jobs that wait, run or failed, and trying them again"),
                icon="refresh",
            ),
            DeskSection(
                _("Mail that did not go"),
                "portal:mails",
                allowed=lambda person: person.has_perm("portal.view_work"),
                order=910,
                about=_("Mails given up or held back"),
                icon="mail",
            ),
        ):
            DESK_SECTIONS.append(section)
        NAVIGATION.append(NavItem(_("Home"), "portal:home", order=0))
        NAVIGATION.append(NavItem(_("Map"), "portal:map", order=20))
        NAVIGATION.append(NavItem(_("Take part"), "portal:take_part", order=90))
        FOOT.append(FootLink(_("Innovations near me"), "portal:near", "browse", 30))
        FOOT.append(FootLink(_("About the hub"), "portal:about", "help", 10))
        FOOT.append(FootLink(_("Take part"), "portal:take_part", "help", 20))
