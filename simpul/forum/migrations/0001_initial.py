import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import simpul.forum.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("hubs", "0001_initial"),
        ("innovations", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Watermark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=30, unique=True)),
                ("seq", models.BigIntegerField(default=0)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Shelf",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(blank=True, max_length=100, verbose_name="name of the list"),
                ),
                (
                    "about",
                    models.TextField(blank=True, max_length=500, verbose_name="what it is for"),
                ),
                (
                    "token",
                    models.CharField(
                        default=simpul.forum.models.new_token,
                        editable=False,
                        max_length=24,
                        unique=True,
                    ),
                ),
                ("is_shared", models.BooleanField(default=False, verbose_name="readable by link")),
                ("begun_at", models.DateTimeField(verbose_name="begun at")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shelves",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "list",
                "verbose_name_plural": "lists",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "name"),
                        name="shelf_named_once",
                        violation_error_message="You have a list of this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_shared", True), ("name", ""), _negated=True),
                        name="shelf_shared_has_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Kept",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kept_at", models.DateTimeField(verbose_name="kept at")),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kept_on",
                        to="innovations.innovation",
                        verbose_name="record",
                    ),
                ),
                (
                    "shelf",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kept",
                        to="forum.shelf",
                    ),
                ),
            ],
            options={
                "verbose_name": "record on a list",
                "verbose_name_plural": "records on lists",
                "ordering": ["-kept_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("shelf", "innovation"), name="kept_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.CharField(blank=True, max_length=500, verbose_name="search")),
                ("begun_at", models.DateTimeField(verbose_name="followed since")),
                (
                    "hub",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followed_by",
                        to="hubs.hub",
                    ),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followed_by",
                        to="innovations.innovation",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followed_by",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "followed thing",
                "verbose_name_plural": "followed things",
                "ordering": ["-begun_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("question", ""), _negated=True),
                        fields=["question"],
                        name="follow_question",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("hub", None),
                                ("innovation__isnull", False),
                                ("organisation", None),
                                ("question", ""),
                            ),
                            models.Q(
                                ("hub", None),
                                ("innovation", None),
                                ("organisation__isnull", False),
                                ("question", ""),
                            ),
                            models.Q(
                                ("hub__isnull", False),
                                ("innovation", None),
                                ("organisation", None),
                                ("question", ""),
                            ),
                            models.Q(
                                ("hub", None),
                                ("innovation", None),
                                ("organisation", None),
                                models.Q(("question", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="follow_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("innovation__isnull", False)),
                        fields=("person", "innovation"),
                        name="follow_record_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("organisation__isnull", False)),
                        fields=("person", "organisation"),
                        name="follow_institution_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("hub__isnull", False)),
                        fields=("person", "hub"),
                        name="follow_hub_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("question", ""), _negated=True),
                        fields=("person", "question"),
                        name="follow_question_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_useful", models.BooleanField(verbose_name="useful")),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="reason")),
                ("given_at", models.DateTimeField(verbose_name="given at")),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opinions",
                        to="innovations.innovation",
                        verbose_name="record",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="opinions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "opinion",
                "verbose_name_plural": "opinions",
                "ordering": ["-given_at", "-pk"],
                "indexes": [models.Index(fields=["innovation", "is_useful"], name="opinion_count")],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "innovation"), name="opinion_once")
                ],
            },
        ),
    ]
