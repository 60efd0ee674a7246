import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("geography", "0001_initial"),
        ("organisations", "0001_initial"),
        ("vocabularies", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Competition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="address")),
                (
                    "programme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="competition",
                        to="vocabularies.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "competition",
                "verbose_name_plural": "competitions",
                "ordering": ["programme__short_name"],
            },
        ),
        migrations.CreateModel(
            name="Edition",
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
                ("code", models.CharField(max_length=80, unique=True, verbose_name="code")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("held", models.BooleanField(default=True, verbose_name="held")),
                (
                    "legal_basis",
                    models.CharField(blank=True, max_length=300, verbose_name="legal basis"),
                ),
                ("source", models.TextField(blank=True, verbose_name="source")),
                (
                    "competition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="editions",
                        to="competitions.competition",
                    ),
                ),
            ],
            options={
                "verbose_name": "edition",
                "verbose_name_plural": "editions",
                "ordering": ["-year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("competition", "year"), name="edition_once_a_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RegionAward",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=160, unique=True, verbose_name="code")),
                ("category", models.CharField(max_length=120, verbose_name="category")),
                (
                    "rank",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="rank"),
                ),
                (
                    "wording",
                    models.CharField(max_length=160, verbose_name="region as the source writes it"),
                ),
                ("source", models.TextField(verbose_name="source")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="region_awards",
                        to="competitions.edition",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="region_awards",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="region_awards",
                        to="geography.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "award to a region",
                "verbose_name_plural": "awards to regions",
                "ordering": [
                    "category",
                    models.OrderBy(models.F("rank"), nulls_last=True),
                    "wording",
                ],
            },
        ),
        migrations.CreateModel(
            name="Tier",
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
                ("code", models.CharField(max_length=120, unique=True, verbose_name="code")),
                ("category", models.CharField(blank=True, max_length=120, verbose_name="category")),
                ("size", models.PositiveIntegerField(verbose_name="number awarded")),
                (
                    "includes",
                    models.JSONField(
                        blank=True, default=list, verbose_name="award levels chosen out of it"
                    ),
                ),
                ("source", models.TextField(verbose_name="source")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tiers",
                        to="competitions.edition",
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tiers",
                        to="vocabularies.awardlevel",
                    ),
                ),
            ],
            options={
                "verbose_name": "award tier",
                "verbose_name_plural": "award tiers",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "level", "category"), name="tier_once_per_edition"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("category", ""), ("level__isnull", False)),
                            models.Q(
                                ("level__isnull", True), models.Q(("category", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="tier_has_level_or_category",
                    ),
                ],
            },
        ),
    ]
