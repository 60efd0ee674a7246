import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Lower
from django.db.models.lookups import Exact
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from simpul.core import clock

NIP_DIGITS = 18


LOWER_CASE_EMAIL = Q(Exact(F("email"), Lower("email")), ~Q(email=""))
WHOLE_NIP = Q(Exact(Length("nip"), NIP_DIGITS))


class Digest(models.TextChoices):
    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("Never by mail, only on my desk")


class Zone(models.TextChoices):
    WEST = "Asia/Jakarta", _("Western Indonesia (WIB)")
    CENTRAL = "Asia/Makassar", _("Central Indonesia (WITA)")
    EAST = "Asia/Jayapura", _("Eastern Indonesia (WIT)")


class Purpose(models.TextChoices):
    PRIVACY = "privacy", _("The privacy notice")
    NAMED = "named", _("My name beside innovations I took part in")
    MAILING = "mailing", _("News of the network by mail")


def internal_name() -> str:
    """What stands for a person where Django wants a name nobody ever types."""
    return secrets.token_hex(8)


class AddressField(models.EmailField):
    """An address, kept and asked for in lower case; an empty one is none."""

    def get_prep_value(self, value: Any) -> Any:
        """Write and compare as it is kept."""
        value = super().get_prep_value(value)
        return value.lower() or None if isinstance(value, str) else value

    def deconstruct(self) -> Any:
        """To a migration it is any other address."""
        name, _path, arguments, keywords = super().deconstruct()
        return name, "django.db.models.EmailField", arguments, keywords


class People(UserManager["User"]):
    def create_user(  # type: ignore[override]
        self, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "User":
        """Open an account; without a password it can only be entered by invitation."""
        person: User = self.model(email=email.lower() if email else None, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(  # type: ignore[override]
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        """Open the account of an operator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person with an account. What they may decide is a mandate, never a group.

    An account is never deleted once it signed in, only closed: then its addresses and NIP are
    gone, and its name too where the person wished so.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    username = models.CharField(max_length=150, unique=True, default=internal_name, editable=False)
    # Lower case, so that it is one person's whatever the case. A closed account has none.
    email = AddressField(_("e-mail address"), unique=True, null=True)  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=150, blank=True)
    # Holds the date of birth: never in an address, a log, an export or the search.
    nip = models.CharField(
        _("NIP"),
        max_length=NIP_DIGITS,
        blank=True,
        validators=[RegexValidator(r"^\d{18}$", _("A NIP has 18 digits, without spaces."))],
        help_text=_("18 digits. Leave it empty if you have none; it is never shown to others."),
    )
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    zone = models.CharField(_("time zone"), max_length=20, choices=Zone, default=Zone.WEST)
    digest = models.CharField(
        _("mail about what waits for me"),
        max_length=10,
        choices=Digest,
        default=Digest.AT_ONCE,
    )
    is_demo = models.BooleanField(_("demonstration"), default=False, editable=False)
    date_joined = models.DateTimeField(_("date joined"), default=clock.now, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects: ClassVar[People] = People()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email__isnull=True) | LOWER_CASE_EMAIL,
                name="person_email_in_lower_case",
            ),
            models.UniqueConstraint(
                fields=["nip"],
                condition=~Q(nip=""),
                name="person_nip_once",
                violation_error_message=_("Another account has this NIP."),
            ),
            models.CheckConstraint(
                condition=Q(nip="") | WHOLE_NIP,
                name="person_nip_whole",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | Q(email__isnull=True, nip="", is_active=False),
                name="person_closed_keeps_no_address",
            ),
        ]

    def __str__(self):
        if self.name:
            return self.name
        # Whoever closed an account may have taken the name along.
        return gettext("Former member") if self.closed_at else self.username

    def clean(self) -> None:
        """Keep addresses in lower case; an empty one is none."""
        super().clean()
        self.email = self.email.lower() if self.email else None


class Consent(models.Model):
    """What a person agreed to, in which wording, from when to when."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="consents", verbose_name=_("person")
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    version = models.CharField(_("version of the wording"), max_length=20)
    given_at = models.DateTimeField(_("given at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose", "version"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_standing_once",
            ),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()}, {self.version}"
