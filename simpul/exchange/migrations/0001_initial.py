import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dump",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, unique=True, verbose_name="name")),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                ("seq", models.BigIntegerField(verbose_name="entry of the journal")),
                ("manifest", models.JSONField(verbose_name="manifest")),
            ],
            options={
                "verbose_name": "dump",
                "verbose_name_plural": "dumps",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="HarvestMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.BigIntegerField(default=0)),
                ("sweep_seq", models.BigIntegerField(blank=True, null=True)),
                ("swept_to", models.BigIntegerField(default=0)),
                ("stamp", models.DateTimeField()),
                ("began_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "reach of the headers for harvesters",
                "verbose_name_plural": "reach of the headers for harvesters",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Installation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=16, unique=True, verbose_name="identity")),
                ("feed", models.CharField(max_length=16, verbose_name="feed")),
                ("clock", models.CharField(blank=True, max_length=40, verbose_name="logical time")),
                ("told_seq", models.BigIntegerField(default=0)),
                ("swept_to", models.BigIntegerField(blank=True, default=0, null=True)),
                ("began_at", models.DateTimeField(verbose_name="began at")),
            ],
            options={
                "verbose_name": "this installation",
                "verbose_name_plural": "this installation",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="what it is for")),
                ("scopes", models.JSONField(default=list, verbose_name="what it may do")),
                ("prefix", models.CharField(max_length=8, unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                ("expires_at", models.DateTimeField(verbose_name="ends at")),
                (
                    "used_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="last used at"),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="taken back at"),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="api_keys",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="api_keys",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "revoked_by",
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
                "verbose_name": "key for programs",
                "verbose_name_plural": "keys for programs",
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("made_at"))),
                        name="api_key_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HarvestHeader",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(max_length=10, unique=True, verbose_name="permanent number"),
                ),
                ("record", models.BigIntegerField(db_index=True)),
                ("seq", models.BigIntegerField()),
                ("stamp", models.DateTimeField(db_index=True, verbose_name="datestamp")),
                ("is_deleted", models.BooleanField(default=False, verbose_name="deleted")),
                ("sets", models.TextField(blank=True, verbose_name="sets")),
                ("digest", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "verbose_name": "header for harvesters",
                "verbose_name_plural": "headers for harvesters",
                "ordering": ["seq", "pk"],
                "indexes": [models.Index(fields=["seq", "id"], name="harvest_header_place")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_deleted", True),
                            models.Q(("digest", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="harvest_header_has_digest",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField(null=True)),
                (
                    "headers",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                    ),
                ),
                ("body", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kept_answers",
                        to="exchange.apikey",
                    ),
                ),
            ],
            options={
                "verbose_name": "kept answer",
                "verbose_name_plural": "kept answers",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "name"), name="kept_answer_once_per_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Peer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=16, unique=True, verbose_name="identity")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("address", models.URLField(blank=True, max_length=300, verbose_name="address")),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "Active"), ("paused", "Paused")],
                        db_index=True,
                        default="active",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "introduces",
                    models.BooleanField(default=False, verbose_name="introduces others"),
                ),
                ("feed", models.CharField(blank=True, max_length=16, verbose_name="feed")),
                (
                    "cursor",
                    models.CharField(blank=True, max_length=120, verbose_name="heard up to"),
                ),
                ("head", models.CharField(blank=True, max_length=120, verbose_name="told up to")),
                (
                    "asked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="last asked"),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="last answered"),
                ),
                ("trouble", models.CharField(blank=True, max_length=20, verbose_name="trouble")),
                ("added_at", models.DateTimeField(verbose_name="added at")),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "introduced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="introduced",
                        to="exchange.peer",
                    ),
                ),
            ],
            options={
                "verbose_name": "peer",
                "verbose_name_plural": "peers",
                "ordering": ["name", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address", ""), _negated=True),
                            ("introduced_by__isnull", False),
                            _connector="OR",
                        ),
                        name="peer_has_way_to_it",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SyncEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("origin", models.CharField(max_length=16, verbose_name="installation")),
                ("record", models.CharField(max_length=60, verbose_name="record")),
                ("register", models.CharField(max_length=10, verbose_name="register")),
                ("seq", models.BigIntegerField(verbose_name="number")),
                ("time", models.CharField(max_length=40, verbose_name="logical time")),
                ("kind", models.CharField(max_length=12, verbose_name="kind")),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                ("sealed", models.JSONField(verbose_name="as it was signed")),
                ("heard_at", models.DateTimeField(verbose_name="heard at")),
                (
                    "applied_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="carried out at"),
                ),
                (
                    "trouble",
                    models.CharField(blank=True, max_length=300, verbose_name="why it waits"),
                ),
                ("wants_files", models.BooleanField(default=False, verbose_name="files to fetch")),
                (
                    "heard_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="exchange.peer",
                        verbose_name="heard from",
                    ),
                ),
            ],
            options={
                "verbose_name": "event between installations",
                "verbose_name_plural": "events between installations",
                "ordering": ["origin", "seq", "record", "register"],
                "indexes": [
                    models.Index(fields=["origin", "seq", "record"], name="sync_event_place"),
                    models.Index(fields=["record"], name="sync_event_record"),
                    models.Index(
                        condition=models.Q(("applied_at", None)),
                        fields=["register"],
                        name="sync_event_waits",
                    ),
                    models.Index(
                        condition=models.Q(("wants_files", True)),
                        fields=["origin"],
                        name="sync_event_wants_files",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("origin", "record", "register"), name="sync_event_newest_only"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SyncKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "installation",
                    models.CharField(db_index=True, max_length=16, verbose_name="installation"),
                ),
                ("key", models.CharField(max_length=16, verbose_name="key")),
                ("public", models.CharField(max_length=64, verbose_name="public half")),
                ("begins", models.DateTimeField(verbose_name="in use since")),
                ("ends", models.DateTimeField(blank=True, null=True, verbose_name="in use until")),
                ("previous", models.CharField(blank=True, max_length=16, verbose_name="follows")),
                (
                    "endorsement",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="word of the key before it"
                    ),
                ),
            ],
            options={
                "verbose_name": "key of an installation",
                "verbose_name_plural": "keys of installations",
                "ordering": ["installation", "begins", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("installation", "key"), name="sync_key_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SyncRefusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=20, verbose_name="reason")),
                ("about", models.CharField(blank=True, max_length=200, verbose_name="about")),
                ("count", models.PositiveIntegerField(default=1, verbose_name="how often")),
                ("first_at", models.DateTimeField(verbose_name="first")),
                ("last_at", models.DateTimeField(db_index=True, verbose_name="last")),
                (
                    "peer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="refusals",
                        to="exchange.peer",
                        verbose_name="peer",
                    ),
                ),
            ],
            options={
                "verbose_name": "refused message",
                "verbose_name_plural": "refused messages",
                "ordering": ["-last_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("peer", "reason", "about"), name="sync_refusal_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("peer", None)),
                        fields=("reason", "about"),
                        name="sync_refusal_of_nobody_once",
                    ),
                ],
            },
        ),
    ]
