from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "simpul.accounts"

    def ready(self):
        from simpul.accounts import services
        from simpul.accounts.policies import PERMISSIONS
        from simpul.core import hooks, permissions, personal
        from simpul.ui import hooks as ui

        permissions.register(PERMISSIONS)
        personal.register(services.PERSONAL)
        hooks.RETENTION.append(services.UNVERIFIED)
        ui.FOOT.append(ui.FootLink(_("Privacy notice"), "accounts:privacy", "help"))
        ui.PEOPLE.sign_in_url_name = "account_login"
        ui.PEOPLE.account_url_name = "accounts:me"
