"""Kinds of letters and what each is made of: rows, so that a rule of the State is data."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Labelled(models.Model):
    """A row with its name in both languages."""

    label_id = models.CharField(_("label in Indonesian"), max_length=200)
    label_en = models.CharField(_("label in English"), max_length=200)

    class Meta:
        abstract = True

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the reader."""
        return self.label_in(get_language())

    def label_in(self, language: str | None) -> str:
        """The name in the language of a letter."""
        return self.label_en if language == "en" else self.label_id


class Layout(models.TextChoices):
    """How a letter is set on its pages."""

    LETTER = "letter", _("letter to somebody")
    DECREE = "decree", _("decision with its grounds")
    AGREEMENT = "agreement", _("agreement of parties")
    COMMITMENT = "commitment", _("statement over signatures")
    MINUTES = "minutes", _("minutes")
    CERTIFICATE = "certificate", _("certificate")


class Signing(models.TextChoices):
    """Who puts a name under letters of a kind."""

    NOBODY = "nobody", _("nobody: it is valid by its number and code")
    ISSUER = "issuer", _("the issuing office")
    PARTIES = "parties", _("every party")


class KindQuerySet(models.QuerySet["Kind"]):
    def in_force(self, day: date):
        """Kinds of which new letters may be drafted on ``day``."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_to=None) | Q(valid_to__gte=day))


class Kind(Labelled):
    """A kind of letter: how it is numbered, signed, set and how long it holds."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    # What stands for it in a number.
    code = models.CharField(_("code in numbers"), max_length=12)
    layout = models.CharField(_("layout"), max_length=12, choices=Layout)
    signing = models.CharField(_("signed by"), max_length=8, choices=Signing)
    # Whether a person may begin one at the desk; the others are made by a room from its record.
    is_free = models.BooleanField(_("written at the desk"), default=True)
    # How many months it holds unless its letter says otherwise; empty is without an end.
    months = models.PositiveSmallIntegerField(_("holds for months"), null=True, blank=True)
    is_revocable = models.BooleanField(_("can be revoked"), default=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    # Staff changed it here: no load of the shipped rows changes it again.
    changed_here = models.BooleanField(_("changed here"), default=False)

    objects = KindQuerySet.as_manager()

    class Meta:
        ordering = ["order", "key"]
        verbose_name = _("kind of letter")
        verbose_name_plural = _("kinds of letters")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="kind_ends_after_it_begins",
            ),
        ]

    @property
    def needs_signers(self) -> bool:
        """Say whether it counts only once people have signed."""
        return self.signing != Signing.NOBODY

    @property
    def has_parties(self) -> bool:
        """Say whether several bodies stand in it beside the office that issues it."""
        return self.signing == Signing.PARTIES


class Input(models.TextChoices):
    """What a part of a letter is typed as."""

    LINE = "line", _("a line")
    TEXT = "text", _("paragraphs")
    LIST = "list", _("one thing a line")
    CLAUSES = "clauses", _("titled clauses")
    ROWS = "rows", _("rows of a table")
    DATE = "date", _("a day")


class Block(models.TextChoices):
    """How a part is printed."""

    ADDRESSEE = "addressee", _("whom it is for")
    FACT = "fact", _("a labelled line")
    PARAGRAPHS = "paragraphs", _("paragraphs")
    ITEMS = "items", _("a numbered list")
    GROUNDS = "grounds", _("lettered grounds behind a word such as Considering")
    DECISIONS = "decisions", _("decisions, first to last")
    ARTICLES = "articles", _("articles with clauses")
    TABLE = "table", _("a table")
    COPIES = "copies", _("who else receives it")


class Field(Labelled):
    """A part of the letters of one kind: what is asked at the desk, and how it is printed."""

    kind = models.ForeignKey(Kind, models.CASCADE, related_name="fields", db_index=False)
    key = models.SlugField(_("key"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"))
    input = models.CharField(_("typed as"), max_length=8, choices=Input)
    block = models.CharField(_("printed as"), max_length=12, choices=Block)
    is_required = models.BooleanField(_("required"), default=False)
    help_id = models.CharField(_("help in Indonesian"), max_length=300, blank=True)
    help_en = models.CharField(_("help in English"), max_length=300, blank=True)
    # Names of the columns of a table.
    columns_id = models.JSONField(_("columns in Indonesian"), default=list, blank=True)
    columns_en = models.JSONField(_("columns in English"), default=list, blank=True)
    # What stands there until the writer changes it.
    begin_id = models.TextField(_("opening words in Indonesian"), blank=True)
    begin_en = models.TextField(_("opening words in English"), blank=True)
    changed_here = models.BooleanField(_("changed here"), default=False)

    class Meta:
        ordering = ["kind", "order", "pk"]
        verbose_name = _("part of a letter")
        verbose_name_plural = _("parts of letters")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="letter_field_once_per_kind"),
        ]

    @property
    def help(self) -> str:
        """What to write there, in the language of the reader."""
        return self.help_en if get_language() == "en" else self.help_id

    def columns_in(self, language: str) -> list[str]:
        """The heads of its columns in the language of a letter."""
        return self.columns_en if language == "en" else self.columns_id

    def begin_in(self, language: str) -> str:
        """The words it begins with in the language of a letter."""
        return self.begin_en if language == "en" else self.begin_id
