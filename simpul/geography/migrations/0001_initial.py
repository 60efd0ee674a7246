import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=5, unique=True, verbose_name="code")),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="slug")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("short_name", models.CharField(max_length=100, verbose_name="short name")),
                ("name_en", models.CharField(max_length=100, verbose_name="name in English")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("province", "Province"),
                            ("regency", "Regency"),
                            ("city", "City"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("capital", models.CharField(blank=True, max_length=100, verbose_name="capital")),
                ("lat", models.FloatField(verbose_name="latitude")),
                ("lng", models.FloatField(verbose_name="longitude")),
                (
                    "area_km2",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=10,
                        null=True,
                        verbose_name="area in km²",
                    ),
                ),
                (
                    "area_source",
                    models.CharField(blank=True, max_length=200, verbose_name="source of the area"),
                ),
                (
                    "population",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="population"),
                ),
                (
                    "population_source",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="source of the population"
                    ),
                ),
                ("source", models.TextField(blank=True, verbose_name="source")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="geography.region",
                        verbose_name="province",
                    ),
                ),
            ],
            options={
                "verbose_name": "region",
                "verbose_name_plural": "regions",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "province"), ("parent__isnull", True)),
                            models.Q(
                                models.Q(("kind", "province"), _negated=True),
                                ("parent__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="region_only_provinces_stand_alone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lat__gte", -90),
                            ("lat__lte", 90),
                            ("lng__gte", -180),
                            ("lng__lte", 180),
                        ),
                        name="region_centre_is_on_earth",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Boundary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("schematic", "Schematic"), ("official", "Official")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "geometry",
                    models.JSONField(
                        help_text="GeoJSON, longitude before latitude", verbose_name="geometry"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                ("changed_at", models.DateTimeField(verbose_name="changed at")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="boundaries",
                        to="geography.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "verbose_name": "boundary",
                "verbose_name_plural": "boundaries",
                "ordering": ["region", "kind"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("region", "kind"), name="boundary_once_per_kind"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RegionAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=100, verbose_name="text")),
                ("key", models.CharField(db_index=True, max_length=100, verbose_name="key")),
                ("shown", models.BooleanField(default=True, verbose_name="shown to readers")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="geography.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "verbose_name": "other name",
                "verbose_name_plural": "other names",
                "ordering": ["text"],
                "constraints": [
                    models.UniqueConstraint(fields=("region", "text"), name="alias_once_per_region")
                ],
            },
        ),
    ]
