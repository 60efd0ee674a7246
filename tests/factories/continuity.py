import csv
from pathlib import Path

import factory
from django.conf import settings

from simpul.core import clock
from simpul.replication.models import Handover, RiskRule
from simpul.replication.models.continuity import Cause
from simpul.replication.services.continuity.loading import load_rules
from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory


class HandoverFactory(factory.django.DjangoModelFactory):
    """Somebody left an institution; nobody is named yet."""

    class Meta:
        model = Handover

    person = factory.SubFactory(UserFactory)
    scope = factory.SubFactory(OrganisationFactory)
    cause = Cause.MEMBERSHIP
    left_at = factory.LazyFunction(clock.now)
    opened_at = factory.LazyFunction(clock.now)


def warn_by(**thresholds):
    """The shipped rules of early warning, these with another threshold."""
    load_rules(Path(settings.DATA_DIR))
    for key, threshold in thresholds.items():
        RiskRule.objects.filter(key=key).update(threshold=threshold)


def shipped():
    """The keys of the shipped rules."""
    with (Path(settings.DATA_DIR) / "replication/risk_rules.csv").open(newline="") as file:
        return {row["key"] for row in csv.DictReader(file)}
