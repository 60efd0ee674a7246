import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import simpul.documents.models.papers
import simpul.replication.models.failures


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("core", "0001_initial"),
        ("documents", "0001_initial"),
        ("geography", "0001_initial"),
        ("hubs", "0001_initial"),
        ("innovations", "0001_initial"),
        ("learning", "0001_initial"),
        ("needs", "0001_initial"),
        ("organisations", "0001_initial"),
        ("vocabularies", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Fund",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label_id", models.CharField(max_length=200, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=200, verbose_name="label in English")),
                ("key", models.SlugField(max_length=40, unique=True, verbose_name="key")),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
            ],
            options={
                "verbose_name": "source of funds",
                "verbose_name_plural": "sources of funds",
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="NumberOfYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="year")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="last number")),
            ],
            options={
                "verbose_name": "number of cases in a year",
                "verbose_name_plural": "numbers of cases by year",
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="number")),
                (
                    "origin_title",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="name of the innovation"
                    ),
                ),
                ("origin_about", models.TextField(blank=True, verbose_name="what is known of it")),
                (
                    "adopter_unit",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="unit that will run it"
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("adoption", "Adoption"),
                            ("adaptation", "Adaptation"),
                            ("modification", "Modification"),
                            ("scale_up", "Scale-up"),
                        ],
                        max_length=20,
                        verbose_name="mode",
                    ),
                ),
                ("local_name", models.CharField(max_length=200, verbose_name="local name")),
                ("problem", models.TextField(verbose_name="the problem to be solved")),
                ("expectation", models.TextField(blank=True, verbose_name="why this innovation")),
                (
                    "contact",
                    models.CharField(blank=True, max_length=200, verbose_name="whom to call"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("interest", "Interest sent"),
                            ("returned", "Question of the hub"),
                            ("learning", "Learning from the origin"),
                            ("agreement", "Agreement being signed"),
                            ("approval", "Waits for approval"),
                            ("adapting", "Weighing what to adapt"),
                            ("planning", "Planning"),
                            ("pilot", "Pilot"),
                            ("implementing", "Being put into practice"),
                            ("evaluating", "Being evaluated"),
                            ("completing", "Evaluation waits for the hub"),
                            ("reporting", "Completed, report back awaited"),
                            ("done", "Completed and reported back"),
                            ("unreported", "Completed, never reported back"),
                            ("not_valid", "Not valid"),
                            ("cancelled", "Stopped before its end"),
                        ],
                        default="interest",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("running", "Running"),
                            ("paused", "Paused"),
                            ("disputed", "Disputed"),
                            ("lapsed", "Agreement expired"),
                        ],
                        default="running",
                        max_length=10,
                        verbose_name="standing",
                    ),
                ),
                ("state_since", models.DateTimeField(verbose_name="in this state since")),
                (
                    "due_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="next step due at"),
                ),
                (
                    "seconds_left",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="seconds left when paused"
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="interest sent at")),
                (
                    "public_since",
                    models.DateTimeField(blank=True, null=True, verbose_name="public since"),
                ),
                (
                    "agreed_until",
                    models.DateField(blank=True, null=True, verbose_name="agreement counts until"),
                ),
                (
                    "implemented_on",
                    models.DateField(blank=True, null=True, verbose_name="in practice since"),
                ),
                (
                    "completed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="completed at"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                (
                    "ended_from",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("interest", "Interest sent"),
                            ("returned", "Question of the hub"),
                            ("learning", "Learning from the origin"),
                            ("agreement", "Agreement being signed"),
                            ("approval", "Waits for approval"),
                            ("adapting", "Weighing what to adapt"),
                            ("planning", "Planning"),
                            ("pilot", "Pilot"),
                            ("implementing", "Being put into practice"),
                            ("evaluating", "Being evaluated"),
                            ("completing", "Evaluation waits for the hub"),
                            ("reporting", "Completed, report back awaited"),
                            ("done", "Completed and reported back"),
                            ("unreported", "Completed, never reported back"),
                            ("not_valid", "Not valid"),
                            ("cancelled", "Stopped before its end"),
                        ],
                        max_length=20,
                        verbose_name="stopped in the state",
                    ),
                ),
                (
                    "adopter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases_as_adopter",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "facilitator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="hubs.hub",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="needs.need",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replication_cases",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases_as_origin",
                        to="innovations.innovation",
                    ),
                ),
                (
                    "origin_organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases_as_origin",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases_as_result",
                        to="innovations.innovation",
                    ),
                ),
            ],
            options={
                "verbose_name": "replication case",
                "verbose_name_plural": "replication cases",
                "ordering": ["-opened_at", "-pk"],
                "indexes": [
                    models.Index(fields=["adopter", "state"], name="case_of_adopter"),
                    models.Index(fields=["origin_organisation", "state"], name="case_of_origin"),
                    models.Index(fields=["facilitator", "state"], name="case_of_facilitator"),
                    models.Index(fields=["state", "standing"], name="case_state"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__isnull", False),
                            models.Q(("origin_title", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="case_names_its_origin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("public_since__isnull", True),
                            ("origin__isnull", False),
                            _connector="OR",
                        ),
                        name="case_public_has_origin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["cancelled", "done", "not_valid", "unreported"]),
                                _negated=True,
                            ),
                            ("ended_at__isnull", False),
                            _connector="OR",
                        ),
                        name="case_ended_has_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BackReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="months after completion"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                ("summary", models.TextField(blank=True, verbose_name="what came of it")),
                ("lessons", models.TextField(blank=True, verbose_name="lessons for the next one")),
                ("failures", models.TextField(blank=True, verbose_name="what did not work")),
                (
                    "legal_basis",
                    models.CharField(blank=True, max_length=300, verbose_name="legal basis"),
                ),
                (
                    "people_reached",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="people reached"
                    ),
                ),
                (
                    "teaches",
                    models.BooleanField(default=False, verbose_name="ready to be learned from"),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
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
                    "life_status",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabularies.stage",
                        to_field="code",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="back_reports",
                        to="replication.case",
                    ),
                ),
            ],
            options={
                "verbose_name": "report back",
                "verbose_name_plural": "reports back",
                "ordering": ["case", "months"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "months"), name="back_report_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", True),
                            models.Q(("summary", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="back_report_answered_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AdaptationRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "field",
                    models.CharField(blank=True, max_length=30, verbose_name="field of the record"),
                ),
                ("element", models.CharField(max_length=120, verbose_name="part")),
                ("at_origin", models.TextField(blank=True, verbose_name="at the origin")),
                ("here", models.TextField(blank=True, verbose_name="here")),
                (
                    "treatment",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("as_is", "As is"),
                            ("adapted", "Adapted"),
                            ("dropped", "Dropped"),
                            ("new", "New"),
                        ],
                        max_length=10,
                        verbose_name="treatment",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matrix",
                        to="replication.case",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of the adaptation matrix",
                "verbose_name_plural": "rows of the adaptation matrix",
                "ordering": ["case", "order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CaseDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("agreement", "Agreement"),
                            ("certificate", "Certificate"),
                            ("commitment", "Commitment"),
                            ("other", "Other paper"),
                        ],
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "is_public",
                    models.BooleanField(default=False, verbose_name="anybody may open it"),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="replication.case",
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_paper",
                        to="documents.document",
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
            ],
            options={
                "verbose_name": "paper of a case",
                "verbose_name_plural": "papers of cases",
                "ordering": ["case", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("document__isnull", False), ("file__isnull", False), _connector="OR"
                        ),
                        name="case_paper_is_somewhere",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ChecklistItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("key", models.SlugField(max_length=40, verbose_name="key")),
                ("label_id", models.CharField(max_length=200, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=200, verbose_name="label in English")),
                (
                    "until_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("interest", "Interest sent"),
                            ("returned", "Question of the hub"),
                            ("learning", "Learning from the origin"),
                            ("agreement", "Agreement being signed"),
                            ("approval", "Waits for approval"),
                            ("adapting", "Weighing what to adapt"),
                            ("planning", "Planning"),
                            ("pilot", "Pilot"),
                            ("implementing", "Being put into practice"),
                            ("evaluating", "Being evaluated"),
                            ("completing", "Evaluation waits for the hub"),
                            ("reporting", "Completed, report back awaited"),
                            ("done", "Completed and reported back"),
                            ("unreported", "Completed, never reported back"),
                            ("not_valid", "Not valid"),
                            ("cancelled", "Stopped before its end"),
                        ],
                        max_length=20,
                        verbose_name="done when the case leaves",
                    ),
                ),
                (
                    "official",
                    models.BooleanField(default=False, verbose_name="from the official manual"),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done at")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checklist",
                        to="replication.case",
                    ),
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
            ],
            options={
                "verbose_name": "step of a case",
                "verbose_name_plural": "steps of cases",
                "ordering": ["case", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "key"), name="checklist_item_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("origin", "Origin"),
                            ("adopter", "Adopter"),
                            ("facilitator", "Facilitator"),
                        ],
                        max_length=12,
                        verbose_name="raised by",
                    ),
                ),
                ("about", models.TextField(verbose_name="about")),
                ("raised_at", models.DateTimeField(verbose_name="raised at")),
                ("due_at", models.DateTimeField(verbose_name="decision due at")),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("go_on", "The case goes on as it was"),
                            ("amend", "The case goes on after a change"),
                            ("stop", "The case is stopped"),
                            ("taken_back", "Taken back"),
                        ],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason of the decision")),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="decided at"),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disputes",
                        to="replication.case",
                    ),
                ),
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
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "dispute",
                "verbose_name_plural": "disputes",
                "ordering": ["case", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=("case",),
                        name="dispute_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at__isnull", True),
                            models.Q(("end", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="dispute_decided_has_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FailureReason",
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
                ("key", models.SlugField(max_length=40, unique=True, verbose_name="key")),
                ("family", models.SlugField(max_length=40, verbose_name="family")),
                (
                    "family_label_id",
                    models.CharField(max_length=100, verbose_name="family in Indonesian"),
                ),
                (
                    "family_label_en",
                    models.CharField(max_length=100, verbose_name="family in English"),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
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
            ],
            options={
                "verbose_name": "reason of failure",
                "verbose_name_plural": "reasons of failure",
                "ordering": ["order", "key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_from__lte", models.F("valid_to")),
                            _connector="OR",
                        ),
                        name="failurereason_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope_id", models.BigIntegerField()),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("mandate", "an office ended"),
                            ("membership", "left the institution"),
                            ("account", "closed the account"),
                        ],
                        max_length=12,
                        verbose_name="cause",
                    ),
                ),
                ("office", models.CharField(blank=True, max_length=60, verbose_name="office")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waits for a successor's name"),
                            ("offered", "Waits for the successor"),
                            ("accepted", "Taken over"),
                            ("closed", "Closed without a successor"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("left_at", models.DateTimeField(verbose_name="left at")),
                ("opened_at", models.DateTimeField(verbose_name="opened at")),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="closed at"),
                ),
                ("why", models.TextField(blank=True, verbose_name="why")),
                (
                    "letter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "scope_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "handover",
                "verbose_name_plural": "handovers",
                "ordering": ["-opened_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("open", "offered"))),
                        fields=("person", "scope_type", "scope_id"),
                        name="handover_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["offered", "accepted"]), _negated=True),
                            ("successor__isnull", False),
                            _connector="OR",
                        ),
                        name="handover_offered_has_successor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("open", "offered")),
                            ("closed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="handover_closed_has_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Caretaker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="since")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="caretakers",
                        to="innovations.innovation",
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="caretakers",
                        to="replication.handover",
                    ),
                ),
            ],
            options={
                "verbose_name": "caretaker",
                "verbose_name_plural": "caretakers",
                "ordering": ["-since", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("innovation", "person"),
                        name="caretaker_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LearningSession",
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
                            ("visit", "Visit"),
                            ("call", "Call"),
                            ("package", "Study of the knowledge package"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("planned_on", models.DateField(verbose_name="planned for")),
                (
                    "place",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="place or address of the call"
                    ),
                ),
                (
                    "about",
                    models.CharField(blank=True, max_length=300, verbose_name="what it is about"),
                ),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="held on")),
                ("who", models.CharField(blank=True, max_length=300, verbose_name="who took part")),
                ("report", models.TextField(blank=True, verbose_name="what was learned")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "cancelled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="cancelled at"),
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="replication.case",
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
            ],
            options={
                "verbose_name": "learning session",
                "verbose_name_plural": "learning sessions",
                "ordering": ["case", "planned_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_on__isnull", True),
                            models.Q(("report", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="session_held_has_report",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=simpul.replication.models.failures.new_code,
                        max_length=8,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                (
                    "attempt",
                    models.CharField(
                        choices=[
                            ("own", "an innovation of its own"),
                            ("copy", "the replication of another's innovation"),
                        ],
                        max_length=10,
                        verbose_name="what failed",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year it stopped")),
                ("title", models.CharField(max_length=160, verbose_name="in one line")),
                ("happened", models.TextField(max_length=4000, verbose_name="what happened")),
                (
                    "advice",
                    models.TextField(max_length=4000, verbose_name="what you would tell others"),
                ),
                (
                    "disclosure",
                    models.CharField(
                        choices=[
                            ("named", "with our name, at once"),
                            ("later", "with our name, from a later day on"),
                            ("anonymous", "without our name"),
                        ],
                        default="named",
                        max_length=10,
                        verbose_name="how you want to be read",
                    ),
                ),
                ("named_on", models.DateField(blank=True, null=True, verbose_name="readable from")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being written"),
                            ("released", "In the library"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("written_at", models.DateTimeField(verbose_name="written at")),
                ("changed_at", models.DateTimeField(verbose_name="changed at")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="lessons",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lessons",
                        to="replication.case",
                    ),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lessons",
                        to="innovations.innovation",
                        verbose_name="innovation",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lessons",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "reasons",
                    models.ManyToManyField(
                        related_name="lessons",
                        to="replication.failurereason",
                        verbose_name="why it failed",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lessons",
                        to="geography.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lessons",
                        to="vocabularies.sector",
                        verbose_name="sector",
                    ),
                ),
            ],
            options={
                "verbose_name": "lesson of failure",
                "verbose_name_plural": "lessons of failure",
                "ordering": ["-changed_at", "-pk"],
                "indexes": [models.Index(fields=["state", "disclosure"], name="lesson_list")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("disclosure", "later"), _negated=True),
                            ("named_on__isnull", False),
                            _connector="OR",
                        ),
                        name="lesson_later_has_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="released at")),
                (
                    "level",
                    models.CharField(
                        blank=True,
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
                        max_length=30,
                        verbose_name="kind of institution",
                    ),
                ),
                (
                    "year_from",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="from year"
                    ),
                ),
                (
                    "year_to",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="to year"),
                ),
                (
                    "candidates",
                    models.JSONField(default=list, verbose_name="institutions that could be meant"),
                ),
                ("asked", models.PositiveSmallIntegerField(verbose_name="how many were asked for")),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabularies.sectorfamily",
                        to_field="key",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="releases",
                        to="replication.lesson",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="geography.region",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabularies.sector",
                    ),
                ),
            ],
            options={
                "verbose_name": "release of a lesson",
                "verbose_name_plural": "releases of lessons",
                "ordering": ["lesson", "-at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year_from__isnull", True),
                            ("year_from__lte", models.F("year_to")),
                            _connector="OR",
                        ),
                        name="release_years_run_forward",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("indicator", models.CharField(max_length=200, verbose_name="indicator")),
                (
                    "unit",
                    models.CharField(blank=True, max_length=60, verbose_name="unit of measure"),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("up", "More is better"), ("down", "Less is better")],
                        max_length=4,
                        verbose_name="direction",
                    ),
                ),
                (
                    "baseline",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=20,
                        null=True,
                        verbose_name="before",
                    ),
                ),
                (
                    "baseline_on",
                    models.DateField(blank=True, null=True, verbose_name="measured before on"),
                ),
                (
                    "target",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=20,
                        null=True,
                        verbose_name="target",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="source of the figure before"
                    ),
                ),
                (
                    "comparable",
                    models.BooleanField(default=True, verbose_name="comparable with the origin"),
                ),
                (
                    "why_not",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why it is not comparable"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measures",
                        to="replication.case",
                    ),
                ),
            ],
            options={
                "verbose_name": "indicator of a case",
                "verbose_name_plural": "indicators of cases",
                "ordering": ["case", "order", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("comparable", True),
                            models.Q(("why_not", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="measure_says_why_not_comparable",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MentorRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("origin", "Origin"),
                            ("adopter", "Adopter"),
                            ("facilitator", "Facilitator"),
                        ],
                        max_length=20,
                        verbose_name="asked by",
                    ),
                ),
                ("wish", models.TextField(verbose_name="what help is needed")),
                (
                    "wants_visit",
                    models.BooleanField(default=False, verbose_name="somebody should come"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for a proposal"),
                            ("asked", "A mentor was asked"),
                            ("met", "Accompanied"),
                            ("ended", "Accompanied until the end"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="waiting",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="closed at"),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentor_requests",
                        to="replication.case",
                    ),
                ),
                (
                    "language",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="learning.language",
                        verbose_name="language",
                    ),
                ),
            ],
            options={
                "verbose_name": "request for a mentor",
                "verbose_name_plural": "requests for a mentor",
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("waiting", "asked", "met"))),
                        fields=("case",),
                        name="mentor_request_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("waiting", "asked", "met")),
                            ("closed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="mentor_request_closed_has_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mentorship",
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
                            ("proposed", "Waits for the mentor"),
                            ("running", "Runs"),
                            ("declined", "Declined by the mentor"),
                            ("withdrawn", "Proposal taken back"),
                            ("handed_over", "Handed over"),
                            ("ended", "Ended"),
                        ],
                        default="proposed",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("reasons", models.JSONField(default=list, verbose_name="reasons")),
                ("proposed_at", models.DateTimeField(verbose_name="proposed at")),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="accepted at"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("why", models.TextField(blank=True, verbose_name="why")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentorships",
                        to="replication.case",
                    ),
                ),
                (
                    "handed_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handed_to",
                        to="replication.mentorship",
                    ),
                ),
                (
                    "mentor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentorships",
                        to="learning.mentor",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentorships",
                        to="replication.mentorrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "mentorship",
                "verbose_name_plural": "mentorships",
                "ordering": ["-proposed_at", "-pk"],
                "indexes": [models.Index(fields=["mentor", "state"], name="mentorship_of_mentor")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "running")),
                        fields=("case",),
                        name="mentorship_one_runs",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("case",),
                        name="mentorship_one_is_proposed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "running"), _negated=True),
                            ("accepted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="mentorship_running_was_accepted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["proposed", "running"]),
                            ("ended_at__isnull", False),
                            _connector="OR",
                        ),
                        name="mentorship_over_has_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MentorWeight",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=20, verbose_name="key")),
                ("weight", models.PositiveSmallIntegerField(verbose_name="weight")),
                ("label_id", models.CharField(max_length=120, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=120, verbose_name="label in English")),
                (
                    "about_id",
                    models.CharField(max_length=400, verbose_name="explanation in Indonesian"),
                ),
                (
                    "about_en",
                    models.CharField(max_length=400, verbose_name="explanation in English"),
                ),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                ("source", models.CharField(max_length=300, verbose_name="source")),
            ],
            options={
                "verbose_name": "weight of a reason",
                "verbose_name_plural": "weights of reasons",
                "ordering": ["-weight", "key"],
                "constraints": [
                    models.UniqueConstraint(fields=("key", "valid_from"), name="mentor_weight_once")
                ],
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
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("title", models.CharField(max_length=200, verbose_name="milestone")),
                ("owner", models.CharField(max_length=200, verbose_name="who sees to it")),
                ("due_on", models.DateField(verbose_name="due on")),
                (
                    "cost",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="cost in rupiah"
                    ),
                ),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="reached on")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="how it went")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="replication.case",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="replication.fund",
                    ),
                ),
            ],
            options={
                "verbose_name": "milestone of a plan",
                "verbose_name_plural": "milestones of plans",
                "ordering": ["case", "due_on", "order", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cost__isnull", True),
                            ("cost", 0),
                            ("fund__isnull", False),
                            _connector="OR",
                        ),
                        name="milestone_cost_has_fund",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MovedDuty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("taken_from", models.CharField(max_length=150, verbose_name="waited for")),
                ("moved_to", models.CharField(max_length=150, verbose_name="waits for")),
                ("moved_at", models.DateTimeField(verbose_name="moved at")),
                (
                    "returned_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="came back at"),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="core.duty",
                    ),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="moved",
                        to="replication.handover",
                    ),
                ),
            ],
            options={
                "verbose_name": "duty that moved",
                "verbose_name_plural": "duties that moved",
                "ordering": ["-moved_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("returned_at__isnull", True)),
                        fields=("duty",),
                        name="duty_moved_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ObligationTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label_id", models.CharField(max_length=200, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=200, verbose_name="label in English")),
                ("key", models.SlugField(max_length=40, verbose_name="key")),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("origin", "Origin"),
                            ("adopter", "Adopter"),
                            ("facilitator", "Facilitator"),
                        ],
                        max_length=12,
                        verbose_name="who owes it",
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(verbose_name="due after days")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                ("changed_here", models.BooleanField(default=False, verbose_name="changed here")),
            ],
            options={
                "verbose_name": "usual obligation",
                "verbose_name_plural": "usual obligations",
                "ordering": ["valid_from", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "valid_from"), name="obligation_template_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Obligation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("origin", "Origin"),
                            ("adopter", "Adopter"),
                            ("facilitator", "Facilitator"),
                        ],
                        max_length=12,
                        verbose_name="who owes it",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="what")),
                ("due_on", models.DateField(verbose_name="due on")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done at")),
                (
                    "note",
                    models.CharField(blank=True, max_length=300, verbose_name="how it was done"),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="obligations",
                        to="replication.case",
                    ),
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
                    "template",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="replication.obligationtemplate",
                    ),
                ),
            ],
            options={
                "verbose_name": "obligation",
                "verbose_name_plural": "obligations",
                "ordering": ["case", "order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Passage",
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
                            ("interest", "Interest sent"),
                            ("returned", "Question of the hub"),
                            ("learning", "Learning from the origin"),
                            ("agreement", "Agreement being signed"),
                            ("approval", "Waits for approval"),
                            ("adapting", "Weighing what to adapt"),
                            ("planning", "Planning"),
                            ("pilot", "Pilot"),
                            ("implementing", "Being put into practice"),
                            ("evaluating", "Being evaluated"),
                            ("completing", "Evaluation waits for the hub"),
                            ("reporting", "Completed, report back awaited"),
                            ("done", "Completed and reported back"),
                            ("unreported", "Completed, never reported back"),
                            ("not_valid", "Not valid"),
                            ("cancelled", "Stopped before its end"),
                        ],
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="since")),
                ("until", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                ("step", models.CharField(blank=True, max_length=30, verbose_name="left by")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="replication.case",
                    ),
                ),
            ],
            options={
                "verbose_name": "time in a state",
                "verbose_name_plural": "times in states",
                "ordering": ["case", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("case",),
                        name="passage_one_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafting", "Being drafted"),
                            ("meeting", "Determination meeting"),
                            ("signing", "Commitment being signed"),
                            ("committed", "Committed"),
                            ("running", "Running"),
                            ("closed", "Closed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="drafting",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "lines_due_on",
                    models.DateField(blank=True, null=True, verbose_name="lines due on"),
                ),
                (
                    "meets_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="determination meeting on"
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="place of the meeting"
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened at")),
                (
                    "committed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="committed at"),
                ),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="closed at"),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="commitment",
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replication_plans",
                        to="hubs.hub",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="minutes",
                    ),
                ),
            ],
            options={
                "verbose_name": "regional replication plan",
                "verbose_name_plural": "regional replication plans",
                "ordering": ["-year", "hub__name"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "withdrawn"), _negated=True),
                        fields=("hub", "year"),
                        name="plan_once_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["committed", "running"]), _negated=True),
                            ("committed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="plan_committed_has_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "handed_in_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="handed in at"),
                ),
                (
                    "signer_name",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="who signs the commitment"
                    ),
                ),
                (
                    "signer_office",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="office of the signer"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_parts",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="replication.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "part of a plan",
                "verbose_name_plural": "parts of plans",
                "ordering": ["plan", "organisation__name"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "organisation"), name="plan_part_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gap", models.TextField(blank=True, verbose_name="need or gap in words")),
                ("unit", models.CharField(max_length=300, verbose_name="executing office")),
                (
                    "local_name",
                    models.CharField(blank=True, max_length=200, verbose_name="local name"),
                ),
                (
                    "budget",
                    models.BigIntegerField(blank=True, null=True, verbose_name="budget ability"),
                ),
                (
                    "mentoring_body",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="mentoring institution"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("determined", "Determined"),
                            ("dropped", "Dropped at the meeting"),
                        ],
                        default="proposed",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("added_at", models.DateTimeField(verbose_name="added at")),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="plan_lines",
                        to="replication.case",
                        verbose_name="case",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_lines",
                        to="replication.fund",
                        verbose_name="source of funds",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_lines",
                        to="vocabularies.goal",
                    ),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_lines",
                        to="innovations.innovation",
                    ),
                ),
                (
                    "mentor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="plan_lines",
                        to="learning.mentor",
                        verbose_name="mentor",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="plan_lines",
                        to="needs.need",
                        verbose_name="need",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="replication.planpart",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a plan",
                "verbose_name_plural": "lines of plans",
                "ordering": ["part", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("part", "innovation"), name="plan_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("budget__isnull", True), ("budget__gte", 0), _connector="OR"
                        ),
                        name="plan_line_budget_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("budget__isnull", True), ("fund__isnull", False), _connector="OR"
                        ),
                        name="plan_line_budget_has_fund",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("pilot", "pilot"),
                            ("evaluation", "evaluation"),
                            ("report", "report back"),
                        ],
                        max_length=10,
                        verbose_name="stage",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(decimal_places=4, max_digits=20, verbose_name="value"),
                ),
                ("measured_on", models.DateField(verbose_name="measured on")),
                (
                    "n",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="of how many"),
                ),
                (
                    "method",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="how it was measured"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
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
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="replication.measure",
                    ),
                ),
            ],
            options={
                "verbose_name": "result",
                "verbose_name_plural": "results",
                "ordering": ["measure", "measured_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RiskRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=20, verbose_name="key")),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "threshold",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="threshold"
                    ),
                ),
                (
                    "unit_id",
                    models.CharField(blank=True, max_length=40, verbose_name="unit in Indonesian"),
                ),
                (
                    "unit_en",
                    models.CharField(blank=True, max_length=40, verbose_name="unit in English"),
                ),
                ("label_id", models.CharField(max_length=120, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=120, verbose_name="label in English")),
                (
                    "about_id",
                    models.CharField(max_length=400, verbose_name="explanation in Indonesian"),
                ),
                (
                    "about_en",
                    models.CharField(max_length=400, verbose_name="explanation in English"),
                ),
                ("is_on", models.BooleanField(default=True, verbose_name="warns")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                ("changed_here", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "rule of early warning",
                "verbose_name_plural": "rules of early warning",
                "ordering": ["order", "-valid_from"],
                "constraints": [
                    models.UniqueConstraint(fields=("key", "valid_from"), name="risk_rule_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="risk_rule_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StepTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label_id", models.CharField(max_length=200, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=200, verbose_name="label in English")),
                ("key", models.SlugField(max_length=40, verbose_name="key")),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "needs_id",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what it needs, in Indonesian"
                    ),
                ),
                (
                    "needs_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what it needs, in English"
                    ),
                ),
                (
                    "yields_id",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what it yields, in Indonesian"
                    ),
                ),
                (
                    "yields_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what it yields, in English"
                    ),
                ),
                (
                    "until_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("interest", "Interest sent"),
                            ("returned", "Question of the hub"),
                            ("learning", "Learning from the origin"),
                            ("agreement", "Agreement being signed"),
                            ("approval", "Waits for approval"),
                            ("adapting", "Weighing what to adapt"),
                            ("planning", "Planning"),
                            ("pilot", "Pilot"),
                            ("implementing", "Being put into practice"),
                            ("evaluating", "Being evaluated"),
                            ("completing", "Evaluation waits for the hub"),
                            ("reporting", "Completed, report back awaited"),
                            ("done", "Completed and reported back"),
                            ("unreported", "Completed, never reported back"),
                            ("not_valid", "Not valid"),
                            ("cancelled", "Stopped before its end"),
                        ],
                        max_length=20,
                        verbose_name="done when the case leaves",
                    ),
                ),
                (
                    "official",
                    models.BooleanField(default=False, verbose_name="from the official manual"),
                ),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                ("changed_here", models.BooleanField(default=False, verbose_name="changed here")),
            ],
            options={
                "verbose_name": "step of the checklist",
                "verbose_name_plural": "steps of the checklist",
                "ordering": ["valid_from", "order"],
                "constraints": [
                    models.UniqueConstraint(fields=("key", "valid_from"), name="step_template_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label_id", models.CharField(max_length=200, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=200, verbose_name="label in English")),
                ("key", models.SlugField(max_length=40, verbose_name="key")),
                ("days", models.PositiveSmallIntegerField(verbose_name="days")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                ("changed_here", models.BooleanField(default=False, verbose_name="changed here")),
            ],
            options={
                "verbose_name": "term",
                "verbose_name_plural": "terms",
                "ordering": ["valid_from", "key"],
                "constraints": [
                    models.UniqueConstraint(fields=("key", "valid_from"), name="term_once"),
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 1)), name="term_is_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Adoption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "adopter_unit",
                    models.CharField(blank=True, max_length=300, verbose_name="unit that runs it"),
                ),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("adoption", "Adoption"),
                            ("adaptation", "Adaptation"),
                            ("modification", "Modification"),
                            ("scale_up", "Scale-up"),
                        ],
                        max_length=20,
                        verbose_name="mode",
                    ),
                ),
                (
                    "local_name",
                    models.CharField(blank=True, max_length=200, verbose_name="local name"),
                ),
                (
                    "since",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="since the year"
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="what came of it")),
                (
                    "evidence_url",
                    models.CharField(blank=True, max_length=1000, verbose_name="where it stands"),
                ),
                (
                    "source_key",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="number at the source"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("claimed", "Claimed, origin asked"),
                            ("confirmed", "Confirmed by the origin"),
                            ("contested", "Contested by the origin"),
                            ("not_answered", "Origin has not answered"),
                            ("taken_back", "Taken back"),
                        ],
                        default="claimed",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "due_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answer due at"),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
                ),
                ("answer", models.TextField(blank=True, verbose_name="what the origin says")),
                (
                    "adopter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.file",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="innovations.innovation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions_as_result",
                        to="innovations.innovation",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="innovations.authority",
                    ),
                ),
            ],
            options={
                "verbose_name": "past replication",
                "verbose_name_plural": "past replications",
                "ordering": ["-recorded_at", "-pk"],
                "indexes": [models.Index(fields=["state", "due_at"], name="adoption_due")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source__isnull", False)),
                        fields=("source", "source_key"),
                        name="adoption_once_per_source",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Badge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=simpul.documents.models.papers.new_code,
                        max_length=14,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("origin", "Origin of replications"), ("adopter", "Adopter")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("statement", models.JSONField(verbose_name="what it says")),
                (
                    "state",
                    models.CharField(
                        choices=[("given", "Given"), ("revoked", "Revoked")],
                        default="given",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("given_at", models.DateTimeField(verbose_name="given at")),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="revoked at"),
                ),
                (
                    "reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was revoked"),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replication_badges",
                        to="innovations.innovation",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replication_badges",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "badge of replication",
                "verbose_name_plural": "badges of replication",
                "ordering": ["-given_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "given")),
                        fields=("kind", "innovation", "organisation"),
                        name="badge_given_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "revoked"), _negated=True),
                            models.Q(
                                ("revoked_at__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="badge_revoked_says_why",
                    ),
                ],
            },
        ),
    ]
