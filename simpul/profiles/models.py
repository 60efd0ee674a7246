"""Target forms as data, what people write for one of them alone, and what came in by one."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from simpul.core import clock


class Labelled(models.Model):
    """A row with its name in both languages and the source that says so."""

    label_id = models.CharField(_("label in Indonesian"), max_length=300)
    label_en = models.CharField(_("label in English"), max_length=300)
    source = models.CharField(_("source"), max_length=300, blank=True)
    # Staff changed it here: no load of the shipped rows changes it again.
    changed_here = models.BooleanField(_("changed here"), default=False)

    class Meta:
        abstract = True

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the reader."""
        return self.label_en if get_language() == "en" else self.label_id


class Target(models.TextChoices):
    OPSI = "opsi", _("OECD OPSI")
    IGA = "iga", _("Innovative Government Award (IGA)")
    KIPP = "kipp", _("Public service innovation competition (KIPP)")


class FormQuerySet(models.QuerySet["Form"]):
    def in_force(self, day: date):
        """Editions that hold on ``day``; one without a date holds until another is known."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_to=None) | Q(valid_to__gte=day))


class Form(Labelled):
    """One edition of a form that somebody else asks for."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    target = models.CharField(_("asked by"), max_length=10, choices=Target)
    edition = models.CharField(_("edition"), max_length=30, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    # The language its answers are written in.
    language = models.CharField(_("language"), max_length=5)
    about_id = models.TextField(_("about it in Indonesian"), blank=True)
    about_en = models.TextField(_("about it in English"), blank=True)
    legal_source = models.CharField(_("legal basis"), max_length=300, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)

    objects = FormQuerySet.as_manager()

    class Meta:
        ordering = ["order", "key"]
        verbose_name = _("target form")
        verbose_name_plural = _("target forms")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="form_ends_after_it_begins",
            ),
        ]

    @property
    def about(self) -> str:
        return self.about_en if get_language() == "en" else self.about_id

    @property
    def is_over(self) -> bool:
        """Say whether a later edition has taken its place."""
        return self.valid_to is not None and self.valid_to < clock.today()


class Kind(models.TextChoices):
    SHORT = "short", _("a line")
    TEXT = "text", _("a text")
    CHOICE = "choice", _("one of a list")
    CHOICES = "choices", _("several of a list")
    YESNO = "yesno", _("yes or no")
    DATE = "date", _("a day")
    YEAR = "year", _("a year")
    NUMBER = "number", _("a number")
    COUNTRY = "country", _("a country")
    EMAIL = "email", _("an e-mail address")
    LINK = "link", _("an address of a page")
    FILE = "file", _("a file")
    FILES = "files", _("several files")


class Counts(models.TextChoices):
    WORDS = "words", _("words")
    CHARACTERS = "characters", _("characters")


