from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VocabulariesConfig(AppConfig):
    name = "simpul.vocabularies"

    def ready(self):
        from simpul.ui.hooks import FOOT, FootLink

        FOOT.append(FootLink(_("Sectors"), "vocabularies:sectors", order=50))
        FOOT.append(FootLink(_("Sustainable development goals"), "vocabularies:goals", order=60))
