import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import simpul.accounts.models
import simpul.core.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        default=simpul.accounts.models.internal_name,
                        editable=False,
                        max_length=150,
                        unique=True,
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        max_length=254, null=True, unique=True, verbose_name="e-mail address"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="name")),
                (
                    "nip",
                    models.CharField(
                        blank=True,
                        help_text="18 digits. Leave it empty if you have none; it is never shown to others.",
                        max_length=18,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{18}$", "A NIP has 18 digits, without spaces."
                            )
                        ],
                        verbose_name="NIP",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("id", "Indonesian"), ("en", "English")],
                        default="id",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                (
                    "zone",
                    models.CharField(
                        choices=[
                            ("Asia/Jakarta", "Western Indonesia (WIB)"),
                            ("Asia/Makassar", "Central Indonesia (WITA)"),
                            ("Asia/Jayapura", "Eastern Indonesia (WIT)"),
                        ],
                        default="Asia/Jakarta",
                        max_length=20,
                        verbose_name="time zone",
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        choices=[
                            ("at_once", "At once"),
                            ("daily", "Once a day"),
                            ("weekly", "Once a week"),
                            ("never", "Never by mail, only on my desk"),
                        ],
                        default="at_once",
                        max_length=10,
                        verbose_name="mail about what waits for me",
                    ),
                ),
                (
                    "is_demo",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="demonstration"
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=simpul.core.clock.now, editable=False, verbose_name="date joined"
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="closed at"
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "ordering": ["name", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email__isnull", True),
                            models.Q(
                                django.db.models.lookups.Exact(
                                    models.F("email"),
                                    django.db.models.functions.text.Lower("email"),
                                ),
                                models.Q(("email", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="person_email_in_lower_case",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("nip", ""), _negated=True),
                        fields=("nip",),
                        name="person_nip_once",
                        violation_error_message="Another account has this NIP.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nip", ""),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Length("nip"), 18
                            ),
                            _connector="OR",
                        ),
                        name="person_nip_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True),
                            models.Q(("email__isnull", True), ("is_active", False), ("nip", "")),
                            _connector="OR",
                        ),
                        name="person_closed_keeps_no_address",
                    ),
                ],
            },
            managers=[
                ("objects", simpul.accounts.models.People()),
            ],
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("privacy", "The privacy notice"),
                            ("named", "My name beside innovations I took part in"),
                            ("mailing", "News of the network by mail"),
                        ],
                        max_length=20,
                        verbose_name="purpose",
                    ),
                ),
                ("version", models.CharField(max_length=20, verbose_name="version of the wording")),
                ("given_at", models.DateTimeField(verbose_name="given at")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "ordering": ["-given_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("person", "purpose", "version"),
                        name="consent_standing_once",
                    )
                ],
            },
        ),
    ]
