import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("core", "0001_initial"),
        ("geography", "0001_initial"),
        ("hubs", "0001_initial"),
        ("organisations", "0001_initial"),
        ("vocabularies", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Language",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=20, unique=True, verbose_name="key")),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("label_id", models.CharField(max_length=100, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=100, verbose_name="label in English")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
            ],
            options={
                "verbose_name": "language",
                "verbose_name_plural": "languages",
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=20, unique=True, verbose_name="key")),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("label_id", models.CharField(max_length=100, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=100, verbose_name="label in English")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
            ],
            options={
                "verbose_name": "role",
                "verbose_name_plural": "roles",
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="Mentor",
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
                        choices=[
                            ("university", "university staff"),
                            ("innovator", "former innovator"),
                            ("hub", "hub staff"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("workplace", models.CharField(max_length=200, verbose_name="workplace")),
                ("profile", models.TextField(max_length=1000, verbose_name="short profile")),
                ("proof", models.TextField(max_length=1000, verbose_name="proof")),
                ("contact", models.CharField(max_length=200, verbose_name="contact")),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(default=1, verbose_name="cases in a quarter"),
                ),
                ("running", models.PositiveSmallIntegerField(default=0, verbose_name="cases now")),
                ("is_remote", models.BooleanField(default=True, verbose_name="coaches from afar")),
                (
                    "travels_everywhere",
                    models.BooleanField(default=False, verbose_name="travels to every province"),
                ),
                (
                    "is_public",
                    models.BooleanField(default=False, verbose_name="stands in the directory"),
                ),
                ("shows_name", models.BooleanField(default=False, verbose_name="shows the name")),
                (
                    "shows_workplace",
                    models.BooleanField(default=False, verbose_name="shows the workplace"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "waits for the hub"),
                            ("active", "ready"),
                            ("paused", "pauses"),
                            ("declined", "not taken on"),
                            ("ended", "left"),
                        ],
                        default="offered",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("offered_at", models.DateTimeField(verbose_name="offered at")),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="decided at"),
                ),
                (
                    "paused_until",
                    models.DateField(blank=True, null=True, verbose_name="paused until"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("changed_at", models.DateTimeField(verbose_name="changed at")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentors",
                        to="hubs.hub",
                        verbose_name="hub",
                    ),
                ),
                (
                    "languages",
                    models.ManyToManyField(
                        related_name="mentors", to="learning.language", verbose_name="languages"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentors",
                        to="organisations.organisation",
                        verbose_name="institution",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentoring",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "proof_file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.file",
                    ),
                ),
                (
                    "provinces",
                    models.ManyToManyField(
                        blank=True,
                        related_name="mentors",
                        to="geography.region",
                        verbose_name="travels to",
                    ),
                ),
                (
                    "sectors",
                    models.ManyToManyField(
                        related_name="mentors", to="vocabularies.sector", verbose_name="themes"
                    ),
                ),
            ],
            options={
                "verbose_name": "mentor",
                "verbose_name_plural": "mentors",
                "ordering": ["-decided_at", "-pk"],
                "indexes": [models.Index(fields=["state", "hub"], name="mentor_of_hub")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("offered", "active", "paused"))),
                        fields=("person",),
                        name="mentor_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capacity__gte", 1)), name="mentor_has_capacity"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("running__lte", models.F("capacity"))),
                        name="mentor_never_over_capacity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "active"), _negated=True),
                            ("decided_at__isnull", False),
                            _connector="OR",
                        ),
                        name="mentor_active_was_confirmed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ended"), _negated=True),
                            ("ended_at__isnull", False),
                            _connector="OR",
                        ),
                        name="mentor_ended_has_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Quarter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("number", models.PositiveSmallIntegerField(verbose_name="quarter")),
                ("capacity", models.PositiveSmallIntegerField(verbose_name="capacity")),
                ("taken", models.PositiveSmallIntegerField(default=0, verbose_name="taken")),
                (
                    "mentor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quarters",
                        to="learning.mentor",
                    ),
                ),
            ],
            options={
                "verbose_name": "quarter",
                "verbose_name_plural": "quarters",
                "ordering": ["mentor", "-year", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mentor", "year", "number"), name="mentor_quarter"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number__lte", 4)),
                        name="mentor_quarter_is_1_to_4",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("taken__lte", models.F("capacity"))),
                        name="mentor_quarter_never_over_capacity",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_id", models.BigIntegerField()),
                ("held_on", models.DateField(verbose_name="held on")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("visit", "visit"),
                            ("call", "call"),
                            ("online", "online meeting"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                ("people", models.PositiveSmallIntegerField(verbose_name="how many took part")),
                ("advice", models.TextField(verbose_name="advice")),
                (
                    "language",
                    models.CharField(default="id", max_length=5, verbose_name="written in"),
                ),
                ("logged_at", models.DateTimeField(verbose_name="logged at")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mentor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="learning.mentor",
                    ),
                ),
                (
                    "roles",
                    models.ManyToManyField(
                        related_name="+", to="learning.role", verbose_name="who took part"
                    ),
                ),
                (
                    "subject_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "ordering": ["-held_on", "-pk"],
                "indexes": [
                    models.Index(fields=["subject_type", "subject_id"], name="session_of_subject"),
                    models.Index(fields=["mentor", "held_on"], name="session_of_mentor"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 5), ("minutes__lte", 1440)),
                        name="session_lasts_a_day_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("people__gte", 1)), name="session_has_people"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="what was promised")),
                ("side", models.CharField(max_length=20, verbose_name="side")),
                ("assignee", models.CharField(max_length=150)),
                ("due_on", models.DateField(verbose_name="until")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done at")),
                (
                    "note",
                    models.CharField(blank=True, max_length=500, verbose_name="what became of it"),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.file",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
                        to="learning.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "follow-up",
                "verbose_name_plural": "follow-ups",
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None)),
                        fields=["due_on"],
                        name="follow_up_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="follow_up_done_says_how",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("added_at", models.DateTimeField(verbose_name="added at")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.file",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="learning.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a session",
                "verbose_name_plural": "files of sessions",
                "ordering": ["pk"],
            },
        ),
    ]