class FormField(Labelled):
    """One question of a form, with the limits it sets.

    ``least`` and ``most`` bound the length of a text in the unit it ``counts``, how many of a list
    are chosen, or a number.
    """

    form = models.ForeignKey(Form, models.CASCADE, related_name="fields", db_index=False)
    key = models.SlugField(_("key"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"))
    section_id = models.CharField(_("section in Indonesian"), max_length=120)
    section_en = models.CharField(_("section in English"), max_length=120)
    hint_id = models.TextField(_("hint in Indonesian"), blank=True)
    hint_en = models.TextField(_("hint in English"), blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    required = models.BooleanField(_("required"), default=False)
    counts = models.CharField(_("counted in"), max_length=12, choices=Counts, blank=True)
    least = models.PositiveIntegerField(_("least"), null=True, blank=True)
    most = models.PositiveIntegerField(_("most"), null=True, blank=True)
    # The list to choose from: of ``Option``, or ``affair`` and ``goal`` of the catalogue.
    options = models.CharField(_("list"), max_length=40, blank=True)
    takes_evidence = models.BooleanField(_("takes evidence"), default=False)
    weight = models.PositiveSmallIntegerField(_("weight"), null=True, blank=True)
    # Other words by which spreadsheets head the same column.
    headings = models.JSONField(_("other headings"), default=list, blank=True)

    class Meta:
        ordering = ["form", "order"]
        verbose_name = _("field of a form")
        verbose_name_plural = _("fields of forms")
        constraints = [
            models.UniqueConstraint(fields=["form", "key"], name="form_field_once"),
            models.CheckConstraint(
                condition=Q(least=None) | Q(most=None) | Q(least__lte=F("most")),
                name="form_field_limits_agree",
            ),
        ]

    @property
    def section(self) -> str:
        return self.section_en if get_language() == "en" else self.section_id

    @property
    def hint(self) -> str:
        return self.hint_en if get_language() == "en" else self.hint_id


class Way(models.TextChoices):
    BOTH = "both", _("out and in")
    OUT = "out", _("out only")
    IN = "in", _("in only")


class Mapping(models.Model):
    """Which field of a record fills a field of a form, and by which conversion.

    Several fill one text in their order, each after the first under its ``lead`` word.
    """

    field = models.ForeignKey(
        FormField, models.CASCADE, related_name="mappings", verbose_name=_("field")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    record = models.CharField(_("field of the record"), max_length=40)
    convert = models.CharField(_("conversion"), max_length=30)
    crosswalk = models.CharField(_("crosswalk"), max_length=40, blank=True)
    way = models.CharField(_("way"), max_length=4, choices=Way, default=Way.BOTH)
    lead_id = models.CharField(_("lead word in Indonesian"), max_length=60, blank=True)
    lead_en = models.CharField(_("lead word in English"), max_length=60, blank=True)
    changed_here = models.BooleanField(_("changed here"), default=False)

    class Meta:
        ordering = ["field", "order"]
        verbose_name = _("mapping")
        verbose_name_plural = _("mappings")
        constraints = [
            models.UniqueConstraint(fields=["field", "order"], name="mapping_once_per_place"),
        ]

    def __str__(self):
        return f"{self.record} → {self.field.key}"

    def lead(self, language: str) -> str:
        return self.lead_en if language == "en" else self.lead_id


class Option(Labelled):
    """One entry of a list that a form lets choose from."""

    vocabulary = models.CharField(_("list"), max_length=40)
    code = models.CharField(_("code"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    # Other spellings met in spreadsheets and older editions.
    synonyms = models.JSONField(_("other spellings"), default=list, blank=True)

    class Meta:
        ordering = ["vocabulary", "order", "code"]
        verbose_name = _("option")
        verbose_name_plural = _("options")
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "code"], name="option_once"),
        ]


class Crosswalk(models.Model):
    """One code of the catalogue beside one code of somebody else's list."""

    crosswalk = models.CharField(_("crosswalk"), max_length=40)
    ours = models.CharField(_("our code"), max_length=60)
    theirs = models.CharField(_("their code"), max_length=60)
    way = models.CharField(_("way"), max_length=4, choices=Way, default=Way.BOTH)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["crosswalk", "pk"]
        verbose_name = _("crosswalk")
        verbose_name_plural = _("crosswalks")
        constraints = [
            models.UniqueConstraint(
                fields=["crosswalk", "ours", "theirs"], name="crosswalk_pair_once"
            ),
        ]

    def __str__(self):
        return f"{self.ours} = {self.theirs}"


class Answer(models.Model):
    """What a record says in one field of one form and nowhere else.

    It stands in the place of what the record itself would give: a choice no record holds, a
    shorter text, a title in English. Never public.
    """

    innovation = models.ForeignKey(
        "innovations.Innovation", models.CASCADE, related_name="form_answers", db_index=False
    )
    field = models.ForeignKey(FormField, models.PROTECT, related_name="answers")
    value = models.JSONField(_("value"))
    revision = models.PositiveIntegerField(_("revision"), default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("written at"))

    class Meta:
        ordering = ["innovation", "field"]
        verbose_name = _("answer for a form")
        verbose_name_plural = _("answers for forms")
        constraints = [
            models.UniqueConstraint(fields=["innovation", "field"], name="form_answer_once"),
        ]

    def __str__(self):
        return f"{self.field}: {str(self.value)[:60]}"


class Intake(models.Model):
    """A form that came in as a draft: what could not be placed, and what should be looked at.

    ``notes`` is a list of heading and text, ``problems`` one of field, what is wrong, what to do.
    """

    draft = models.ForeignKey("innovations.Draft", models.CASCADE, related_name="intakes")
    form = models.ForeignKey(Form, models.PROTECT, related_name="intakes")
    row = models.PositiveIntegerField(_("row"), default=0)
    notes = models.JSONField(_("notes"), default=list)
    problems = models.JSONField(_("problems"), default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("came in at"))
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("form that came in")
        verbose_name_plural = _("forms that came in")

    def __str__(self):
        return f"{self.form} → {self.draft}"
