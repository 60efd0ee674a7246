"""Registers: which numbers an office has given to which letters, without gap and never twice."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

DEFAULT_PATTERN = "{n}/{kind}/{office}/{roman_month}/{year}"


class OfIssuer(models.Model):
    """Something of one issuing office: an institution, or whatever a higher room lets issue."""

    scope_type = models.ForeignKey(
        ContentType, models.PROTECT, related_name="+", verbose_name=_("kind of office")
    )
    scope_id = models.BigIntegerField(_("issuing office"))
    scope = GenericForeignKey("scope_type", "scope_id")

    class Meta:
        abstract = True


class Letterhead(OfIssuer):
    """What stands at the head of the letters of one office."""

    # What it belongs to, over its own name: the government of a regency over its secretariat.
    above = models.CharField(_("line above the name"), max_length=200, blank=True)
    name = models.CharField(_("name as letters carry it"), max_length=200)
    address = models.CharField(_("address"), max_length=300, blank=True)
    contact = models.CharField(_("telephone, e-mail, website"), max_length=300, blank=True)
    # Where letters are dated.
    place = models.CharField(_("place"), max_length=100, blank=True)
    logo = models.ForeignKey(
        "core.File",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("emblem"),
    )

    class Meta:
        verbose_name = _("letterhead")
        verbose_name_plural = _("letterheads")
        constraints = [
            models.UniqueConstraint(
                fields=["scope_type", "scope_id"], name="letterhead_once_per_office"
            ),
        ]

    def __str__(self):
        return self.name


class Register(OfIssuer):
    """A running count of letters of one office, and how its numbers are written.

    A change of the pattern speaks for the numbers that follow; a number that was given stays.
    """

    name = models.CharField(_("name"), max_length=120)
    # What stands for the office in a number.
    office = models.CharField(_("code of the office"), max_length=40)
    pattern = models.CharField(_("pattern"), max_length=120, default=DEFAULT_PATTERN)
    # Whether it counts from one again each year.
    restarts = models.BooleanField(_("begins anew each year"), default=True)
    # How many digits a number has at least.
    digits = models.PositiveSmallIntegerField(_("digits"), default=3)
    # Where the count goes on from a book on paper: the first number given here.
    first = models.PositiveIntegerField(_("first number"), default=1)
    # The kinds it numbers; a register that names none numbers all that no other names.
    kinds = models.ManyToManyField(
        "documents.Kind", blank=True, related_name="registers", verbose_name=_("kinds of letters")
    )
    opened_at = models.DateTimeField(_("opened at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        ordering = ["scope_type", "scope_id", "name"]
        verbose_name = _("register")
        verbose_name_plural = _("registers")
        constraints = [
            models.UniqueConstraint(
                fields=["scope_type", "scope_id", "name"],
                name="register_named_once",
                violation_error_message=_("This office has a register of this name."),
            ),
            models.CheckConstraint(condition=Q(first__gte=1), name="register_counts_from_one"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("documents:register", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Series(models.Model):
    """How far one register has counted in one year; year 0 where it never begins anew."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="series", db_index=False)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        ordering = ["register", "year"]
        constraints = [
            models.UniqueConstraint(fields=["register", "year"], name="series_once_a_year"),
        ]

    def __str__(self):
        return f"{self.register_id}, {self.year}: {self.last}"


class Number(OfIssuer):
    """One number that was given, to a letter kept here or to one written elsewhere.

    Never changed and never taken back: the number of a letter that was revoked stays its number.
    """

    register = models.ForeignKey(Register, models.PROTECT, related_name="numbers", db_index=False)
    year = models.PositiveSmallIntegerField(_("year"))
    sequence = models.PositiveIntegerField(_("running number"))
    text = models.CharField(_("number"), max_length=150)
    dated = models.DateField(_("date"))
    kind = models.ForeignKey("documents.Kind", models.PROTECT, related_name="+")
    title = models.CharField(_("about"), max_length=300)
    document = models.OneToOneField(
        "documents.Document", models.PROTECT, null=True, blank=True, related_name="entry"
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    taken_at = models.DateTimeField(_("given at"))

    class Meta:
        ordering = ["-taken_at", "-pk"]
        verbose_name = _("number")
        verbose_name_plural = _("numbers")
        constraints = [
            models.UniqueConstraint(
                fields=["register", "year", "sequence"], name="number_given_once"
            ),
            models.UniqueConstraint(
                fields=["scope_type", "scope_id", "text"], name="number_reads_once_per_office"
            ),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="number_is_positive"),
        ]

    def __str__(self):
        return self.text
