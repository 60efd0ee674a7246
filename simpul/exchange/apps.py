import json
from collections.abc import Callable

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "simpul.exchange"
    verbose_name = _("Open data")

    def ready(self):
        from simpul.core import hooks as core
        from simpul.core import permissions, personal, reference
        from simpul.core.hooks import DeskSection
        from simpul.exchange import tasks  # noqa: F401 -- known to the workers and the schedule
        from simpul.exchange.policies import PERMISSIONS
        from simpul.exchange.queries.keys import makes_keys_for
        from simpul.exchange.services.harvesting import HarvestFollower
        from simpul.exchange.services.keeping import RETENTION
        from simpul.exchange.services.personal import PERSONAL
        from simpul.exchange.services.sync.keeping import RETENTION as OF_SYNC
        from simpul.exchange.views import sync_desk

        permissions.register(PERMISSIONS)
        lend_key()
        reference.PAGES["openapi.json"] = api_page
        personal.register(PERSONAL)
        sync_desk.register()
        core.FOLLOWERS.append(HarvestFollower())
        rules = [*RETENTION, *OF_SYNC]
        core.RETENTION.extend(rule for rule in rules if rule not in core.RETENTION)

        core.DESK_SECTIONS.append(
            DeskSection(
                _("Keys for programs"),
                "exchange:keys",
                lambda user: makes_keys_for(user).exists(),
                order=24,
                about=_("What programs of your institution may do here"),
                icon="code",
            )
        )
        self._add_formats()

    def _add_formats(self):
        """Every form in which lists and records can be taken home."""
        from simpul.exchange.queries.citations import NOTATIONS
        from simpul.exchange.views.files import XLSX_ROWS
        from simpul.innovations import hooks
        from simpul.innovations.hooks import Format
        from simpul.ui.hooks import FOOT, FootLink

        xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        opensearch = "application/opensearchdescription+xml"
        hooks.CATALOGUE_FORMATS += [
            Format("xlsx", "XLSX", xlsx, the_list("exchange:export_xlsx"), most=XLSX_ROWS),
            Format("csv", "CSV", "text/csv", the_list("exchange:export_csv")),
            Format("json", "JSON", "application/json", the_list("exchange:export_json")),
            Format("atom", "Atom", "application/atom+xml", the_list("exchange:atom")),
            Format("feed", "JSON Feed", "application/feed+json", the_list("exchange:json_feed")),
            Format("opensearch", "Simpul", opensearch, the_site("exchange:opensearch")),
        ]
        FOOT.extend(
            [
                FootLink(_("Open data"), "exchange:open_data", "data", 5),
                FootLink(_("Data and API"), "exchange:developers", "data", 5),
                FootLink(_("All innovations as a table"), "exchange:export_csv", "data", 10),
                FootLink(_("All innovations as JSON"), "exchange:export_json", "data", 20),
                FootLink(_("New innovations as a feed"), "exchange:atom", "data", 30),
            ]
        )
        hooks.DETAIL_FORMATS += [
            Format("json", "JSON", "application/json", the_record("exchange:record_json")),
            *(
                Format(key, notation.name, notation.media_type, the_record(notation.route))
                for key, notation in NOTATIONS.items()
            ),
        ]


def api_page() -> str:
    """The description of the API, as the docs keep it."""
    from simpul.exchange.api.document import document

    return json.dumps(document(), ensure_ascii=False, indent=1)


Address = Callable[..., str]


def the_list(route: str) -> Address:
    """The address of the same list in another form; the list is named by its query string."""
    return lambda _request, question: f"{reverse(route)}?{question}" if question else reverse(route)


def the_record(route: str) -> Address:
    """The address of the same record in another form."""
    return lambda _request, innovation: reverse(route, args=[innovation.slug])


def the_site(route: str) -> Address:
    """An address that is the same for every list."""
    return lambda _request, _question: reverse(route)


def lend_key() -> None:
    """Let the room of replication sign its badges with the key of this installation."""
    from simpul.exchange.services.sync import lending
    from simpul.replication.hooks import SIGNING

    SIGNING.seal, SIGNING.keys, SIGNING.opened = lending.seal, lending.keys, lending.opened
