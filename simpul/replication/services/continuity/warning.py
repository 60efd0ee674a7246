"""The rules of early warning, changed at the desk; institutions are told of records at risk."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal
from simpul.core.models import Duty
from simpul.organisations.models import Organisation
from simpul.organisations.policies import ADMIN
from simpul.replication.models.continuity import RiskRule
from simpul.replication.queries.continuity.risks import rules, watched, with_risks

AT_RISK = "records_at_risk"
# Reasons for which somebody must act soon: the knowledge goes with the people.
URGENT = ("moved", "nobody")
DAYS = 30

NOT_BEFORE = _("A rule begins after the one it follows, which began on %(day)s.")


@transaction.atomic
def change_rule(
    rule: RiskRule, *, threshold: int | None, is_on: bool, valid_from: date, source: str, by
) -> RiskRule:
    """Let a rule warn by another threshold from a day on, or not at all; the old one ends before.

    Raises ``ValidationError`` for a day that is not after the day the old one began.
    """
    if not by.has_perm("replication.change_riskrule", rule):
        raise PermissionDenied
    if valid_from <= rule.valid_from:
        day = rule.valid_from.strftime("%d.%m.%Y")
        raise ValidationError(NOT_BEFORE, code="before", params={"day": day})
    RiskRule.objects.filter(pk=rule.pk).update(
        valid_to=valid_from - timedelta(days=1), changed_here=True
    )
    RiskRule.objects.filter(key=rule.key, valid_from__gte=valid_from).delete()
    names = ("key", "order", "unit_id", "unit_en", "label_id", "label_en", "about_id", "about_en")
    made = RiskRule.objects.create(
        threshold=threshold,
        is_on=is_on,
        valid_from=valid_from,
        source=source,
        changed_here=True,
        **{name: getattr(rule, name) for name in names},
    )
    journal.record(made, "change", by=by, details={"threshold": threshold, "is_on": is_on})
    return made


def warn() -> int:
    """Open a duty for each institution with records whose people are gone, close it when none is.

    Answers how many institutions have one now.
    """
    known = {key: rule for key, rule in rules().items() if key in URGENT}
    urgent: set[int] = set()
    for key in known:
        rows = with_risks(watched(), known).filter(**{f"risk_{key}": True})
        urgent |= set(rows.order_by().values_list("owner", flat=True))
    bodies = Organisation.objects.filter(pk__in=urgent).select_related("parent__parent")
    heads = {body.institution.pk: body.institution for body in bodies}
    for body in heads.values():
        _expect(body)
    _settle_others(set(heads))
    return len(heads)


def _expect(body: Organisation) -> None:
    assignee = duties.office_key(ADMIN, body)
    waiting = Duty.objects.filter(topic=AT_RISK, subject_id=body.pk, closed_at=None)
    if not waiting.exists():
        duties.expect(AT_RISK, body, of=assignee, due=clock.now() + timedelta(days=DAYS))


def _settle_others(heads: set[int]) -> None:
    waiting = Duty.objects.filter(topic=AT_RISK, closed_at=None).exclude(subject_id__in=heads)
    for body in Organisation.objects.filter(pk__in=waiting.values("subject_id")):
        duties.settle(AT_RISK, body)
