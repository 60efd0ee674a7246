from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class FileState(models.TextChoices):
    RECEIVING = "receiving", _("being received")
    READY = "ready", _("ready")


class File(models.Model):
    """A stored file: private until somebody's room serves it, never a link to someone's drive.

    ``declared`` is the sum the sender named; ``sha256`` is that of what is kept, which differs when
    an image lost its metadata.
    """

    token = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    declared = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=FileState, default=FileState.RECEIVING)
    is_public = models.BooleanField(default=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
    )
    begun_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "begun_at"], name="file_unfinished")]
        constraints = [
            models.CheckConstraint(
                condition=Q(received__gte=0, size__gt=0), name="file_sizes_are_positive"
            ),
            models.CheckConstraint(
                condition=Q(state=FileState.RECEIVING, received__lte=F("size"))
                | (Q(state=FileState.READY, ready_at__isnull=False) & ~Q(sha256="")),
                name="file_ready_is_whole",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def path(self) -> str:
        """Where the storage keeps it: a name of ours, never the sender's."""
        return f"files/{self.token[:2]}/{self.token}"

    def piece_path(self, offset: int) -> str:
        """Where the piece that starts at ``offset`` waits until the file is whole."""
        return f"pieces/{self.token}/{offset:012d}"
