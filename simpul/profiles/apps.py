from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProfilesConfig(AppConfig):
    name = "simpul.profiles"
    verbose_name = _("Target forms")

    def ready(self):
        from simpul.core import permissions, personal
        from simpul.core.hooks import DESK_SECTIONS, DeskSection
        from simpul.innovations.hooks import (
            DETAIL_PANELS,
            DRAFT_PANELS,
            DRAFT_SOURCES,
            RULE_PAGES,
            RulePage,
        )
        from simpul.innovations.queries.quality import scopes_of
        from simpul.profiles.policies import PERMISSIONS
        from simpul.profiles.services.personal import RULE
        from simpul.profiles.services.taking import SOURCES
        from simpul.profiles.views import panels

        permissions.register(PERMISSIONS)
        personal.register(RULE)
        DRAFT_SOURCES.extend(source for source in SOURCES if source not in DRAFT_SOURCES)
        DETAIL_PANELS.add(panels.of_record, order=110)
        DRAFT_PANELS.add(panels.of_draft, order=100)
        RULE_PAGES.append(
            RulePage(
                _("Forms of others"),
                "profiles:forms",
                _("What OPSI, KIPP and IGA ask, edition by edition, and what fills it."),
            )
        )
        DESK_SECTIONS.append(
            DeskSection(
                _("Ready for forms of others"),
                "profiles:readiness",
                allowed=lambda user: bool(scopes_of(user)),
                order=65,
                about=_("How far each record is for OPSI, KIPP and IGA."),
            )
        )
