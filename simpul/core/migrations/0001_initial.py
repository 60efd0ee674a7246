import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Anchor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.BigIntegerField(unique=True)),
                ("seal", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-seq"],
            },
        ),
        migrations.CreateModel(
            name="Lease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, unique=True)),
                ("holder", models.CharField(blank=True, max_length=120)),
                ("until", models.DateTimeField()),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_id", models.BigIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("keep", "it stays"),
                            ("mended", "it was corrected"),
                            ("hide", "hidden"),
                            ("remove", "removed"),
                        ],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="decided at")),
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
                    "subject_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(fields=["subject_type", "subject_id"], name="decision_about")
                ],
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField(verbose_name="why the decision is wrong")),
                ("at", models.DateTimeField(verbose_name="appealed at")),
                ("due_at", models.DateTimeField(verbose_name="due")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waits for an answer"),
                            ("upheld", "the decision stands"),
                            ("overturned", "the decision was lifted"),
                        ],
                        default="open",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
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
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeal",
                        to="core.decision",
                    ),
                ),
            ],
            options={
                "verbose_name": "appeal",
                "verbose_name_plural": "appeals",
                "ordering": ["due_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("state", "open")),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="appeal_answered_has_date",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("topic", models.CharField(max_length=60)),
                ("subject_id", models.BigIntegerField()),
                ("assignee", models.CharField(max_length=150)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("word_at", models.DateTimeField(blank=True, null=True)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "ordering": ["due_at", "id"],
                "indexes": [
                    models.Index(fields=["assignee", "closed_at"], name="duty_of_assignee"),
                    models.Index(
                        condition=models.Q(("closed_at", None)), fields=["due_at"], name="duty_due"
                    ),
                    models.Index(
                        condition=models.Q(("closed_at", None), ("word_at__isnull", False)),
                        fields=["word_at"],
                        name="duty_word_due",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("topic", "subject_type", "subject_id", "assignee"),
                        name="duty_open_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.BigIntegerField(editable=False, null=True, unique=True)),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(blank=True, max_length=40)),
                ("verb", models.CharField(max_length=50)),
                ("model", models.CharField(max_length=80)),
                ("object_id", models.BigIntegerField(null=True)),
                ("rows", models.JSONField(null=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("seal", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(fields=["model", "object_id"], name="entry_object"),
                    models.Index(
                        condition=models.Q(("actor", ""), _negated=True),
                        fields=["actor", "at"],
                        name="entry_actor",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("object_id__isnull", False), ("rows__isnull", True)),
                            models.Q(("object_id__isnull", True), ("rows__isnull", False)),
                            _connector="OR",
                        ),
                        name="entry_one_object_or_many",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seal", ""), ("seq__isnull", True)),
                            models.Q(("seq__gt", 0), models.Q(("seal", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="entry_sealed_with_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryDetail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                ("salt", models.CharField(max_length=32)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="detail",
                        to="core.entry",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_at__isnull", True),
                            models.Q(("body", ""), ("note", ""), ("salt", "")),
                            _connector="OR",
                        ),
                        name="entry_detail_erased_is_empty",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="File",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=32, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(blank=True, max_length=100)),
                ("size", models.BigIntegerField()),
                ("received", models.BigIntegerField(default=0)),
                ("declared", models.CharField(max_length=64)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("receiving", "being received"), ("ready", "ready")],
                        default="receiving",
                        max_length=10,
                    ),
                ),
                ("is_public", models.BooleanField(default=False)),
                ("begun_at", models.DateTimeField()),
                ("ready_at", models.DateTimeField(blank=True, null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["state", "begun_at"], name="file_unfinished")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("received__gte", 0), ("size__gt", 0)),
                        name="file_sizes_are_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("received__lte", models.F("size")), ("state", "receiving")),
                            models.Q(
                                ("ready_at__isnull", False),
                                ("state", "ready"),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="file_ready_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("office", models.CharField(max_length=60, verbose_name="office")),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("definitive", "in office"),
                            ("acting", "acting (Plt.)"),
                            ("deputy", "acting by the day (Plh.)"),
                            ("delegated", "by delegation"),
                        ],
                        default="definitive",
                        max_length=12,
                        verbose_name="capacity",
                    ),
                ),
                ("scope_id", models.BigIntegerField(blank=True, null=True)),
                ("valid_from", models.DateTimeField(verbose_name="valid from")),
                (
                    "valid_to",
                    models.DateTimeField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "letter_number",
                    models.CharField(blank=True, max_length=120, verbose_name="letter number"),
                ),
                (
                    "letter_date",
                    models.DateField(blank=True, null=True, verbose_name="letter date"),
                ),
                (
                    "letter_issuer",
                    models.CharField(blank=True, max_length=200, verbose_name="issued by"),
                ),
                (
                    "delegated_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to="core.mandate",
                        verbose_name="delegated from",
                    ),
                ),
                (
                    "letter_file",
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
                        related_name="mandates",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="core.mandate",
                        verbose_name="replaces",
                    ),
                ),
                (
                    "scope_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "verbose_name": "mandate",
                "verbose_name_plural": "mandates",
                "ordering": ["-valid_from", "-id"],
                "indexes": [
                    models.Index(fields=["person", "office"], name="mandate_of_person"),
                    models.Index(
                        fields=["office", "scope_type", "scope_id"], name="mandate_for_scope"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="mandate_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scope_id__isnull", True), ("scope_type__isnull", True)),
                            models.Q(("scope_id__isnull", False), ("scope_type__isnull", False)),
                            _connector="OR",
                        ),
                        name="mandate_scope_whole_or_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("capacity", "delegated"), ("delegated_from__isnull", False)),
                            models.Q(
                                models.Q(("capacity", "delegated"), _negated=True),
                                ("delegated_from__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="mandate_delegation_has_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_id", models.BigIntegerField()),
                ("topic", models.CharField(max_length=60, verbose_name="topic")),
                ("body", models.TextField(verbose_name="message")),
                (
                    "visibility",
                    models.CharField(
                        choices=[("parties", "only those concerned"), ("public", "everybody")],
                        default="parties",
                        max_length=10,
                        verbose_name="visibility",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("shown", "shown"),
                            ("taken_back", "taken back by its author"),
                            ("hidden", "hidden"),
                            ("removed", "removed"),
                        ],
                        default="shown",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("said_at", models.DateTimeField(verbose_name="said at")),
                (
                    "edited_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="edited at"),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="said",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("files", models.ManyToManyField(blank=True, related_name="+", to="core.file")),
                (
                    "reply_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="core.message",
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
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "ordering": ["said_at", "id"],
                "indexes": [
                    models.Index(
                        fields=["subject_type", "subject_id", "topic"], name="message_about"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageEdit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("body", models.TextField()),
                ("at", models.DateTimeField()),
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
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="edits",
                        to="core.message",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="OutboxMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, unique=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[("mail", "mail"), ("notice", "notice")], max_length=10
                    ),
                ),
                ("topic", models.CharField(max_length=60)),
                ("address", models.EmailField(blank=True, max_length=254)),
                ("language", models.CharField(max_length=5)),
                ("subject", models.CharField(max_length=200)),
                ("body", models.TextField(blank=True)),
                ("link", models.CharField(blank=True, max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "waits for release"),
                            ("queued", "queued"),
                            ("sent", "sent"),
                            ("failed", "failed"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("not_before", models.DateTimeField()),
                ("written_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("mail_at", models.DateTimeField(blank=True, null=True)),
                ("deadline", models.BooleanField(default=False)),
                ("by_preference", models.BooleanField(default=False)),
                (
                    "mailed_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="carries",
                        to="core.outboxmessage",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(fields=["state", "channel", "not_before"], name="outbox_due"),
                    models.Index(
                        condition=models.Q(("mail_at__isnull", False)),
                        fields=["mail_at", "person"],
                        name="outbox_digest_due",
                    ),
                    models.Index(
                        condition=models.Q(("channel", "notice")),
                        fields=["person", "read_at"],
                        name="outbox_notices",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channel", "mail"), models.Q(("address", ""), _negated=True)),
                            models.Q(("channel", "notice"), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="outbox_message_has_a_reader",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RefusedAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.EmailField(max_length=254, unique=True)),
                ("status", models.CharField(blank=True, max_length=20)),
                ("reason", models.TextField(blank=True)),
                ("refusals", models.PositiveIntegerField(default=0)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("paused_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-last_at", "address"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("address", django.db.models.functions.text.Lower("address"))
                        ),
                        name="refused_address_in_small_letters",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_id", models.BigIntegerField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("wrong", "It is not true, or no longer true"),
                            ("personal", "It shows personal data"),
                            ("abuse", "It insults or threatens"),
                            ("spam", "It is advertising or spam"),
                            ("rights", "It uses work without permission"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                ("details", models.TextField(blank=True, verbose_name="details")),
                ("at", models.DateTimeField(verbose_name="reported at")),
                ("due_at", models.DateTimeField(verbose_name="due")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "waits for a decision"), ("decided", "decided")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
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
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="core.decision",
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
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "ordering": ["due_at", "id"],
                "indexes": [
                    models.Index(fields=["state", "due_at"], name="report_queue"),
                    models.Index(fields=["subject_type", "subject_id"], name="report_about"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision__isnull", True), ("state", "open")),
                            models.Q(("decision__isnull", False), ("state", "decided")),
                            _connector="OR",
                        ),
                        name="report_decided_by_a_decision",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("by__isnull", False), ("state", "open")),
                        fields=("subject_type", "subject_id", "by"),
                        name="report_open_once_a_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_id", models.BigIntegerField()),
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("pending", "being checked"),
                            ("public", "public"),
                            ("past", "past"),
                            ("frozen", "frozen"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("fields", models.JSONField(default=dict)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("begun_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "base",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.version",
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
                "ordering": ["subject_type", "subject_id", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject_type", "subject_id", "number"),
                        name="kernel_version_number_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("draft", "pending"))),
                        fields=("subject_type", "subject_id"),
                        name="kernel_version_one_open",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "public")),
                        fields=("subject_type", "subject_id"),
                        name="kernel_version_one_public",
                    ),
                ],
            },
        ),
    ]
