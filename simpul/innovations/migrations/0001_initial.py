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
            name="Authority",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120, unique=True, verbose_name="key")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=200, verbose_name="name in English"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("registry", "Register"),
                            ("official", "Official site"),
                            ("press", "Press and other pages"),
                            ("curation", "Editors of this collection"),
                            ("hub", "Hub of the network"),
                            ("owner", "Owner of the innovation"),
                            ("person", "Person"),
                            ("peer", "Other installation"),
                            ("synthetic", "Synthetic, for tests"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("url", models.CharField(blank=True, max_length=500, verbose_name="address")),
                ("licence", models.CharField(blank=True, max_length=200, verbose_name="licence")),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="FormStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=30, unique=True, verbose_name="key")),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("label_id", models.CharField(max_length=120, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=120, verbose_name="label in English")),
            ],
            options={
                "verbose_name": "step of the form",
                "verbose_name_plural": "steps of the form",
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="RestDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField(unique=True, verbose_name="date")),
                ("label_id", models.CharField(max_length=120, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=120, verbose_name="label in English")),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                ("changed_here", models.BooleanField(default=False, verbose_name="changed here")),
            ],
            options={
                "verbose_name": "day of rest",
                "verbose_name_plural": "days of rest",
                "ordering": ["date"],
            },
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("letter", models.TextField(blank=True, verbose_name="what owners are told")),
                (
                    "chosen_by",
                    models.CharField(blank=True, max_length=1000, verbose_name="chosen by"),
                ),
                ("due_on", models.DateField(verbose_name="answers until")),
                ("begun_at", models.DateTimeField(verbose_name="begun at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaigns",
                        to="hubs.hub",
                    ),
                ),
            ],
            options={
                "verbose_name": "update campaign",
                "verbose_name_plural": "update campaigns",
                "ordering": ["-begun_at"],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "record_key",
                    models.CharField(max_length=200, verbose_name="number at the source"),
                ),
                ("field", models.CharField(max_length=30, verbose_name="field")),
                ("value", models.JSONField(verbose_name="value")),
                ("wording", models.TextField(blank=True, verbose_name="as the source writes it")),
                ("language", models.CharField(blank=True, max_length=5, verbose_name="language")),
                ("asserted_on", models.DateField(blank=True, null=True, verbose_name="said on")),
                (
                    "evidence_url",
                    models.CharField(blank=True, max_length=1000, verbose_name="where it stands"),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "retired_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="no longer said since"
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="innovations.authority",
                    ),
                ),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
                "ordering": ["innovation", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Draft",
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
                            ("new", "new record"),
                            ("claim", "listed record taken over by its owner"),
                            ("change", "change to a verified record"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("writing", "Being written"),
                            ("awaiting_sign_off", "Waits for sign-off"),
                            ("submitted", "Submitted"),
                            ("in_verification", "In verification"),
                            ("returned", "Returned for changes"),
                            ("accepted", "Accepted"),
                            ("refused", "Refused"),
                            ("dropped", "Dropped"),
                        ],
                        default="writing",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "entered_for",
                    models.CharField(blank=True, max_length=300, verbose_name="entered for"),
                ),
                (
                    "office",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="checked by the office"
                    ),
                ),
                ("desk_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "link",
                    models.PositiveSmallIntegerField(default=0, verbose_name="link of the chain"),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened at")),
                ("touched_at", models.DateTimeField(verbose_name="last written at")),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="submitted at"),
                ),
                (
                    "taken_up_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="taken up at"),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="decided at"),
                ),
                (
                    "due_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="decision due at"),
                ),
                (
                    "paused_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="clock stopped at"),
                ),
                (
                    "paused_seconds",
                    models.PositiveIntegerField(default=0, verbose_name="seconds the clock stood"),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "desk_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="hubs.hub",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "verifier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts_in_verification",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="core.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft",
                "verbose_name_plural": "drafts",
                "ordering": ["-touched_at"],
                "indexes": [
                    models.Index(fields=["author", "state"], name="draft_of_author"),
                    models.Index(fields=["organisation", "state"], name="draft_of_organisation"),
                    models.Index(
                        fields=["office", "desk_type", "desk_id", "state"], name="draft_on_desk"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "in_verification"), _negated=True),
                            ("verifier__isnull", False),
                            _connector="OR",
                        ),
                        name="draft_in_verification_has_verifier",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("token", models.CharField(max_length=64, unique=True)),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("digest", models.CharField(blank=True, max_length=64)),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="confirmed at"),
                ),
                (
                    "name",
                    models.CharField(blank=True, max_length=200, verbose_name="name and position"),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.file",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmations",
                        to="innovations.draft",
                    ),
                ),
            ],
            options={
                "verbose_name": "confirmation",
                "verbose_name_plural": "confirmations",
                "ordering": ["-asked_at"],
            },
        ),
        migrations.CreateModel(
            name="DraftRival",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(max_length=30, verbose_name="field")),
                ("language", models.CharField(blank=True, max_length=5, verbose_name="language")),
                ("value", models.JSONField(verbose_name="value")),
                ("at", models.DateTimeField(verbose_name="written at")),
                ("page", models.CharField(blank=True, max_length=16)),
                ("turn", models.PositiveIntegerField(default=0)),
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
                        related_name="rivals",
                        to="innovations.draft",
                    ),
                ),
            ],
            options={
                "verbose_name": "second text",
                "verbose_name_plural": "second texts",
                "ordering": ["draft", "at"],
            },
        ),
        migrations.CreateModel(
            name="EvidenceGrade",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("grade", models.PositiveSmallIntegerField(unique=True, verbose_name="grade")),
                ("label_id", models.CharField(max_length=200, verbose_name="label in Indonesian")),
                ("label_en", models.CharField(max_length=200, verbose_name="label in English")),
                ("rule_id", models.TextField(verbose_name="rule in Indonesian")),
                ("rule_en", models.TextField(verbose_name="rule in English")),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="holds for months"
                    ),
                ),
                ("changed_here", models.BooleanField(default=False, verbose_name="changed here")),
            ],
            options={
                "verbose_name": "grade of evidence",
                "verbose_name_plural": "grades of evidence",
                "ordering": ["grade"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("grade__lte", 5)), name="evidence_grade_is_0_to_5"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Innovation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(max_length=10, unique=True, verbose_name="permanent number"),
                ),
                ("slug", models.CharField(max_length=100, verbose_name="address")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("listed", "Listed"),
                            ("draft", "Draft"),
                            ("published", "Verified"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("acronym", models.CharField(blank=True, max_length=120, verbose_name="acronym")),
                (
                    "long_title",
                    models.CharField(blank=True, max_length=300, verbose_name="long form"),
                ),
                ("unit", models.CharField(blank=True, max_length=300, verbose_name="unit")),
                (
                    "form",
                    models.CharField(blank=True, max_length=60, verbose_name="form of innovation"),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year"),
                ),
                (
                    "life_as_of",
                    models.DateField(blank=True, null=True, verbose_name="state known on"),
                ),
                (
                    "life_due_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="state due for confirmation"
                    ),
                ),
                (
                    "evidence_grade",
                    models.PositiveSmallIntegerField(default=0, verbose_name="grade of evidence"),
                ),
                (
                    "evidence_falls_on",
                    models.DateField(blank=True, null=True, verbose_name="grade falls on"),
                ),
                (
                    "completeness",
                    models.PositiveSmallIntegerField(default=0, verbose_name="core fields filled"),
                ),
                ("synthetic", models.BooleanField(default=False, verbose_name="synthetic")),
                ("created_at", models.DateTimeField(verbose_name="created at")),
                ("changed_at", models.DateTimeField(verbose_name="changed at")),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="published at"),
                ),
                (
                    "affair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="innovations",
                        to="vocabularies.affair",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="innovations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "canonical",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorbed_records",
                        to="innovations.innovation",
                    ),
                ),
                (
                    "goals",
                    models.ManyToManyField(
                        blank=True, related_name="innovations", to="vocabularies.goal"
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="innovations",
                        to="hubs.hub",
                    ),
                ),
                (
                    "life_status",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="innovations",
                        to="vocabularies.stage",
                        to_field="code",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="innovations",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="innovations_of_province",
                        to="geography.region",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="innovations",
                        to="geography.region",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="innovations",
                        to="vocabularies.sector",
                    ),
                ),
            ],
            options={
                "verbose_name": "innovation",
                "verbose_name_plural": "innovations",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["owner", "state", "year"], name="innovation_owner"),
                    models.Index(fields=["region", "state", "year"], name="innovation_region"),
                    models.Index(fields=["province", "state", "year"], name="innovation_province"),
                    models.Index(fields=["sector", "state", "year"], name="innovation_sector"),
                    models.Index(fields=["state", "year"], name="innovation_state"),
                    models.Index(fields=["life_due_on"], name="innovation_life_due"),
                    models.Index(fields=["evidence_falls_on"], name="innovation_evidence_falls"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="innovation_published_has_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("evidence_grade__lte", 5)),
                        name="innovation_evidence_is_0_to_5",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FieldLock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(max_length=30, verbose_name="field")),
                ("language", models.CharField(blank=True, max_length=5, verbose_name="language")),
                ("note", models.CharField(max_length=300, verbose_name="why")),
                ("at", models.DateTimeField(verbose_name="locked at")),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="unlocked at"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="locks",
                        to="innovations.claim",
                    ),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="locks",
                        to="innovations.innovation",
                    ),
                ),
            ],
            options={
                "verbose_name": "lock of a field",
                "verbose_name_plural": "locks of fields",
                "ordering": ["innovation", "field"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("innovation", "field", "language"),
                        name="field_locked_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExternalId",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scheme", models.CharField(max_length=40, verbose_name="scheme")),
                ("value", models.CharField(max_length=200, verbose_name="value")),
                ("url", models.CharField(blank=True, max_length=1000, verbose_name="address")),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="external_ids",
                        to="innovations.authority",
                    ),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="external_ids",
                        to="innovations.innovation",
                    ),
                ),
            ],
            options={
                "verbose_name": "external number",
                "verbose_name_plural": "external numbers",
                "ordering": ["scheme", "value"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "value"), name="external_id_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "field",
                    models.CharField(blank=True, max_length=30, verbose_name="field it belongs to"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("document", "document"),
                            ("data", "data"),
                            ("photo", "photo"),
                            ("evaluation", "evaluation report"),
                            ("legal", "legal basis"),
                            ("statement", "statement"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "is_public",
                    models.BooleanField(default=False, verbose_name="anybody may open it"),
                ),
                ("added_at", models.DateTimeField(verbose_name="added at")),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="accepted at"),
                ),
                (
                    "removed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="removed at"),
                ),
                (
                    "added_by",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="evidence",
                        to="innovations.draft",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.file",
                    ),
                ),
                (
                    "preview",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.file",
                    ),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="innovations.innovation",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
                "ordering": ["innovation", "pk"],
            },
        ),
        migrations.AddField(
            model_name="draft",
            name="innovation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="drafts",
                to="innovations.innovation",
            ),
        ),
        migrations.CreateModel(
            name="Contest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(max_length=30, verbose_name="field")),
                ("reason", models.TextField(verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="contested at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("upheld", "Upheld"),
                            ("dismissed", "Dismissed"),
                            ("taken_back", "Taken back"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="decided at"),
                ),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contests",
                        to="innovations.claim",
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
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contests",
                        to="innovations.innovation",
                    ),
                ),
            ],
            options={
                "verbose_name": "contest",
                "verbose_name_plural": "contests",
                "ordering": ["-at"],
                "indexes": [models.Index(fields=["innovation", "state"], name="contest_of_record")],
            },
        ),
        migrations.AddField(
            model_name="claim",
            name="innovation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="claims",
                to="innovations.innovation",
            ),
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year"),
                ),
                (
                    "wording",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="as the source words it"
                    ),
                ),
                (
                    "source_url",
                    models.CharField(blank=True, max_length=1000, verbose_name="source"),
                ),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="vocabularies.awardlevel",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="vocabularies.programme",
                    ),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="awards",
                        to="innovations.innovation",
                    ),
                ),
            ],
            options={
                "verbose_name": "award",
                "verbose_name_plural": "awards",
                "ordering": ["level__rank", "-year", "pk"],
                "indexes": [
                    models.Index(fields=["programme", "year", "level"], name="award_edition")
                ],
            },
        ),
        migrations.CreateModel(
            name="Artefact",
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
                            ("decree", "Template of a decree or regulation"),
                            ("procedure", "Operating procedure (SOP)"),
                            ("form", "Form"),
                            ("guide", "Guide or training material"),
                            ("software", "Software"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("url", models.CharField(blank=True, max_length=500, verbose_name="address")),
                ("licence", models.CharField(max_length=200, verbose_name="licence")),
                ("version", models.CharField(blank=True, max_length=60, verbose_name="version")),
                (
                    "is_public",
                    models.BooleanField(default=False, verbose_name="anybody may take it"),
                ),
                ("added_at", models.DateTimeField(verbose_name="added at")),
                (
                    "removed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="removed at"),
                ),
                (
                    "added_by",
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
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="artefacts",
                        to="innovations.innovation",
                    ),
                ),
            ],
            options={
                "verbose_name": "reusable artefact",
                "verbose_name_plural": "reusable artefacts",
                "ordering": ["innovation", "kind", "title", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("file__isnull", False),
                            models.Q(("url", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="artefact_is_somewhere",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InnovationText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(max_length=30, verbose_name="field")),
                ("language", models.CharField(max_length=5, verbose_name="language")),
                ("text", models.TextField(verbose_name="text")),
                (
                    "source_language",
                    models.CharField(blank=True, max_length=5, verbose_name="translated from"),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="innovations.innovation",
                    ),
                ),
            ],
            options={
                "verbose_name": "text",
                "verbose_name_plural": "texts",
                "ordering": ["innovation", "field", "language"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("innovation", "field", "language"), name="text_once_per_language"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LifeStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("as_of", models.DateField(verbose_name="as of")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("said_by", models.CharField(blank=True, max_length=200, verbose_name="said by")),
                ("said_at", models.DateTimeField(verbose_name="said at")),
                (
                    "taken_back_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="taken back at"),
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
                    "claim",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="life_statement",
                        to="innovations.claim",
                    ),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="life_statements",
                        to="innovations.innovation",
                    ),
                ),
                (
                    "status",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabularies.stage",
                        to_field="code",
                    ),
                ),
            ],
            options={
                "verbose_name": "word about its life",
                "verbose_name_plural": "words about its life",
                "ordering": ["innovation", "-as_of", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="MergeEdge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("decided", "decided by a person"),
                            ("matched", "matched by rule"),
                        ],
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("merged_at", models.DateTimeField(verbose_name="merged at")),
                (
                    "absorbed",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merge_edge",
                        to="innovations.innovation",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="edges_in",
                        to="innovations.innovation",
                    ),
                ),
            ],
            options={
                "verbose_name": "merge",
                "verbose_name_plural": "merges",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("absorbed", models.F("kept")), _negated=True),
                        name="merge_not_with_itself",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OldAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.CharField(max_length=200, unique=True, verbose_name="address")),
                ("ended_at", models.DateTimeField(verbose_name="ended at")),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="old_addresses",
                        to="innovations.innovation",
                    ),
                ),
            ],
            options={
                "verbose_name": "old address",
                "verbose_name_plural": "old addresses",
                "ordering": ["slug"],
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
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("indicator", models.CharField(max_length=200, verbose_name="indicator")),
                (
                    "unit",
                    models.CharField(blank=True, max_length=60, verbose_name="unit of measure"),
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
                    "latest",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=20,
                        null=True,
                        verbose_name="latest",
                    ),
                ),
                (
                    "latest_on",
                    models.DateField(blank=True, null=True, verbose_name="measured last on"),
                ),
                (
                    "method",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="how it was measured"
                    ),
                ),
                (
                    "comparison",
                    models.CharField(blank=True, max_length=300, verbose_name="compared with"),
                ),
                (
                    "grade",
                    models.PositiveSmallIntegerField(default=0, verbose_name="grade of evidence"),
                ),
                (
                    "falls_on",
                    models.DateField(blank=True, null=True, verbose_name="grade falls on"),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="innovations.innovation",
                    ),
                ),
            ],
            options={
                "verbose_name": "outcome",
                "verbose_name_plural": "outcomes",
                "ordering": ["innovation", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("innovation", "position"), name="outcome_position"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grade__lte", 5)), name="outcome_grade_is_0_to_5"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("baseline_on__isnull", True),
                            ("latest_on__isnull", True),
                            ("latest_on__gte", models.F("baseline_on")),
                            _connector="OR",
                        ),
                        name="outcome_latest_after_baseline",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PassedTest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "test",
                    models.CharField(
                        choices=[
                            ("budget", "a budgeted programme"),
                            ("duty", "an official duty"),
                            ("law", "a legal basis"),
                            ("beyond", "practised beyond the people who began it"),
                        ],
                        max_length=10,
                        verbose_name="test",
                    ),
                ),
                ("shown_on", models.DateField(verbose_name="shown on")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="accepted at"),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
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
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="innovations.evidence",
                    ),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tests_passed",
                        to="innovations.innovation",
                    ),
                ),
            ],
            options={
                "verbose_name": "test passed",
                "verbose_name_plural": "tests passed",
                "ordering": ["innovation", "test"],
                "constraints": [
                    models.UniqueConstraint(fields=("innovation", "test"), name="test_passed_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Precedence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(default="*", max_length=30, verbose_name="field")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("registry", "Register"),
                            ("official", "Official site"),
                            ("press", "Press and other pages"),
                            ("curation", "Editors of this collection"),
                            ("hub", "Hub of the network"),
                            ("owner", "Owner of the innovation"),
                            ("person", "Person"),
                            ("peer", "Other installation"),
                            ("synthetic", "Synthetic, for tests"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rank")),
                (
                    "reason_id",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="reason in Indonesian"
                    ),
                ),
                (
                    "reason_en",
                    models.CharField(blank=True, max_length=300, verbose_name="reason in English"),
                ),
                ("ended", models.BooleanField(default=False, verbose_name="ended")),
                ("changed_here", models.BooleanField(default=False, verbose_name="changed here")),
                (
                    "authority",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="precedences",
                        to="innovations.authority",
                    ),
                ),
            ],
            options={
                "verbose_name": "precedence",
                "verbose_name_plural": "precedences",
                "ordering": ["field", "rank", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("authority__isnull", False), ("kind", "")),
                            models.Q(
                                ("authority__isnull", True), models.Q(("kind", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="precedence_names_authority_or_kind",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("authority__isnull", False)),
                        fields=("field", "authority"),
                        name="precedence_once_per_authority",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("authority__isnull", True)),
                        fields=("field", "kind"),
                        name="precedence_once_per_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(max_length=30, verbose_name="field")),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("ask_id", models.CharField(max_length=200, verbose_name="question in Indonesian")),
                ("ask_en", models.CharField(max_length=200, verbose_name="question in English")),
                ("meaning_id", models.TextField(blank=True, verbose_name="meaning in Indonesian")),
                ("meaning_en", models.TextField(blank=True, verbose_name="meaning in English")),
                ("example_id", models.TextField(blank=True, verbose_name="example in Indonesian")),
                ("example_en", models.TextField(blank=True, verbose_name="example in English")),
                ("required", models.BooleanField(default=False, verbose_name="required")),
                (
                    "min_words",
                    models.PositiveSmallIntegerField(default=0, verbose_name="fewest words"),
                ),
                (
                    "max_words",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="most words"
                    ),
                ),
                ("choices", models.JSONField(blank=True, default=list, verbose_name="choices")),
                (
                    "takes_evidence",
                    models.BooleanField(default=False, verbose_name="takes evidence"),
                ),
                (
                    "needs_evidence",
                    models.BooleanField(default=False, verbose_name="needs evidence"),
                ),
                (
                    "min_age_months",
                    models.PositiveSmallIntegerField(default=0, verbose_name="months in use"),
                ),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("changed_here", models.BooleanField(default=False, verbose_name="changed here")),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="innovations.formstep",
                    ),
                ),
            ],
            options={
                "verbose_name": "question of the form",
                "verbose_name_plural": "questions of the form",
                "ordering": ["step__order", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("field", "valid_from"), name="question_once_per_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("max_words__isnull", True),
                            ("max_words__gte", models.F("min_words")),
                            _connector="OR",
                        ),
                        name="question_word_limits_agree",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reconfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=64, unique=True)),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                (
                    "asked_to",
                    models.EmailField(blank=True, max_length=254, verbose_name="asked to"),
                ),
                ("due_on", models.DateField(verbose_name="answer until")),
                ("expires_on", models.DateField(verbose_name="link works until")),
                (
                    "reminded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="reminded at"),
                ),
                (
                    "escalated_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="handed to the hub at"
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
                ),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="closed at"),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reconfirmations",
                        to="innovations.campaign",
                    ),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reconfirmations",
                        to="innovations.innovation",
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="core.outboxmessage",
                    ),
                ),
                (
                    "statement",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reconfirmation",
                        to="innovations.lifestatement",
                    ),
                ),
            ],
            options={
                "verbose_name": "question about its life",
                "verbose_name_plural": "questions about its life",
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["due_on"],
                        name="reconfirmation_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("innovation",),
                        name="reconfirmation_asked_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", True),
                            ("closed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="reconfirmation_answer_closes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="stepped back at")),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recusals",
                        to="innovations.draft",
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
            ],
            options={
                "verbose_name": "stepping back",
                "verbose_name_plural": "steppings back",
                "ordering": ["draft", "at"],
                "constraints": [
                    models.UniqueConstraint(fields=("draft", "person"), name="recusal_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Relation",
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
                            ("part_of", "part of"),
                            ("successor", "successor of"),
                            ("replicates", "replication of"),
                            ("inspired_by", "inspired by"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("claimed", "said by one side"),
                            ("confirmed", "confirmed"),
                            ("contested", "contested"),
                        ],
                        default="claimed",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("at", models.DateTimeField(verbose_name="said at")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations_back",
                        to="innovations.innovation",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations",
                        to="innovations.innovation",
                    ),
                ),
            ],
            options={
                "verbose_name": "relation",
                "verbose_name_plural": "relations",
                "ordering": ["kind", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject", "object", "kind"), name="relation_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subject", models.F("object")), _negated=True),
                        name="relation_not_to_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Separation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("decided_at", models.DateTimeField(verbose_name="decided at")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="separations",
                        to="innovations.innovation",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="separations_back",
                        to="innovations.innovation",
                    ),
                ),
            ],
            options={
                "verbose_name": "separation",
                "verbose_name_plural": "separations",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="separation_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="separation_lower_key_first",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShelfLife",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("months", models.PositiveSmallIntegerField(default=12, verbose_name="months")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "hub",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shelf_lives",
                        to="hubs.hub",
                    ),
                ),
            ],
            options={
                "verbose_name": "shelf life",
                "verbose_name_plural": "shelf lives",
                "ordering": ["hub", "valid_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("months__gte", 1)), name="shelf_life_is_positive"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("hub__isnull", False)),
                        fields=("hub", "valid_from"),
                        name="shelf_life_once_per_hub",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("hub__isnull", True)),
                        fields=("valid_from",),
                        name="shelf_life_once_for_all",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Willingness",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stated_on", models.DateField(verbose_name="stated on")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("conditions", models.TextField(blank=True, verbose_name="conditions")),
                (
                    "per_quarter",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="adopters a quarter"
                    ),
                ),
                ("said_at", models.DateTimeField(verbose_name="said at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
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
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="willingness",
                        to="innovations.innovation",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement of willingness",
                "verbose_name_plural": "statements of willingness",
                "ordering": ["innovation", "-stated_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("innovation",),
                        name="willingness_one_counts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ChainLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("unit", "the institution that owns the record"),
                            ("district", "the district assistants of the hub"),
                            ("hub", "the responsible hub"),
                            ("national", "the national hub"),
                        ],
                        max_length=10,
                        verbose_name="whose office",
                    ),
                ),
                ("office", models.CharField(max_length=60, verbose_name="office")),
                (
                    "working_days",
                    models.PositiveSmallIntegerField(
                        default=10, verbose_name="working days to decide"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("changed_here", models.BooleanField(default=False, verbose_name="changed here")),
                (
                    "hub",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chain",
                        to="hubs.hub",
                    ),
                ),
            ],
            options={
                "verbose_name": "link of a chain of verification",
                "verbose_name_plural": "links of chains of verification",
                "ordering": ["hub", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("hub", "order", "valid_from"), name="chain_link_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("hub", None)),
                        fields=("order", "valid_from"),
                        name="chain_link_of_all_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CoAuthor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("token", models.CharField(max_length=64, unique=True)),
                ("invited_at", models.DateTimeField(verbose_name="invited at")),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="accepted at"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="co_authorships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="co_authors",
                        to="innovations.draft",
                    ),
                ),
            ],
            options={
                "verbose_name": "co-author",
                "verbose_name_plural": "co-authors",
                "ordering": ["invited_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("draft", "email"),
                        name="co_author_invited_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(max_length=30, verbose_name="field")),
                (
                    "verdict",
                    models.CharField(
                        choices=[("fits", "Fits"), ("ask", "Ask"), ("unfit", "Does not fit")],
                        max_length=10,
                        verbose_name="verdict",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField(verbose_name="checked at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="core.message",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="innovations.draft",
                    ),
                ),
            ],
            options={
                "verbose_name": "check of a field",
                "verbose_name_plural": "checks of fields",
                "ordering": ["draft", "field", "pk"],
                "indexes": [models.Index(fields=["draft", "field"], name="check_of_field")],
            },
        ),
        migrations.CreateModel(
            name="DraftValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(max_length=30, verbose_name="field")),
                ("language", models.CharField(blank=True, max_length=5, verbose_name="language")),
                ("value", models.JSONField(verbose_name="value")),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision")),
                ("at", models.DateTimeField(verbose_name="written at")),
                ("page", models.CharField(blank=True, max_length=16)),
                ("turn", models.PositiveIntegerField(default=0)),
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
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values",
                        to="innovations.draft",
                    ),
                ),
            ],
            options={
                "verbose_name": "value of a draft",
                "verbose_name_plural": "values of drafts",
                "ordering": ["draft", "field", "language"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("draft", "field", "language"), name="draft_value_once"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "writing",
                            "returned",
                            "awaiting_sign_off",
                            "submitted",
                            "in_verification",
                        ),
                    )
                ),
                fields=("innovation",),
                name="draft_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("retired_at__isnull", True), models.Q(("field", "award"), _negated=True)
                ),
                fields=("innovation", "authority", "record_key", "field", "language"),
                name="claim_once_per_mention",
            ),
        ),
    ]
