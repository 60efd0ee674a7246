"""Every address of the site: one line a room."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView

from simpul.config import views
from simpul.config.resolving import by_first_word

handler400 = "simpul.config.views.bad_request"
handler403 = "simpul.config.views.permission_denied"
handler404 = "simpul.config.views.page_not_found"
handler500 = "simpul.config.views.server_error"

# Pages first: nothing else begins with a language.
urlpatterns = [
    *by_first_word(
        i18n_patterns(
            path("", include("simpul.ui.urls")),
            path("", include("simpul.accounts.urls")),
            path("", include("simpul.accounts.urls.doors")),
            path("", include("simpul.geography.urls")),
            path("", include("simpul.vocabularies.urls")),
            path("", include("simpul.organisations.urls")),
            path("", include("simpul.documents.urls")),
            path("", include("simpul.hubs.urls")),
            path("", include("simpul.portal.urls")),
            path("", include("simpul.forum.urls")),
            path("", include("simpul.needs.urls")),
            path("", include("simpul.learning.urls")),
            path("", include("simpul.replication.urls")),
            path("", include("simpul.profiles.urls")),
            path("", include("simpul.innovations.urls")),
            path("", include("simpul.sources.urls")),
            path("", include("simpul.exchange.urls")),
            path("", include("simpul.competitions.urls")),
        )
    ),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
    path("", include("simpul.exchange.urls.root")),
    path("api/v1/", include("simpul.exchange.urls.api")),
    path("", include("simpul.accounts.urls.elsewhere")),
    path("", RedirectView.as_view(url="/id/"), name="root"),
]
