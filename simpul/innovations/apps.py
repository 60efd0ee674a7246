from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InnovationsConfig(AppConfig):
    name = "simpul.innovations"
    verbose_name = _("Innovations")

    def ready(self):
        from simpul.core import figures, permissions
        from simpul.core.hooks import CALENDARS, FOLLOWERS, Calendar
        from simpul.innovations import tasks  # noqa: F401 -- known to the schedule
        from simpul.innovations.hooks import SIMILAR
        from simpul.innovations.policies import PERMISSIONS
        from simpul.innovations.queries.counting import FIGURES
        from simpul.innovations.queries.documents import similar_records
        from simpul.innovations.queries.working_days import rest_days
        from simpul.innovations.services.index import IndexFollower
        from simpul.innovations.views import (
            editions,
            life_desk,
            panels,
            relations,
            sharing,
            verification_desk,
            writing_panels,
        )
        from simpul.ui.hooks import FOOT, NAVIGATION, SEARCH, FootLink, NavItem

        permissions.register(PERMISSIONS)
        panels.register()
        editions.register()
        writing_panels.register()
        life_desk.register()
        relations.register()
        sharing.register()
        verification_desk.register()
        FOLLOWERS.append(IndexFollower())
        CALENDARS.append(Calendar("rest-days", _("Days on which no term runs"), rest_days))
        SIMILAR.append(similar_records)
        figures.register(*FIGURES)
        NAVIGATION.append(
            NavItem(_("Innovations"), "innovations:catalogue", order=10, section="innovations")
        )
        FOOT.append(FootLink(_("Innovations by year"), "innovations:years", order=60))
        SEARCH.url_name = "innovations:catalogue"
        SEARCH.suggest_url_name = "innovations:suggest"
