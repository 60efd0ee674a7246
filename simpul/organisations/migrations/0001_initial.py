import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("core", "0001_initial"),
        ("geography", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Office",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=60, unique=True, verbose_name="key")),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("label_id", models.CharField(max_length=120, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=120, verbose_name="label in English")),
                (
                    "description_id",
                    models.CharField(max_length=300, verbose_name="description in Indonesian"),
                ),
                (
                    "description_en",
                    models.CharField(max_length=300, verbose_name="description in English"),
                ),
                (
                    "scope",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "the whole network"),
                            ("organisations.organisation", "an institution"),
                            ("hubs.hub", "a hub"),
                            ("hubs.territory", "a regency or city, for a hub"),
                            ("innovations.authority", "a source"),
                        ],
                        max_length=60,
                        verbose_name="held over",
                    ),
                ),
                ("granted_by", models.JSONField(default=list, verbose_name="granted by")),
                (
                    "is_public",
                    models.BooleanField(default=False, verbose_name="shown to everybody"),
                ),
            ],
            options={
                "verbose_name": "office",
                "verbose_name_plural": "offices",
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60, unique=True, verbose_name="code")),
                ("slug", models.SlugField(max_length=120, unique=True, verbose_name="address")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("short_name", models.CharField(max_length=120, verbose_name="short name")),
                ("acronym", models.CharField(blank=True, max_length=60, verbose_name="acronym")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("coordinating_ministry", "coordinating ministry"),
                            ("ministry", "ministry"),
                            ("ministerial_body", "body at the level of a ministry"),
                            ("agency", "non-ministerial government agency"),
                            ("state_body", "state institution"),
                            ("nonstructural", "non-structural institution"),
                            ("body", "national institution"),
                            ("public_law", "public law body"),
                            ("province", "provincial government"),
                            ("regency", "regency government"),
                            ("city", "city government"),
                            ("administrative", "administrative territory of Jakarta"),
                            ("state_enterprise", "state-owned enterprise"),
                            ("state_subsidiary", "subsidiary of a state-owned enterprise"),
                            ("regional_enterprise", "enterprise owned by a region"),
                            ("private", "private organisation"),
                            ("unit", "unit of an institution"),
                            ("unknown", "kind not known"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("ministry", "Ministries"),
                            ("agency", "Agencies and institutions"),
                            ("province", "Provincial governments"),
                            ("regency", "Regency governments"),
                            ("city", "City governments"),
                            ("state_enterprise", "State-owned enterprises"),
                            ("regional_enterprise", "Regional enterprises"),
                            ("private", "Private organisations"),
                            ("unknown", "Not known"),
                        ],
                        db_index=True,
                        max_length=30,
                        verbose_name="level",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "active"),
                            ("dissolved", "dissolved"),
                            ("merged", "merged"),
                        ],
                        default="active",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "valid_from",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="from year"
                    ),
                ),
                (
                    "valid_to",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="to year"),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                (
                    "corrected_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="corrected at"),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisations",
                        to="geography.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "institution",
                "verbose_name_plural": "institutions",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="organisation_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "active"), ("valid_to__isnull", True)),
                            ("status__in", ["dissolved", "merged"]),
                            _connector="OR",
                        ),
                        name="organisation_active_has_no_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "unit"), _negated=True),
                            ("parent__isnull", False),
                            _connector="OR",
                        ),
                        name="organisation_unit_has_parent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "waits for confirmation"),
                            ("confirmed", "confirmed"),
                            ("declined", "declined"),
                            ("ended", "ended"),
                        ],
                        default="requested",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("position", models.CharField(blank=True, max_length=150, verbose_name="position")),
                ("as_admin", models.BooleanField(default=False, verbose_name="asks to administer")),
                ("requested_at", models.DateTimeField(verbose_name="requested at")),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="decided at"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.file",
                        verbose_name="letter",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="organisations.organisation",
                        verbose_name="institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "ordering": ["person__name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("requested", "confirmed"))),
                        fields=("person", "organisation"),
                        name="membership_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["confirmed", "declined"]), _negated=True),
                            ("decided_at__isnull", False),
                            _connector="OR",
                        ),
                        name="membership_decided_has_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ended"), _negated=True),
                            ("ended_at__isnull", False),
                            _connector="OR",
                        ),
                        name="membership_ended_has_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("as_admin", False), ("letter__isnull", False), _connector="OR"
                        ),
                        name="membership_admin_has_letter",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("key", models.CharField(db_index=True, editable=False, max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("name", "name"),
                            ("short", "short name"),
                            ("alias", "also written"),
                            ("former", "former name"),
                            ("unit", "name of its offices"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "name"), name="name_once_per_body"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year"),
                ),
                ("is_merger", models.BooleanField(default=False)),
                ("added_at", models.DateTimeField(blank=True, null=True, verbose_name="added at")),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions_onward",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions_back",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("predecessor", "successor"), name="succession_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                        name="succession_not_to_itself",
                    ),
                ],
            },
        ),
    ]
