import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("core", "0001_initial"),
        ("hubs", "0001_initial"),
        ("innovations", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="MatchEvaluation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("measured_at", models.DateTimeField(verbose_name="measured at")),
                ("pairs", models.CharField(max_length=200, verbose_name="labelled pairs")),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                ("count", models.PositiveIntegerField(verbose_name="how many pairs")),
                (
                    "duplicates",
                    models.PositiveIntegerField(verbose_name="how many are one innovation"),
                ),
                ("automatic_from", models.FloatField(verbose_name="joined from")),
                ("queue_from", models.FloatField(verbose_name="asked from")),
                ("result", models.JSONField(verbose_name="result")),
            ],
            options={
                "verbose_name": "measurement of matching",
                "verbose_name_plural": "measurements of matching",
                "ordering": ["-measured_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Parameter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=60, unique=True, verbose_name="key")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("whole", "whole number"),
                            ("share", "share from 0 to 1"),
                            ("choice", "one of a list"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("label_id", models.CharField(max_length=200, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=200, verbose_name="label in English")),
                ("about_id", models.TextField(verbose_name="meaning in Indonesian")),
                ("about_en", models.TextField(verbose_name="meaning in English")),
                (
                    "unit_id",
                    models.CharField(blank=True, max_length=40, verbose_name="unit in Indonesian"),
                ),
                (
                    "unit_en",
                    models.CharField(blank=True, max_length=40, verbose_name="unit in English"),
                ),
                ("least", models.FloatField(blank=True, null=True, verbose_name="at least")),
                ("most", models.FloatField(blank=True, null=True, verbose_name="at most")),
                ("choices", models.JSONField(blank=True, default=list, verbose_name="choices")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "standard parameter",
                "verbose_name_plural": "standard parameters",
                "ordering": ["order", "key"],
            },
        ),
        migrations.CreateModel(
            name="Watermark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="name")),
                ("seq", models.BigIntegerField(default=0, verbose_name="journal up to")),
            ],
            options={
                "verbose_name": "watermark",
                "verbose_name_plural": "watermarks",
            },
        ),
        migrations.CreateModel(
            name="Coverage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mentions", models.PositiveIntegerField(default=0, verbose_name="mentions")),
                ("records", models.PositiveIntegerField(default=0, verbose_name="records")),
                ("claims", models.PositiveIntegerField(default=0, verbose_name="claims")),
                ("fields", models.JSONField(default=dict, verbose_name="records by field")),
                (
                    "newest_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="last claim recorded at"
                    ),
                ),
                ("newest_on", models.DateField(blank=True, null=True, verbose_name="last word of")),
                ("as_of", models.DateTimeField(verbose_name="counted at")),
                (
                    "authority",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coverage",
                        to="innovations.authority",
                    ),
                ),
            ],
            options={
                "verbose_name": "coverage of a source",
                "verbose_name_plural": "coverage of sources",
            },
        ),
        migrations.CreateModel(
            name="MatchKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.BigIntegerField(db_index=True, verbose_name="key")),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="match_keys",
                        to="innovations.innovation",
                    ),
                ),
            ],
            options={
                "verbose_name": "key for matching",
                "verbose_name_plural": "keys for matching",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="MatchParameter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=30, verbose_name="name")),
                ("value", models.FloatField(verbose_name="value")),
                ("valid_from", models.DateField(verbose_name="in force from")),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="in force until"),
                ),
                ("says_id", models.CharField(max_length=300, verbose_name="meaning in Indonesian")),
                ("says_en", models.CharField(max_length=300, verbose_name="meaning in English")),
                ("source", models.CharField(max_length=300, verbose_name="source")),
            ],
            options={
                "verbose_name": "parameter of matching",
                "verbose_name_plural": "parameters of matching",
                "ordering": ["name", "valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "valid_from"), name="match_parameter_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="match_parameter_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joint_parties",
                        to="hubs.agreement",
                    ),
                ),
                (
                    "authorities",
                    models.ManyToManyField(related_name="parties", to="innovations.authority"),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "party of the joint management",
                "verbose_name_plural": "parties of the joint management",
                "ordering": ["agreement", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "organisation"), name="joint_party_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
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
                            ("precedence", "Precedence of sources"),
                            ("vocabulary", "Shared vocabulary"),
                            ("parameter", "Standard parameter"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("reason", models.TextField(verbose_name="reason")),
                ("changes", models.JSONField(default=list, verbose_name="changes")),
                (
                    "before",
                    models.JSONField(blank=True, default=list, verbose_name="what stood before"),
                ),
                ("effective_on", models.DateField(verbose_name="date of effect")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "Being drafted"),
                            ("proposed", "Proposed"),
                            ("voting", "Being voted"),
                            ("adopted", "Adopted, not yet in force"),
                            ("in_force", "In force"),
                            ("reversed", "Reversed by a later proposal"),
                            ("rejected", "Rejected"),
                            ("lapsed", "Lapsed without enough votes"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="drafted",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "rule",
                    models.CharField(blank=True, max_length=12, verbose_name="rule of adoption"),
                ),
                ("drafted_at", models.DateTimeField(verbose_name="drafted at")),
                (
                    "proposed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="proposed at"),
                ),
                (
                    "voting_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="votes until"),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="decided at"),
                ),
                (
                    "in_force_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="in force since"),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="hubs.agreement",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="joint_proposals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reverses",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversals",
                        to="sources.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["state", "effective_on"], name="proposal_due")],
            },
        ),
        migrations.CreateModel(
            name="Contradiction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(max_length=30, verbose_name="field")),
                ("language", models.CharField(blank=True, max_length=5, verbose_name="language")),
                ("values", models.JSONField(default=list, verbose_name="what is said")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="fingerprint")),
                ("since", models.DateTimeField(verbose_name="since")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("asked", "A steward is asked"),
                            ("answered", "The steward answered"),
                            ("referred", "Waits for a proposal"),
                            ("stands", "Both stand"),
                            ("chosen", "One was chosen"),
                            ("ended", "Sources agree again"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="what was decided, in words")),
                ("changed_at", models.DateTimeField(verbose_name="changed at")),
                (
                    "asked",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="innovations.authority",
                    ),
                ),
                (
                    "authorities",
                    models.ManyToManyField(
                        related_name="contradictions", to="innovations.authority"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="contradictions_decided",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contradictions",
                        to="innovations.innovation",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="contradictions",
                        to="sources.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "contradiction",
                "verbose_name_plural": "contradictions",
                "ordering": ["since", "pk"],
                "indexes": [
                    models.Index(fields=["state", "since", "id"], name="contradiction_queue")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("innovation", "field", "language"), name="contradiction_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Provision",
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
                            ("precedence", "Precedence of sources"),
                            ("vocabulary", "Shared vocabulary"),
                            ("parameter", "Standard parameter"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("key", models.CharField(max_length=200, verbose_name="key")),
                ("value", models.JSONField(null=True, verbose_name="value")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="provisions",
                        to="sources.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "provision",
                "verbose_name_plural": "provisions",
                "ordering": ["kind", "key", "-valid_from", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("kind", "key"),
                        name="provision_one_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="provision_runs_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RawRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("feed", models.CharField(max_length=60, verbose_name="feed")),
                (
                    "record_key",
                    models.CharField(
                        max_length=200, unique=True, verbose_name="number at the source"
                    ),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                ("values", models.JSONField(verbose_name="values")),
                ("received_at", models.DateTimeField(verbose_name="received at")),
                ("changed_at", models.DateTimeField(verbose_name="changed at")),
                (
                    "innovation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="raw_record",
                        to="innovations.innovation",
                    ),
                ),
            ],
            options={
                "verbose_name": "raw record",
                "verbose_name_plural": "raw records",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["feed"], name="raw_record_feed")],
            },
        ),
        migrations.CreateModel(
            name="Run",
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
                        choices=[("file", "file"), ("fetch", "fetched")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("working", "At work"),
                            ("ready", "Dry run ready"),
                            ("stopped", "Stopped, asks a person"),
                            ("done", "Imported"),
                            ("undone", "Undone"),
                            ("dropped", "Dropped"),
                        ],
                        default="working",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("gather", "Gather"),
                            ("fetch", "Fetch"),
                            ("compare", "Compare"),
                            ("import", "Import"),
                            ("undo", "Undo"),
                        ],
                        default="gather",
                        max_length=10,
                        verbose_name="stage",
                    ),
                ),
                (
                    "cursor",
                    models.BigIntegerField(default=0, verbose_name="how far the stage has come"),
                ),
                ("since", models.CharField(blank=True, max_length=40, verbose_name="since")),
                (
                    "is_whole",
                    models.BooleanField(
                        default=False, verbose_name="names everything the source holds"
                    ),
                ),
                ("counts", models.JSONField(blank=True, default=dict, verbose_name="counts")),
                ("let_pass", models.JSONField(blank=True, default=list, verbose_name="let pass")),
                (
                    "stop_code",
                    models.CharField(blank=True, max_length=40, verbose_name="why it stopped"),
                ),
                (
                    "stop_details",
                    models.JSONField(blank=True, default=dict, verbose_name="about the stop"),
                ),
                (
                    "attempts",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="attempts without progress"
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="started at")),
                ("moved_at", models.DateTimeField(verbose_name="last came on at")),
                (
                    "imported_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="imported at"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                (
                    "confirmed_by",
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
                        related_name="runs",
                        to="core.file",
                    ),
                ),
                (
                    "started_by",
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
                "verbose_name": "run",
                "verbose_name_plural": "runs",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["state", "moved_at"], name="run_state")],
            },
        ),
        migrations.CreateModel(
            name="RawCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, verbose_name="number at the source")),
                (
                    "at",
                    models.CharField(blank=True, max_length=300, verbose_name="where it stands"),
                ),
                ("values", models.JSONField(null=True, verbose_name="values")),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                (
                    "deleted",
                    models.BooleanField(default=False, verbose_name="the source calls it deleted"),
                ),
                ("problems", models.JSONField(blank=True, default=list, verbose_name="problems")),
                (
                    "same_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.rawcopy",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="copies",
                        to="sources.run",
                    ),
                ),
            ],
            options={
                "verbose_name": "raw copy",
                "verbose_name_plural": "raw copies",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["run", "key"], name="raw_copy_key")],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, verbose_name="number at the source")),
                (
                    "at",
                    models.CharField(blank=True, max_length=300, verbose_name="where it stands"),
                ),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="title")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("create", "New"),
                            ("change", "Changed"),
                            ("same", "As before"),
                            ("gone", "No longer named"),
                            ("error", "Not usable"),
                        ],
                        max_length=10,
                        verbose_name="verdict",
                    ),
                ),
                ("changes", models.JSONField(blank=True, default=dict, verbose_name="changes")),
                ("shown", models.JSONField(blank=True, default=list, verbose_name="shown")),
                ("problems", models.JSONField(blank=True, default=list, verbose_name="problems")),
                ("has_problems", models.BooleanField(default=False)),
                ("says", models.JSONField(null=True, verbose_name="says")),
                ("stands", models.JSONField(blank=True, default=list, verbose_name="stands on")),
                ("left", models.JSONField(blank=True, default=list, verbose_name="left behind")),
                ("before", models.JSONField(blank=True, default=dict, verbose_name="before")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not yet"),
                            ("done", "done"),
                            ("moved", "refused: changed meanwhile"),
                            ("undone", "undone"),
                            ("left", "left: built on since"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="result",
                    ),
                ),
                ("why", models.TextField(blank=True, verbose_name="why")),
                (
                    "innovation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="import_outcomes",
                        to="innovations.innovation",
                    ),
                ),
                (
                    "copy",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcome",
                        to="sources.rawcopy",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="sources.run",
                    ),
                ),
            ],
            options={
                "verbose_name": "outcome",
                "verbose_name_plural": "outcomes",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["run", "verdict", "id"], name="outcome_verdict"),
                    models.Index(fields=["run", "result", "id"], name="outcome_result"),
                    models.Index(fields=["run", "has_problems", "id"], name="outcome_problems"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RunPiece",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=500)),
                ("address", models.CharField(blank=True, max_length=2000, verbose_name="address")),
                ("options", models.JSONField(blank=True, default=dict)),
                ("taken", models.PositiveIntegerField(default=0)),
                ("is_read", models.BooleanField(default=False)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="sources.run",
                    ),
                ),
            ],
            options={
                "verbose_name": "piece of a run",
                "verbose_name_plural": "pieces of runs",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "key"), name="run_piece_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="rawcopy",
            name="piece",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="copies",
                to="sources.runpiece",
            ),
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40, unique=True, verbose_name="key")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("adapter", models.CharField(max_length=40, verbose_name="kind")),
                ("address", models.URLField(blank=True, max_length=1000, verbose_name="address")),
                ("options", models.JSONField(blank=True, default=dict, verbose_name="options")),
                (
                    "schedule",
                    models.CharField(
                        choices=[
                            ("off", "only when somebody starts it"),
                            ("daily", "every day"),
                            ("weekly", "every week"),
                            ("monthly", "every month"),
                        ],
                        default="off",
                        max_length=10,
                        verbose_name="schedule",
                    ),
                ),
                (
                    "is_whole",
                    models.BooleanField(default=False, verbose_name="each delivery is whole"),
                ),
                (
                    "goes_alone",
                    models.BooleanField(default=False, verbose_name="imports without asking"),
                ),
                (
                    "deletion_limit",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="largest share that may be gone, in percent",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "paused_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why it is paused"),
                ),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="next run")),
                ("created_at", models.DateTimeField(verbose_name="created at")),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="streams",
                        to="innovations.authority",
                        verbose_name="authority",
                    ),
                ),
                (
                    "created_by",
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
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ["name", "pk"],
                "indexes": [models.Index(fields=["due_at"], name="source_due")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("deletion_limit__lte", 100)),
                        name="source_limit_is_a_share",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="run",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="runs",
                to="sources.source",
            ),
        ),
        migrations.CreateModel(
            name="SourceRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, verbose_name="number at the source")),
                ("first_at", models.DateTimeField(verbose_name="first taken over")),
                ("taken_at", models.DateTimeField(verbose_name="last taken over")),
                (
                    "gone_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="no longer named since"
                    ),
                ),
                (
                    "copy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.rawcopy",
                    ),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="source_records",
                        to="innovations.innovation",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="records",
                        to="sources.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "record of a source",
                "verbose_name_plural": "records of sources",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["source", "gone_at"], name="source_record_gone")],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "key"), name="source_record_once"),
                    models.CheckConstraint(
                        condition=models.Q(("taken_at__gte", models.F("first_at"))),
                        name="source_record_taken_after_first",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sweep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("simulate", "Simulation"), ("apply", "Taking effect")],
                        max_length=10,
                        verbose_name="purpose",
                    ),
                ),
                ("seq", models.BigIntegerField(default=0, verbose_name="journal up to")),
                ("on", models.DateField(verbose_name="as of the day")),
                ("after", models.BigIntegerField(default=0, verbose_name="last record")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="records done")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="records")),
                ("shown", models.PositiveIntegerField(default=0, verbose_name="shown values")),
                ("records", models.PositiveIntegerField(default=0, verbose_name="records changed")),
                ("held", models.PositiveIntegerField(default=0, verbose_name="versions held back")),
                (
                    "beside",
                    models.JSONField(blank=True, default=dict, verbose_name="other effects"),
                ),
                ("started_at", models.DateTimeField(verbose_name="started at")),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="finished at"),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sweeps",
                        to="sources.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "walk over the records",
                "verbose_name_plural": "walks over the records",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Effect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(max_length=30, verbose_name="field")),
                ("language", models.CharField(blank=True, max_length=5, verbose_name="language")),
                ("old", models.JSONField(null=True, verbose_name="shown now")),
                ("new", models.JSONField(null=True, verbose_name="shown then")),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="innovations.innovation",
                    ),
                ),
                (
                    "sweep",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="effects",
                        to="sources.sweep",
                    ),
                ),
            ],
            options={
                "verbose_name": "simulated change",
                "verbose_name_plural": "simulated changes",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sweep", "innovation", "field", "language"), name="effect_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("agrees", models.BooleanField(verbose_name="agrees")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joint_votes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="sources.party",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="sources.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "vote",
                "verbose_name_plural": "votes",
                "ordering": ["at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal", "party"), name="vote_once_per_party"
                    ),
                    models.UniqueConstraint(fields=("proposal", "by"), name="vote_once_per_person"),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, verbose_name="number at the source")),
                (
                    "at",
                    models.CharField(blank=True, max_length=300, verbose_name="where it stands"),
                ),
                ("field", models.CharField(max_length=60, verbose_name="field")),
                (
                    "given",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="as the source writes it"
                    ),
                ),
                ("kind", models.CharField(max_length=60, verbose_name="kind")),
                ("say", models.TextField(blank=True, verbose_name="what is wrong")),
                ("remedy", models.TextField(blank=True, verbose_name="what to do")),
                (
                    "candidates",
                    models.JSONField(blank=True, default=list, verbose_name="what it may mean"),
                ),
                (
                    "count",
                    models.PositiveIntegerField(
                        default=1, verbose_name="records with the same words"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("settled", "Settled"), ("dropped", "Dropped")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "settled_with",
                    models.CharField(blank=True, max_length=300, verbose_name="settled with"),
                ),
                (
                    "settled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="settled at"),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened at")),
                (
                    "run",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="items",
                        to="sources.run",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="sources.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "work item",
                "verbose_name_plural": "work items",
                "ordering": ["-count", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "field", "given"), name="work_item_once_per_words"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LearnedName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(max_length=60, verbose_name="field")),
                (
                    "given",
                    models.CharField(max_length=1000, verbose_name="as the source writes it"),
                ),
                ("key", models.CharField(editable=False, max_length=300)),
                ("code", models.CharField(blank=True, max_length=120, verbose_name="means")),
                ("at", models.DateTimeField(verbose_name="said at")),
                (
                    "undone_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="taken back at"),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="learned_names",
                        to="innovations.authority",
                        verbose_name="authority",
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
                    "undone_by",
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
                "verbose_name": "learned name",
                "verbose_name_plural": "learned names",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("authority", "field", "key"),
                        name="learned_name_once",
                    )
                ],
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("fingerprint", models.CharField(db_index=True, editable=False, max_length=64)),
                ("headings", models.JSONField(default=list, verbose_name="headings")),
                ("columns", models.JSONField(default=list, verbose_name="columns")),
                ("way", models.JSONField(blank=True, default=dict, verbose_name="how it is read")),
                (
                    "programme",
                    models.SlugField(blank=True, max_length=60, verbose_name="programme"),
                ),
                (
                    "language",
                    models.CharField(
                        default="id", max_length=5, verbose_name="language of its texts"
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="made at")),
                ("changed_at", models.DateTimeField(verbose_name="changed at")),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mappings",
                        to="innovations.authority",
                        verbose_name="authority",
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
            ],
            options={
                "verbose_name": "mapping",
                "verbose_name_plural": "mappings",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authority", "fingerprint"), name="mapping_once_per_headings"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("probability", models.FloatField(verbose_name="probability")),
                ("levels", models.JSONField(verbose_name="reasons")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waits for a decision"),
                            ("merged", "one innovation"),
                            ("apart", "two innovations"),
                            ("related", "related"),
                        ],
                        db_index=True,
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("found_at", models.DateTimeField(verbose_name="found at")),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="decided at"),
                ),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="why")),
                (
                    "absorbed",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="innovations.innovation",
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
                    "left",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pairs",
                        to="innovations.innovation",
                        verbose_name="one record",
                    ),
                ),
                (
                    "relation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="innovations.relation",
                    ),
                ),
                (
                    "right",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pairs_back",
                        to="innovations.innovation",
                        verbose_name="other record",
                    ),
                ),
            ],
            options={
                "verbose_name": "pair",
                "verbose_name_plural": "pairs",
                "ordering": ["-probability", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("left", "right"), name="pair_once"),
                    models.CheckConstraint(
                        condition=models.Q(("left__lt", models.F("right"))),
                        name="pair_lower_key_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("probability__gte", 0), ("probability__lte", 1)),
                        name="pair_probability_is_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "open")),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="pair_decided_has_date",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["working", "ready", "stopped"])),
                fields=("source",),
                name="run_one_under_way",
            ),
        ),
    ]
