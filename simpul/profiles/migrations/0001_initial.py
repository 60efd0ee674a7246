import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("innovations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Crosswalk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("crosswalk", models.CharField(max_length=40, verbose_name="crosswalk")),
                ("ours", models.CharField(max_length=60, verbose_name="our code")),
                ("theirs", models.CharField(max_length=60, verbose_name="their code")),
                (
                    "way",
                    models.CharField(
                        choices=[("both", "out and in"), ("out", "out only"), ("in", "in only")],
                        default="both",
                        max_length=4,
                        verbose_name="way",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
            ],
            options={
                "verbose_name": "crosswalk",
                "verbose_name_plural": "crosswalks",
                "ordering": ["crosswalk", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("crosswalk", "ours", "theirs"), name="crosswalk_pair_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Form",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label_id", models.CharField(max_length=300, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=300, verbose_name="label in English")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("changed_here", models.BooleanField(default=False, verbose_name="changed here")),
                ("key", models.SlugField(max_length=40, unique=True, verbose_name="key")),
                (
                    "target",
                    models.CharField(
                        choices=[
                            ("opsi", "OECD OPSI"),
                            ("iga", "Innovative Government Award (IGA)"),
                            ("kipp", "Public service innovation competition (KIPP)"),
                        ],
                        max_length=10,
                        verbose_name="asked by",
                    ),
                ),
                ("edition", models.CharField(blank=True, max_length=30, verbose_name="edition")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("language", models.CharField(max_length=5, verbose_name="language")),
                ("about_id", models.TextField(blank=True, verbose_name="about it in Indonesian")),
                ("about_en", models.TextField(blank=True, verbose_name="about it in English")),
                (
                    "legal_source",
                    models.CharField(blank=True, max_length=300, verbose_name="legal basis"),
                ),
                ("website", models.URLField(blank=True, max_length=300, verbose_name="website")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid until")),
            ],
            options={
                "verbose_name": "target form",
                "verbose_name_plural": "target forms",
                "ordering": ["order", "key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_from__lte", models.F("valid_to")),
                            _connector="OR",
                        ),
                        name="form_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FormField",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label_id", models.CharField(max_length=300, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=300, verbose_name="label in English")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("changed_here", models.BooleanField(default=False, verbose_name="changed here")),
                ("key", models.SlugField(max_length=40, verbose_name="key")),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "section_id",
                    models.CharField(max_length=120, verbose_name="section in Indonesian"),
                ),
                ("section_en", models.CharField(max_length=120, verbose_name="section in English")),
                ("hint_id", models.TextField(blank=True, verbose_name="hint in Indonesian")),
                ("hint_en", models.TextField(blank=True, verbose_name="hint in English")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("short", "a line"),
                            ("text", "a text"),
                            ("choice", "one of a list"),
                            ("choices", "several of a list"),
                            ("yesno", "yes or no"),
                            ("date", "a day"),
                            ("year", "a year"),
                            ("number", "a number"),
                            ("country", "a country"),
                            ("email", "an e-mail address"),
                            ("link", "an address of a page"),
                            ("file", "a file"),
                            ("files", "several files"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("required", models.BooleanField(default=False, verbose_name="required")),
                (
                    "counts",
                    models.CharField(
                        blank=True,
                        choices=[("words", "words"), ("characters", "characters")],
                        max_length=12,
                        verbose_name="counted in",
                    ),
                ),
                ("least", models.PositiveIntegerField(blank=True, null=True, verbose_name="least")),
                ("most", models.PositiveIntegerField(blank=True, null=True, verbose_name="most")),
                ("options", models.CharField(blank=True, max_length=40, verbose_name="list")),
                (
                    "takes_evidence",
                    models.BooleanField(default=False, verbose_name="takes evidence"),
                ),
                (
                    "weight",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="weight"),
                ),
                (
                    "headings",
                    models.JSONField(blank=True, default=list, verbose_name="other headings"),
                ),
                (
                    "form",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fields",
                        to="profiles.form",
                    ),
                ),
            ],
            options={
                "verbose_name": "field of a form",
                "verbose_name_plural": "fields of forms",
                "ordering": ["form", "order"],
                "constraints": [
                    models.UniqueConstraint(fields=("form", "key"), name="form_field_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("least", None),
                            ("most", None),
                            ("least__lte", models.F("most")),
                            _connector="OR",
                        ),
                        name="form_field_limits_agree",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.JSONField(verbose_name="value")),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision")),
                ("at", models.DateTimeField(verbose_name="written at")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="form_answers",
                        to="innovations.innovation",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="profiles.formfield",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer for a form",
                "verbose_name_plural": "answers for forms",
                "ordering": ["innovation", "field"],
                "constraints": [
                    models.UniqueConstraint(fields=("innovation", "field"), name="form_answer_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Intake",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row", models.PositiveIntegerField(default=0, verbose_name="row")),
                ("notes", models.JSONField(default=list, verbose_name="notes")),
                ("problems", models.JSONField(default=list, verbose_name="problems")),
                ("at", models.DateTimeField(verbose_name="came in at")),
                (
                    "settled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="settled at"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="intakes",
                        to="innovations.draft",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intakes",
                        to="profiles.form",
                    ),
                ),
            ],
            options={
                "verbose_name": "form that came in",
                "verbose_name_plural": "forms that came in",
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="Mapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("record", models.CharField(max_length=40, verbose_name="field of the record")),
                ("convert", models.CharField(max_length=30, verbose_name="conversion")),
                (
                    "crosswalk",
                    models.CharField(blank=True, max_length=40, verbose_name="crosswalk"),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("both", "out and in"), ("out", "out only"), ("in", "in only")],
                        default="both",
                        max_length=4,
                        verbose_name="way",
                    ),
                ),
                (
                    "lead_id",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="lead word in Indonesian"
                    ),
                ),
                (
                    "lead_en",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="lead word in English"
                    ),
                ),
                ("changed_here", models.BooleanField(default=False, verbose_name="changed here")),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mappings",
                        to="profiles.formfield",
                        verbose_name="field",
                    ),
                ),
            ],
            options={
                "verbose_name": "mapping",
                "verbose_name_plural": "mappings",
                "ordering": ["field", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("field", "order"), name="mapping_once_per_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Option",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label_id", models.CharField(max_length=300, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=300, verbose_name="label in English")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("changed_here", models.BooleanField(default=False, verbose_name="changed here")),
                ("vocabulary", models.CharField(max_length=40, verbose_name="list")),
                ("code", models.CharField(max_length=60, verbose_name="code")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "synonyms",
                    models.JSONField(blank=True, default=list, verbose_name="other spellings"),
                ),
            ],
            options={
                "verbose_name": "option",
                "verbose_name_plural": "options",
                "ordering": ["vocabulary", "order", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("vocabulary", "code"), name="option_once")
                ],
            },
        ),
    ]
