"""What programs read, in each language."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from simpul.exchange.views import calendars, crawlers, dumps, feeds, files, keys, openapi, records

app_name = "exchange"
urlpatterns = [
    path(_("innovations.json"), files.catalogue_json, name="catalogue_json"),
    path(_("innovations/export.csv"), files.export_csv, name="export_csv"),
    path(_("innovations/export.xlsx"), files.export_xlsx, name="export_xlsx"),
    path(_("innovations/export.json"), files.export_json, name="export_json"),
    path(_("innovations/feed.atom"), feeds.atom, name="atom"),
    path(_("innovations/feed.json"), feeds.json_feed, name="json_feed"),
    path(_("innovations/suggest.json"), files.search_suggestions, name="search_suggestions"),
    path(_("innovations/<slug:slug>.json"), records.record_json, name="record_json"),
    path(_("innovations/<slug:slug>.bib"), records.citation, {"notation": "bib"}, name="bibtex"),
    path(_("innovations/<slug:slug>.ris"), records.citation, {"notation": "ris"}, name="ris"),
    path(
        _("innovations/<slug:slug>.csl.json"),
        records.citation,
        {"notation": "csl.json"},
        name="csl_json",
    ),
    path(_("open-data/"), dumps.page, name="open_data"),
    path(_("calendar/<slug:key>.ics"), calendars.calendar, name="calendar"),
    path(_("data-and-api/"), openapi.developers, name="developers"),
    path(_("desk/keys/"), keys.keys, name="keys"),
    path(_("desk/keys/new/"), keys.new, name="key_new"),
    path(_("desk/keys/<int:pk>/take-back/"), keys.revoke, name="key_revoke"),
    path("opensearch.xml", crawlers.opensearch, name="opensearch"),
    path("", include("simpul.exchange.urls.sync_desk")),
]
