from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from simpul.vocabularies.models import DatedTerm


class Family(models.TextChoices):
    """Which rule of the State measures it."""

    IGA = "iga", _("Indicators of IGA")
    SPM = "spm", _("Minimum service standards (SPM)")
    COMPONENT = "component", _("Parts of a service standard")


class Reach(models.TextChoices):
    """Which governments a rule is for."""

    ALL = "all", _("every institution")
    PROVINCE = "province", _("provinces")
    REGENCY = "regency", _("regencies and cities")


class Benchmark(DatedTerm):
    """Something the State measures or asks for, which an institution may not reach yet.

    Rows come from ``data/``; a rule that ends keeps its row with its last day. ``prompt`` is a
    beginning of the words of a need, in Indonesian.
    """

    key = models.SlugField(_("key"), max_length=60, unique=True)
    family = models.CharField(_("family"), max_length=20, choices=Family, db_index=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    number = models.CharField(_("number"), max_length=10, blank=True)
    group = models.CharField(_("group"), max_length=80, blank=True)
    reach = models.CharField(_("for"), max_length=10, choices=Reach, default=Reach.ALL)
    # What the three levels of an indicator ask, lowest first.
    levels = models.JSONField(_("levels"), default=list, blank=True)
    legal_duty = models.CharField(_("legal duty"), max_length=300, blank=True)
    prompt = models.CharField(_("beginning of a need"), max_length=300, blank=True)
    sector = models.ForeignKey(
        "vocabularies.Sector",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="benchmarks",
        verbose_name=_("sector"),
    )

    class Meta(DatedTerm.Meta):
        ordering = ["family", "order"]
        verbose_name = _("benchmark")
        verbose_name_plural = _("benchmarks")

    @property
    def measure(self) -> str:
        """Its name with its number, where it has one."""
        return f"{self.number} {self.label}".strip()

    @property
    def in_other_language(self) -> bool:
        """Say whether readers see a label that is not Indonesian."""
        return get_language() == "en"
