"""What cases add to desks: how each waiting thing reads, where it is done, and where lists are."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from simpul.core.hooks import DESK_SECTIONS, DUTY_TOPICS, DeskSection, DutyTopic
from simpul.innovations.hooks import DETAIL_PANELS, RULE_PAGES, RulePage
from simpul.needs.hooks import NEED_ACTS, NeedAct
from simpul.replication.models import Adoption, Case
from simpul.replication.policies.cases import bodies_of
from simpul.replication.queries.cases.lists import CaseQuery, my_cases
from simpul.replication.queries.cases.page import case_rows
from simpul.replication.services.cases import completing, waiting
from simpul.replication.services.claims import ANSWER
from simpul.replication.views import claims

KIND = _("Replication")


def _desk(duty) -> str:
    return duty.subject.desk_url


def _of_part(name: str):
    """The page of one part of a case."""

    def url(duty) -> str:
        part = duty.subject
        return reverse(f"replication:case_{name}", args=[part.case.number, part.pk])

    return url


def _later(duty) -> str:
    report = duty.subject
    return reverse("replication:case_later_report", args=[report.case.number, report.months])


def _answer(duty) -> str:
    return reverse("replication:adoption_answer", args=[duty.subject.pk])


def _case(case: Case) -> str:
    return f"{case.number} {case.local_name}"


def _adopter(case: Case) -> str:
    return case.adopter.short_name


def _part(part) -> str:
    return f"{part.case.number} {part}"


def _report(report) -> str:
    return f"{report.case.number} {report.case.local_name}, {date_format(report.due_on, 'j F Y')}"


def _adoption(adoption: Adoption) -> str:
    return f"{adoption.origin.kept_record.name}, {adoption.adopter.short_name}"


def _cases(keys) -> dict[int, Case]:
    return case_rows().in_bulk(keys)


def _topic(label, url=_desk, what=_case, load=_cases, origin=_adopter) -> DutyTopic:
    return DutyTopic(label, url, what=what, origin=origin, kind=KIND, icon="refresh", load=load)


def _parts(label, name: str) -> DutyTopic:
    return DutyTopic(label, _of_part(name), what=_part, kind=KIND, icon="clock")


def _register_topics() -> None:
    DUTY_TOPICS.update(
        {
            waiting.STEP: _topic(_("Take the next step of a replication case")),
            waiting.VERIFY: _topic(_("Look at the interest in an innovation")),
            waiting.APPROVE: _topic(_("Approve the agreement of a replication case")),
            waiting.COMPLETE: _topic(_("Look at the evaluation of a replication case")),
            waiting.REPORT: _topic(_("Report back on a replication")),
            waiting.TEACH: _topic(_("Let an adopter learn from you")),
            waiting.DECIDE: _topic(_("Decide a dispute between two sides")),
            waiting.RENEW: _topic(_("Renew the agreement of a replication case")),
            waiting.EXPIRING: _topic(_("Extend the agreement of a replication case")),
            completing.CERTIFY: _topic(_("Issue the certificate of a replication case")),
        }
    )
    DUTY_TOPICS.update(
        {
            waiting.SESSION: _parts(_("Report a learning session"), "session"),
            waiting.MILESTONE: _parts(_("Reach a milestone"), "milestone"),
            waiting.OBLIGATION: _parts(_("Do what the agreement says"), "obligation"),
            waiting.LATER_REPORT: DutyTopic(
                _("Say what became of a replication"), _later, what=_report, kind=KIND, icon="clock"
            ),
            ANSWER: DutyTopic(
                _("Say whether your innovation was replicated"),
                _answer,
                what=_adoption,
                kind=KIND,
                icon="checkup-list",
            ),
        }
    )


def register() -> None:
    """Tell desks and pages of other rooms about cases and past replications."""
    _register_topics()
    _register_sections()
    DETAIL_PANELS.add(claims.of_record, order=35)
    RULE_PAGES.append(
        RulePage(
            _("Rules of replication cases"),
            "replication:case_rules",
            _("The checklist, usual obligations and terms that new cases begin with."),
        )
    )
    NEED_ACTS.append(
        NeedAct(
            "case",
            _("Send an interest in an innovation"),
            lambda request, need: f"{reverse('replication:case_new')}?need={need.public_id}",
            on_desk=True,
            order=30,
        )
    )


def _register_sections() -> None:
    DESK_SECTIONS.append(
        DeskSection(
            _("Replication cases"),
            "replication:my_cases",
            _has_part,
            order=20,
            about=_("Interests, agreements, plans and results between origin, adopter and hub."),
            icon="refresh",
        )
    )
    DESK_SECTIONS.append(
        DeskSection(
            _("Past replications"),
            "replication:adoptions",
            lambda user: bodies_of(user).exists(),
            order=21,
            about=_("Record what was taken over before, and answer what others say."),
            icon="checkup-list",
        )
    )


def _has_part(user) -> bool:
    return bodies_of(user).exists() or my_cases(user, CaseQuery()).exists()
