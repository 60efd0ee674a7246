"""How long refused messages are remembered."""

from datetime import datetime

from django.db.models import QuerySet

from simpul.core import retention
from simpul.exchange.models import SyncRefusal


def _old_refusals(before: datetime) -> QuerySet:
    return SyncRefusal.objects.filter(last_at__lt=before)


RETENTION = [retention.of_rows("sync_refusals", _old_refusals)]
