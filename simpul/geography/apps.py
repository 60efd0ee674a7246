from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GeographyConfig(AppConfig):
    name = "simpul.geography"

    def ready(self):
        from simpul.core import figures
        from simpul.geography.queries import FIGURES
        from simpul.ui.hooks import FOOT, FootLink

        figures.register(*FIGURES)
        FOOT.append(FootLink(_("Regions"), "geography:regions", order=40))
