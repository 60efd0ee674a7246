import json

from django.db import models
from django.db.models import Q

DIGEST_LENGTH = 64


class Entry(models.Model):
    """One thing that was done, written in the transaction that did it.

    The relay gives committed entries their ``seq`` and seals each to the one before it. Nobody
    reads onward by ``id`` or ``at``: only ``seq`` says what was seen already.
    """

    seq = models.BigIntegerField(null=True, unique=True, editable=False)
    at = models.DateTimeField()
    actor = models.CharField(max_length=40, blank=True)
    verb = models.CharField(max_length=50)
    model = models.CharField(max_length=80)
    object_id = models.BigIntegerField(null=True)
    # The rows of a batch, which has no single object.
    rows = models.JSONField(null=True)
    digest = models.CharField(max_length=DIGEST_LENGTH, blank=True)
    previous = models.CharField(max_length=DIGEST_LENGTH, blank=True)
    seal = models.CharField(max_length=DIGEST_LENGTH, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["model", "object_id"], name="entry_object"),
            models.Index(fields=["actor", "at"], condition=~Q(actor=""), name="entry_actor"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(object_id__isnull=False, rows__isnull=True)
                | Q(object_id__isnull=True, rows__isnull=False),
                name="entry_one_object_or_many",
            ),
            models.CheckConstraint(
                condition=Q(seq__isnull=True, seal="") | (Q(seq__gt=0) & ~Q(seal="")),
                name="entry_sealed_with_number",
            ),
        ]

    def __str__(self):
        return f"{self.verb} {self.target}"

    @property
    def target(self) -> str:
        """What it was done to, such as ``hubs.hub:7``; a batch names only the model."""
        return self.model if self.object_id is None else f"{self.model}:{self.object_id}"

    @property
    def pks(self) -> list[int]:
        """The keys of every row it was done to."""
        return list(self.rows or []) if self.object_id is None else [self.object_id]


class EntryDetail(models.Model):
    """What an entry says beyond who did what: may be erased without breaking the chain."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="detail")
    note = models.TextField(blank=True)
    # JSON as text, because the digest is of these very bytes.
    body = models.TextField(blank=True)
    # Without it, short personal details could be guessed from their digest.
    salt = models.CharField(max_length=32)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(note="", body="", salt=""),
                name="entry_detail_erased_is_empty",
            ),
        ]

    def __str__(self):
        return self.note or str(self.entry)

    @property
    def details(self) -> dict:
        """The details as they were given."""
        return json.loads(self.body) if self.body else {}


class Anchor(models.Model):
    """A head of the journal as it was published: what cannot be cut off unseen any more."""

    seq = models.BigIntegerField(unique=True)
    seal = models.CharField(max_length=DIGEST_LENGTH)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-seq"]

    def __str__(self):
        return f"{self.seq}:{self.seal}"


class Lease(models.Model):
    """The right to do one thing alone, until an instant."""

    name = models.CharField(max_length=60, unique=True)
    holder = models.CharField(max_length=120, blank=True)
    until = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name
