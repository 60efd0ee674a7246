"""What the words about life put on desks: how each waiting thing reads and where it is done."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from simpul.core import figures
from simpul.core.hooks import DESK_SECTIONS, DUTY_TOPICS, DeskSection, DutyTopic
from simpul.hubs.hooks import HUB_PANELS
from simpul.innovations.hooks import DETAIL_PANELS
from simpul.innovations.models import Innovation, PassedTest
from simpul.innovations.queries.life import FIGURES
from simpul.innovations.queries.quality import hubs_watched, scopes_of
from simpul.innovations.services.life import LIFE, SILENT
from simpul.innovations.services.life.earning import TEST
from simpul.innovations.views import life_panels, quality


def _keep(duty) -> str:
    return f"{reverse('innovations:keep', args=[duty.subject.public_id])}#life"


def _silent(duty) -> str:
    asked = urlencode({"hub": duty.subject.code, "issue": "silent"})
    return f"{reverse('innovations:worklist')}?{asked}"


def _tests(duty) -> str:
    record = duty.subject.innovation
    return f"{reverse('innovations:keep', args=[record.public_id])}#tests"


def _name(record: Innovation) -> str:
    return record.name


def _owner(record: Innovation) -> str:
    return record.owner.short_name if record.owner else ""


def _test(passed: PassedTest) -> str:
    return f"{passed.innovation.name}: {passed.get_test_display()}"


def _records(keys) -> dict[int, Innovation]:
    return Innovation.objects.select_related("owner").in_bulk(keys)


def _passed(keys) -> dict[int, PassedTest]:
    return PassedTest.objects.select_related("innovation__owner").in_bulk(keys)


def register() -> None:
    """Tell the desk how these topics read, and the pages of records and hubs what they add."""
    DETAIL_PANELS.add(life_panels.of_outcomes, order=10)
    DETAIL_PANELS.add(life_panels.of_life, order=20)
    HUB_PANELS.add(quality.of_hub, order=25)
    figures.register(*FIGURES)
    _register_topics()
    _register_sections()


def _register_topics() -> None:
    DUTY_TOPICS[LIFE] = DutyTopic(
        _("Say whether it still runs"),
        _keep,
        what=_name,
        origin=_owner,
        kind=_("Freshness"),
        icon="refresh",
        load=_records,
    )
    DUTY_TOPICS[SILENT] = DutyTopic(
        _("Owners do not answer whether their records still run"),
        _silent,
        kind=_("Freshness"),
        icon="alert-triangle",
    )
    DUTY_TOPICS[TEST] = DutyTopic(
        _("Check a test of an institutionalised innovation"),
        _tests,
        what=_test,
        kind=_("Verification"),
        icon="checkup-list",
        load=_passed,
    )


def _register_sections() -> None:
    DESK_SECTIONS.append(
        DeskSection(
            _("Quality of the records"),
            "innovations:quality",
            lambda user: bool(scopes_of(user)),
            order=30,
            about=_("What is missing, old or unverified, and update campaigns."),
        )
    )
    DESK_SECTIONS.append(
        DeskSection(
            _("Update campaigns"),
            "innovations:campaigns",
            lambda user: hubs_watched(user).exists(),
            order=40,
            about=_("Ask the owners of many records at once whether they still run."),
            icon="mail",
        )
    )
