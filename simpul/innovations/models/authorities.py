from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from simpul.innovations.models.fields import FIELDS


class AuthorityKind(models.TextChoices):
    REGISTRY = "registry", _("Register")
    OFFICIAL = "official", _("Official site")
    PRESS = "press", _("Press and other pages")
    CURATION = "curation", _("Editors of this collection")
    HUB = "hub", _("Hub of the network")
    OWNER = "owner", _("Owner of the innovation")
    PERSON = "person", _("Person")
    PEER = "peer", _("Other installation")
    SYNTHETIC = "synthetic", _("Synthetic, for tests")


class Authority(models.Model):
    """Who says something: a register, an office, a newspaper, a person, another hub."""

    key = models.CharField(_("key"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=AuthorityKind)
    url = models.CharField(_("address"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the reader; most have only one."""
        return self.name_en if self.name_en and get_language() == "en" else self.name


class Precedence(models.Model):
    """Whose word on a field is shown before whose: the lowest rank that applies.

    A row names a field or ``*`` for all, and either one authority or a kind of them. The most
    particular row counts: authority and field, authority, kind and field, kind.
    """

    field = models.CharField(_("field"), max_length=30, default="*")
    authority = models.ForeignKey(
        Authority, models.CASCADE, null=True, blank=True, related_name="precedences"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=AuthorityKind, blank=True)
    rank = models.PositiveSmallIntegerField(_("rank"))
    reason_id = models.CharField(_("reason in Indonesian"), max_length=300, blank=True)
    reason_en = models.CharField(_("reason in English"), max_length=300, blank=True)
    # A decision took it away: it ranks nobody, and no load of the shipped rows brings it back.
    ended = models.BooleanField(_("ended"), default=False)
    # A decision changed it here: no load of the shipped rows changes it again.
    changed_here = models.BooleanField(_("changed here"), default=False)

    class Meta:
        ordering = ["field", "rank", "pk"]
        verbose_name = _("precedence")
        verbose_name_plural = _("precedences")
        constraints = [
            models.CheckConstraint(
                condition=Q(authority__isnull=False, kind="")
                | (Q(authority__isnull=True) & ~Q(kind="")),
                name="precedence_names_authority_or_kind",
            ),
            models.UniqueConstraint(
                fields=["field", "authority"],
                condition=Q(authority__isnull=False),
                name="precedence_once_per_authority",
            ),
            models.UniqueConstraint(
                fields=["field", "kind"],
                condition=Q(authority__isnull=True),
                name="precedence_once_per_kind",
            ),
        ]

    def __str__(self):
        return f"{self.field}: {self.authority or self.kind} {self.rank}"

    @property
    def field_label(self) -> str:
        return str(FIELDS[self.field].label) if self.field in FIELDS else self.field

    @property
    def reason(self) -> str:
        """Why, in the language of the reader."""
        return self.reason_en if get_language() == "en" else self.reason_id


class EvidenceGrade(models.Model):
    """How well it is shown that an innovation did what is said of it, 0 to 5."""

    grade = models.PositiveSmallIntegerField(_("grade"), unique=True)
    label_id = models.CharField(_("label in Indonesian"), max_length=200)
    label_en = models.CharField(_("label in English"), max_length=200)
    rule_id = models.TextField(_("rule in Indonesian"))
    rule_en = models.TextField(_("rule in English"))
    # For how long what it stands on holds; empty: for ever.
    months = models.PositiveSmallIntegerField(_("holds for months"), null=True, blank=True)
    # Staff changed it here: no load of the shipped rows changes it again.
    changed_here = models.BooleanField(_("changed here"), default=False)

    class Meta:
        ordering = ["grade"]
        verbose_name = _("grade of evidence")
        verbose_name_plural = _("grades of evidence")
        constraints = [
            models.CheckConstraint(condition=Q(grade__lte=5), name="evidence_grade_is_0_to_5"),
        ]

    def __str__(self):
        return f"{self.grade}: {self.label}"

    @property
    def label(self) -> str:
        """The name of the grade in the language of the reader."""
        return self.label_en if get_language() == "en" else self.label_id

    @property
    def rule(self) -> str:
        """When a record has this grade, in the language of the reader."""
        return self.rule_en if get_language() == "en" else self.rule_id
