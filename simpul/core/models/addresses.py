from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class RefusedAddress(models.Model):
    """A mail address that refused mail; while ``paused_at`` is set nothing is sent there."""

    address = models.EmailField(unique=True)
    status = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    refusals = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-last_at", "address"]
        constraints = [
            models.CheckConstraint(
                condition=Q(address=Lower("address")), name="refused_address_in_small_letters"
            ),
        ]

    def __str__(self):
        return self.address
