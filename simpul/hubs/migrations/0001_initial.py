import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("geography", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Hub",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "note_id",
                    models.CharField(blank=True, max_length=300, verbose_name="note in Indonesian"),
                ),
                (
                    "note_en",
                    models.CharField(blank=True, max_length=300, verbose_name="note in English"),
                ),
                ("code", models.CharField(max_length=60, unique=True, verbose_name="code")),
                ("slug", models.SlugField(max_length=120, unique=True, verbose_name="address")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("national", "National hub"),
                            ("province", "Provincial hub"),
                            ("ministry", "Hub of a ministry"),
                            ("agency", "Hub of an agency"),
                        ],
                        max_length=20,
                        verbose_name="level",
                    ),
                ),
                ("website", models.CharField(blank=True, max_length=200, verbose_name="website")),
                ("decree", models.CharField(blank=True, max_length=200, verbose_name="decree")),
                ("wave", models.CharField(blank=True, max_length=200, verbose_name="wave")),
                ("source", models.TextField(verbose_name="source")),
                (
                    "hue",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="hue"),
                ),
                (
                    "corrected_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="corrected at"),
                ),
                (
                    "areas",
                    models.ManyToManyField(
                        blank=True,
                        related_name="served_by",
                        to="geography.region",
                        verbose_name="areas served",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hubs",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hubs",
                        to="geography.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "hub",
                "verbose_name_plural": "hubs",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", "province"), _negated=True),
                            ("region__isnull", False),
                            _connector="OR",
                        ),
                        name="hub_of_a_province_has_region",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hue__isnull", True), ("hue__lt", 360), _connector="OR"
                        ),
                        name="hub_hue_is_an_angle",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60, unique=True, verbose_name="code")),
                ("kind_id", models.CharField(max_length=100, verbose_name="kind in Indonesian")),
                ("kind_en", models.CharField(max_length=100, verbose_name="kind in English")),
                ("date", models.DateField(verbose_name="date")),
                ("parties", models.JSONField(default=list, verbose_name="parties")),
                ("signers", models.JSONField(blank=True, default=list, verbose_name="signers")),
                (
                    "subject_id",
                    models.CharField(max_length=300, verbose_name="subject in Indonesian"),
                ),
                ("subject_en", models.CharField(max_length=300, verbose_name="subject in English")),
                ("source", models.TextField(verbose_name="source")),
                (
                    "hubs",
                    models.ManyToManyField(blank=True, related_name="agreements", to="hubs.hub"),
                ),
            ],
            options={
                "verbose_name": "agreement",
                "verbose_name_plural": "agreements",
                "ordering": ["date", "code"],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "note_id",
                    models.CharField(blank=True, max_length=300, verbose_name="note in Indonesian"),
                ),
                (
                    "note_en",
                    models.CharField(blank=True, max_length=300, verbose_name="note in English"),
                ),
                ("code", models.CharField(max_length=60, unique=True, verbose_name="code")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("invited", "Invited"),
                            ("willing", "Declared willing"),
                            ("declined", "Declined"),
                            ("commitment_signed", "Commitment signed"),
                            ("appointed", "Appointed by decree"),
                            ("launched", "Launched"),
                            ("portal_opened", "Portal opened"),
                            ("suspended", "Suspended"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                ("date", models.DateField(verbose_name="date")),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("day", "to the day"),
                            ("month", "to the month"),
                            ("year", "to the year"),
                        ],
                        max_length=10,
                        verbose_name="precision",
                    ),
                ),
                ("document", models.CharField(blank=True, max_length=200, verbose_name="document")),
                ("source", models.TextField(verbose_name="source")),
                (
                    "hub",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="hubs.hub",
                    ),
                ),
            ],
            options={
                "verbose_name": "milestone",
                "verbose_name_plural": "milestones",
                "ordering": ["date", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Territory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="territories",
                        to="hubs.hub",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="geography.region",
                        verbose_name="regency or city",
                    ),
                ),
            ],
            options={
                "verbose_name": "territory",
                "verbose_name_plural": "territories",
                "ordering": ["hub", "region"],
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("hub", "region"), name="territory_once_per_hub")
                ],
            },
        ),
    ]
