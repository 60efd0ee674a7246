from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "simpul.ui"

    def ready(self):
        from simpul.ui import hooks

        hooks.FOOT.append(hooks.FootLink(_("How every figure is computed"), "ui:figures", "data"))
