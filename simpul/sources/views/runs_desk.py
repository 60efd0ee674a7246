"""What runs put on desks: a dry run to confirm, a run that stopped; and where their pages stand."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.hooks import DESK_SECTIONS, DUTY_TOPICS, DeskSection, DutyTopic, Panel
from simpul.innovations.hooks import DETAIL_PANELS
from simpul.sources.models import Run, SourceRecord
from simpul.sources.policies import led_by
from simpul.sources.services.running import CONFIRM, STOPPED


def _page(duty) -> str:
    return duty.subject.get_absolute_url()


def _source(run: Run) -> str:
    return run.source.name


def _authority(run: Run) -> str:
    return run.source.authority.label


def _runs(keys) -> dict[int, Run]:
    return Run.objects.select_related("source__authority").in_bulk(keys)


def _leads(user) -> bool:
    return led_by(user).exists() or user.has_perm("sources.add_source")


def withdrawn(request: HttpRequest, record) -> Panel | None:
    """Which sources name the record no longer, and since when; what they said stays."""
    gone = SourceRecord.objects.filter(innovation__canonical=record, gone_at__isnull=False)
    rows = list(gone.select_related("source__authority").order_by("gone_at"))
    if not rows:
        return None
    html = render_to_string("sources/run/_withdrawn.html", {"rows": rows}, request)
    return Panel("withdrawn", _("No longer named by its source"), html)


def register() -> None:
    """Tell the desk how these topics read, where the pages stand, and records what is gone."""
    for topic, label, icon in (
        (CONFIRM, gettext_lazy("Look at a dry run and confirm it"), "checkup-list"),
        (STOPPED, gettext_lazy("An import stopped and asks you"), "alert-triangle"),
    ):
        DUTY_TOPICS[topic] = DutyTopic(
            label,
            _page,
            what=_source,
            origin=_authority,
            kind=gettext_lazy("Sources"),
            icon=icon,
            load=_runs,
        )
    DETAIL_PANELS.add(withdrawn, order=75)
    DESK_SECTIONS.append(
        DeskSection(
            gettext_lazy("Imports"),
            "sources:streams",
            _leads,
            order=60,
            about=gettext_lazy("Where records come from, dry runs, and what each run did"),
            icon="download",
        )
    )
