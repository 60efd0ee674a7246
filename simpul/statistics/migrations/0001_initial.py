import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("geography", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Indicator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=60, unique=True, verbose_name="key")),
                ("label_id", models.CharField(max_length=200, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=200, verbose_name="label in English")),
                ("topic", models.SlugField(max_length=60, verbose_name="topic")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("unit", models.CharField(blank=True, max_length=40, verbose_name="unit")),
            ],
            options={
                "verbose_name": "figure",
                "verbose_name_plural": "figures",
                "ordering": ["topic", "order", "key"],
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=100, unique=True, verbose_name="code")),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=20, null=True, verbose_name="value"
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=60, verbose_name="in words")),
                ("as_of", models.DateField(verbose_name="as of")),
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
                ("source", models.TextField(verbose_name="source")),
                (
                    "figure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="statistics.indicator",
                        to_field="key",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="geography.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "observation",
                "verbose_name_plural": "observations",
                "ordering": ["region", "figure", "as_of", "pk"],
                "indexes": [
                    models.Index(fields=["region", "figure", "as_of"], name="observation_of_region")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", False),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="observation_says_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60, unique=True, verbose_name="code")),
                ("value", models.CharField(max_length=100, verbose_name="value")),
                ("number", models.BigIntegerField(blank=True, null=True, verbose_name="number")),
                ("as_of", models.DateField(verbose_name="as of")),
                ("since", models.DateField(blank=True, null=True, verbose_name="from")),
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
                (
                    "qualifier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", ""),
                            ("about", "about"),
                            ("at_least", "at least"),
                            ("statement", "a statement, not a count"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="qualifier",
                    ),
                ),
                (
                    "meaning_id",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="meaning in Indonesian"
                    ),
                ),
                (
                    "meaning_en",
                    models.CharField(blank=True, max_length=300, verbose_name="meaning in English"),
                ),
                ("source", models.TextField(verbose_name="source")),
                (
                    "figure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="statistics.indicator",
                        to_field="key",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement",
                "verbose_name_plural": "statements",
                "ordering": ["as_of", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since__isnull", True),
                            ("since__lte", models.F("as_of")),
                            _connector="OR",
                        ),
                        name="statement_period_runs_forward",
                    )
                ],
            },
        ),
    ]
