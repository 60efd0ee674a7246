"""What installations tell each other: who they are, what each said, and what was refused."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CODE_LENGTH = 16
RECORD_LENGTH = 60


class Installation(models.Model):
    """This installation as others know it; there is one row.

    Its private key stands in ``SIMPUL_VAR`` or the environment, never here.
    """

    code = models.CharField(_("identity"), max_length=CODE_LENGTH, unique=True)
    # Another feed begins when the journal was set back, such as by a restored backup.
    feed = models.CharField(_("feed"), max_length=CODE_LENGTH)
    # Logical time: the last moment said or heard of.
    clock = models.CharField(_("logical time"), max_length=40, blank=True)
    # The journal was told up to this entry.
    told_seq = models.BigIntegerField(default=0)
    # While everything is compared anew: the key reached.
    swept_to = models.BigIntegerField(null=True, blank=True, default=0)
    began_at = models.DateTimeField(_("began at"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("this installation")
        verbose_name_plural = _("this installation")

    def __str__(self):
        return self.code


class PeerState(models.TextChoices):
    ACTIVE = "active", pgettext_lazy("peer", "Active")
    PAUSED = "paused", pgettext_lazy("peer", "Paused")


class Peer(models.Model):
    """Another installation, added by an operator who compared the fingerprint of its key.

    One that a trusted peer introduced has no address of its own need: its words come through that
    peer, with its own signature. ``cursor`` says how far its feed was heard.
    """

    code = models.CharField(_("identity"), max_length=CODE_LENGTH, unique=True)
    name = models.CharField(_("name"), max_length=200)
    address = models.URLField(_("address"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=PeerState, default=PeerState.ACTIVE, db_index=True
    )
    # Whether the installations it trusts are trusted here too.
    introduces = models.BooleanField(_("introduces others"), default=False)
    introduced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="introduced"
    )
    feed = models.CharField(_("feed"), max_length=CODE_LENGTH, blank=True)
    cursor = models.CharField(_("heard up to"), max_length=120, blank=True)
    # The last place of its feed that anybody told us of.
    head = models.CharField(_("told up to"), max_length=120, blank=True)
    asked_at = models.DateTimeField(_("last asked"), null=True, blank=True)
    answered_at = models.DateTimeField(_("last answered"), null=True, blank=True)
    trouble = models.CharField(_("trouble"), max_length=20, blank=True)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["name", "code"]
        verbose_name = _("peer")
        verbose_name_plural = _("peers")
        constraints = [
            models.CheckConstraint(
                condition=~Q(address="") | Q(introduced_by__isnull=False),
                name="peer_has_way_to_it",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_active(self) -> bool:
        return self.state == PeerState.ACTIVE

    @property
    def is_behind(self) -> bool:
        """Whether it has said more than was heard."""
        return self.head not in {"", self.cursor}


class SyncKey(models.Model):
    """A public key of an installation; those that ended still open what they signed."""

    installation = models.CharField(_("installation"), max_length=CODE_LENGTH, db_index=True)
    key = models.CharField(_("key"), max_length=16)
    public = models.CharField(_("public half"), max_length=64)
    begins = models.DateTimeField(_("in use since"))
    ends = models.DateTimeField(_("in use until"), null=True, blank=True)
    previous = models.CharField(_("follows"), max_length=16, blank=True)
    endorsement = models.CharField(_("word of the key before it"), max_length=120, blank=True)

    class Meta:
        ordering = ["installation", "begins", "pk"]
        verbose_name = _("key of an installation")
        verbose_name_plural = _("keys of installations")
        constraints = [
            models.UniqueConstraint(fields=["installation", "key"], name="sync_key_once"),
        ]

    def __str__(self):
        return self.key


class SyncEvent(models.Model):
    """The newest thing an installation says about a record in one register.

    Older ones are forgotten as soon as a newer one is known, so the feed of an installation is
    never longer than three times its records. ``sealed`` is the event as it was signed.
    """

    origin = models.CharField(_("installation"), max_length=CODE_LENGTH)
    record = models.CharField(_("record"), max_length=RECORD_LENGTH)
    register = models.CharField(_("register"), max_length=10)
    seq = models.BigIntegerField(_("number"))
    time = models.CharField(_("logical time"), max_length=40)
    kind = models.CharField(_("kind"), max_length=12)
    digest = models.CharField(_("digest"), max_length=64)
    sealed = models.JSONField(_("as it was signed"))
    heard_at = models.DateTimeField(_("heard at"))
    heard_from = models.ForeignKey(
        Peer, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("heard from")
    )
    # Of others' events: when it was carried out here, and what still stands against it.
    applied_at = models.DateTimeField(_("carried out at"), null=True, blank=True)
    trouble = models.CharField(_("why it waits"), max_length=300, blank=True)
    # It names files that were not fetched yet.
    wants_files = models.BooleanField(_("files to fetch"), default=False)

    class Meta:
        ordering = ["origin", "seq", "record", "register"]
        verbose_name = _("event between installations")
        verbose_name_plural = _("events between installations")
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "record", "register"], name="sync_event_newest_only"
            ),
        ]
        indexes = [
            models.Index(fields=["origin", "seq", "record"], name="sync_event_place"),
            models.Index(fields=["record"], name="sync_event_record"),
            models.Index(
                fields=["register"], condition=Q(applied_at=None), name="sync_event_waits"
            ),
            models.Index(
                fields=["origin"], condition=Q(wants_files=True), name="sync_event_wants_files"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.record}"


class SyncRefusal(models.Model):
    """A message that was not taken, and why; the same again only counts."""

    peer = models.ForeignKey(
        Peer, models.CASCADE, null=True, blank=True, related_name="refusals", verbose_name=_("peer")
    )
    reason = models.CharField(_("reason"), max_length=20)
    about = models.CharField(_("about"), max_length=200, blank=True)
    count = models.PositiveIntegerField(_("how often"), default=1)
    first_at = models.DateTimeField(_("first"))
    last_at = models.DateTimeField(_("last"), db_index=True)

    class Meta:
        ordering = ["-last_at", "-pk"]
        verbose_name = _("refused message")
        verbose_name_plural = _("refused messages")
        constraints = [
            models.UniqueConstraint(fields=["peer", "reason", "about"], name="sync_refusal_once"),
            models.UniqueConstraint(
                fields=["reason", "about"],
                condition=models.Q(peer=None),
                name="sync_refusal_of_nobody_once",
            ),
        ]

    def __str__(self):
        return f"{self.reason} {self.about}"
