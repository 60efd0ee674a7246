"""Counts what every source gave, again and again, so that pages need not."""

from django.db import transaction

from simpul.core import journal
from simpul.innovations.models import Claim, ExternalId, Innovation
from simpul.sources.models import Coverage, Watermark
from simpul.sources.queries.coverage import count, public_sources

NAME = "coverage"
FIELDS = ("mentions", "records", "claims", "fields", "newest_at", "newest_on", "as_of")


def refresh() -> int:
    """Count every source anew where records changed since; answers how many were counted."""
    head = journal.head_seq()
    mark, _created = Watermark.objects.get_or_create(name=NAME)
    models = (Innovation, Claim, ExternalId)
    never = not Coverage.objects.exists()
    if not never and not journal.entries_after(mark.seq, models=models, limit=1):
        return 0
    counted = 0
    for authority in public_sources():
        with transaction.atomic():
            found = count(authority)
            Coverage.objects.update_or_create(
                authority=authority,
                defaults={name: getattr(found, name) for name in FIELDS},
            )
        counted += 1
    mark.seq = head
    mark.save(update_fields=["seq"])
    return counted
