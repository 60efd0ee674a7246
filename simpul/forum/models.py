"""What people keep, follow and say around a record. What is said in words is a message of core."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    """A part of an address that nobody guesses."""
    return secrets.token_urlsafe(12)


class Shelf(models.Model):
    """A list of records that a person keeps; the nameless one holds what they just bookmarked.

    Whoever has the address of a shared one may read it; a list is never found otherwise.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="shelves", verbose_name=_("person")
    )
    name = models.CharField(_("name of the list"), max_length=100, blank=True)
    about = models.TextField(_("what it is for"), blank=True, max_length=500)
    token = models.CharField(max_length=24, unique=True, default=new_token, editable=False)
    is_shared = models.BooleanField(_("readable by link"), default=False)
    begun_at = models.DateTimeField(_("begun at"))

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("list")
        verbose_name_plural = _("lists")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name"],
                name="shelf_named_once",
                violation_error_message=_("You have a list of this name."),
            ),
            models.CheckConstraint(
                condition=~Q(name="", is_shared=True), name="shelf_shared_has_name"
            ),
        ]

    def __str__(self):
        return self.name or gettext("Saved")

    def get_absolute_url(self):
        return reverse("forum:shelf", args=[self.pk])

    @property
    def shared_url(self) -> str:
        """The address to pass on."""
        return reverse("forum:shared", args=[self.token])


class Kept(models.Model):
    """A record on a list."""

    shelf = models.ForeignKey(Shelf, models.CASCADE, related_name="kept")
    innovation = models.ForeignKey(
        "innovations.Innovation", models.CASCADE, related_name="kept_on", verbose_name=_("record")
    )
    kept_at = models.DateTimeField(_("kept at"))

    class Meta:
        ordering = ["-kept_at", "-pk"]
        verbose_name = _("record on a list")
        verbose_name_plural = _("records on lists")
        constraints = [
            models.UniqueConstraint(fields=["shelf", "innovation"], name="kept_once"),
        ]

    def __str__(self):
        return f"{self.shelf_id}: {self.innovation_id}"


class FollowQuerySet(models.QuerySet["Follow"]):
    def of(self, person):
        return self.filter(person=person.pk)


class Follow(models.Model):
    """A person wants to be told when something here is new: one thing, or a question asked."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows", verbose_name=_("person")
    )
    innovation = models.ForeignKey(
        "innovations.Innovation", models.CASCADE, null=True, blank=True, related_name="followed_by"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="followed_by",
    )
    hub = models.ForeignKey(
        "hubs.Hub", models.CASCADE, null=True, blank=True, related_name="followed_by"
    )
    # The question of the catalogue as its address writes it; empty for the others.
    question = models.CharField(_("search"), max_length=500, blank=True)
    begun_at = models.DateTimeField(_("followed since"))

    objects = FollowQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]
        verbose_name = _("followed thing")
        verbose_name_plural = _("followed things")
        indexes = [
            models.Index(fields=["question"], condition=~Q(question=""), name="follow_question"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(innovation__isnull=False, organisation=None, hub=None, question="")
                    | Q(innovation=None, organisation__isnull=False, hub=None, question="")
                    | Q(innovation=None, organisation=None, hub__isnull=False, question="")
                    | (Q(innovation=None, organisation=None, hub=None) & ~Q(question=""))
                ),
                name="follow_one_thing",
            ),
            models.UniqueConstraint(
                fields=["person", "innovation"],
                condition=Q(innovation__isnull=False),
                name="follow_record_once",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(organisation__isnull=False),
                name="follow_institution_once",
            ),
            models.UniqueConstraint(
                fields=["person", "hub"], condition=Q(hub__isnull=False), name="follow_hub_once"
            ),
            models.UniqueConstraint(
                fields=["person", "question"],
                condition=~Q(question=""),
                name="follow_question_once",
            ),
        ]

    def __str__(self):
        return str(self.thing or self.question)

    @property
    def thing(self):
        """The record, institution or hub; nothing for a search."""
        return self.innovation or self.organisation or self.hub

    @property
    def url(self) -> str:
        """Where the followed thing stands."""
        if self.thing is not None:
            return self.thing.get_absolute_url()
        return f"{reverse('innovations:catalogue')}?{self.question}"


class Opinion(models.Model):
    """Whether a person found a record useful. The reason is read by its owner and hub only."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="opinions",
        verbose_name=_("person"),
    )
    innovation = models.ForeignKey(
        "innovations.Innovation", models.CASCADE, related_name="opinions", verbose_name=_("record")
    )
    is_useful = models.BooleanField(_("useful"))
    reason = models.TextField(_("reason"), blank=True, max_length=1000)
    given_at = models.DateTimeField(_("given at"))

    class Meta:
        ordering = ["-given_at", "-pk"]
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        indexes = [models.Index(fields=["innovation", "is_useful"], name="opinion_count")]
        constraints = [
            models.UniqueConstraint(fields=["person", "innovation"], name="opinion_once"),
        ]

    def __str__(self):
        return f"{self.innovation_id}: {self.is_useful}"


class Watermark(models.Model):
    """How far the journal was read for news: one row for each reader of it."""

    name = models.CharField(max_length=30, unique=True)
    seq = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return f"{self.name}: {self.seq}"
