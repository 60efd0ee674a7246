import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Abbreviation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "abbreviation",
                    models.CharField(max_length=30, unique=True, verbose_name="abbreviation"),
                ),
                ("full_id", models.CharField(max_length=200, verbose_name="in full, Indonesian")),
                ("meaning_en", models.CharField(max_length=200, verbose_name="meaning in English")),
                ("source", models.TextField(blank=True, verbose_name="source")),
            ],
            options={
                "verbose_name": "abbreviation",
                "verbose_name_plural": "abbreviations",
                "ordering": ["abbreviation"],
            },
        ),
        migrations.CreateModel(
            name="AwardLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label_id", models.CharField(max_length=200, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=200, verbose_name="label in English")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                (
                    "corrected_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="corrected at"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="code")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rank")),
                (
                    "programme_hint",
                    models.CharField(blank=True, max_length=80, verbose_name="programme"),
                ),
            ],
            options={
                "verbose_name": "award level",
                "verbose_name_plural": "award levels",
                "ordering": ["rank", "code"],
            },
        ),
        migrations.CreateModel(
            name="SectorFamily",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label_id", models.CharField(max_length=200, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=200, verbose_name="label in English")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                (
                    "corrected_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="corrected at"
                    ),
                ),
                ("key", models.SlugField(max_length=20, unique=True, verbose_name="key")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "sector family",
                "verbose_name_plural": "sector families",
                "ordering": ["order", "key"],
            },
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label_id", models.CharField(max_length=200, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=200, verbose_name="label in English")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                (
                    "corrected_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="corrected at"
                    ),
                ),
                ("code", models.SlugField(max_length=20, unique=True, verbose_name="code")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "life",
                    models.CharField(
                        choices=[
                            ("alive", "Alive"),
                            ("dormant", "Dormant"),
                            ("stopped", "Stopped"),
                            ("unknown", "Not known"),
                        ],
                        default="alive",
                        max_length=10,
                        verbose_name="counted as",
                    ),
                ),
                ("meaning_id", models.TextField(verbose_name="meaning in Indonesian")),
                ("meaning_en", models.TextField(verbose_name="meaning in English")),
            ],
            options={
                "verbose_name": "life stage",
                "verbose_name_plural": "life stages",
                "ordering": ["order", "code"],
            },
        ),
        migrations.CreateModel(
            name="Affair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label_id", models.CharField(max_length=200, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=200, verbose_name="label in English")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                (
                    "corrected_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="corrected at"
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                ("code", models.CharField(max_length=10, unique=True, verbose_name="code")),
                ("group", models.CharField(max_length=60, verbose_name="group")),
                ("concurrent", models.BooleanField(default=False, verbose_name="concurrent")),
            ],
            options={
                "verbose_name": "government affair",
                "verbose_name_plural": "government affairs",
                "ordering": ["code"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_from__lte", models.F("valid_to")),
                            _connector="OR",
                        ),
                        name="affair_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label_id", models.CharField(max_length=200, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=200, verbose_name="label in English")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                (
                    "corrected_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="corrected at"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(unique=True, verbose_name="number")),
                ("colour", models.CharField(max_length=7, verbose_name="colour")),
                ("text_colour", models.CharField(max_length=7, verbose_name="text colour")),
            ],
            options={
                "verbose_name": "goal of sustainable development",
                "verbose_name_plural": "goals of sustainable development",
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number__lte", 17)),
                        name="goal_number_is_1_to_17",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label_id", models.CharField(max_length=200, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=200, verbose_name="label in English")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                (
                    "corrected_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="corrected at"
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                ("key", models.SlugField(max_length=60, unique=True, verbose_name="key")),
                (
                    "short_name",
                    models.CharField(max_length=80, unique=True, verbose_name="short name"),
                ),
                (
                    "organiser",
                    models.CharField(blank=True, max_length=200, verbose_name="organiser"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("national_competition", "National competition"),
                            ("regional_competition", "Regional competition"),
                            ("international_award", "International award"),
                            ("index", "Index"),
                            ("directory", "Directory"),
                            ("laboratory", "Innovation laboratory"),
                            ("training", "Training"),
                            ("study", "Study"),
                            ("launch", "Launch"),
                            ("practice", "Documented practice"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "region_code",
                    models.CharField(blank=True, max_length=5, verbose_name="region code"),
                ),
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "ordering": ["short_name"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_from__lte", models.F("valid_to")),
                            _connector="OR",
                        ),
                        name="programme_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sector",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label_id", models.CharField(max_length=200, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=200, verbose_name="label in English")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                (
                    "corrected_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="corrected at"
                    ),
                ),
                ("key", models.SlugField(max_length=30, unique=True, verbose_name="key")),
                (
                    "synonyms_id",
                    models.JSONField(
                        blank=True, default=list, verbose_name="synonyms in Indonesian"
                    ),
                ),
                (
                    "synonyms_en",
                    models.JSONField(blank=True, default=list, verbose_name="synonyms in English"),
                ),
                (
                    "affair",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sectors",
                        to="vocabularies.affair",
                        verbose_name="affair",
                    ),
                ),
                (
                    "goals",
                    models.ManyToManyField(
                        related_name="sectors", to="vocabularies.goal", verbose_name="goals"
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sectors",
                        to="vocabularies.sectorfamily",
                        to_field="key",
                        verbose_name="family",
                    ),
                ),
            ],
            options={
                "verbose_name": "sector",
                "verbose_name_plural": "sectors",
                "ordering": ["label_id"],
            },
        ),
    ]
