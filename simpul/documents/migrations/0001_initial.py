import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import simpul.documents.models.papers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("core", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Kind",
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
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("code", models.CharField(max_length=12, verbose_name="code in numbers")),
                (
                    "layout",
                    models.CharField(
                        choices=[
                            ("letter", "letter to somebody"),
                            ("decree", "decision with its grounds"),
                            ("agreement", "agreement of parties"),
                            ("commitment", "statement over signatures"),
                            ("minutes", "minutes"),
                            ("certificate", "certificate"),
                        ],
                        max_length=12,
                        verbose_name="layout",
                    ),
                ),
                (
                    "signing",
                    models.CharField(
                        choices=[
                            ("nobody", "nobody: it is valid by its number and code"),
                            ("issuer", "the issuing office"),
                            ("parties", "every party"),
                        ],
                        max_length=8,
                        verbose_name="signed by",
                    ),
                ),
                ("is_free", models.BooleanField(default=True, verbose_name="written at the desk")),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="holds for months"
                    ),
                ),
                ("is_revocable", models.BooleanField(default=True, verbose_name="can be revoked")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("changed_here", models.BooleanField(default=False, verbose_name="changed here")),
            ],
            options={
                "verbose_name": "kind of letter",
                "verbose_name_plural": "kinds of letters",
                "ordering": ["order", "key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_from__lte", models.F("valid_to")),
                            _connector="OR",
                        ),
                        name="kind_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope_id", models.BigIntegerField(verbose_name="issuing office")),
                ("number", models.CharField(blank=True, max_length=150, verbose_name="number")),
                (
                    "sequence",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="running number"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year"),
                ),
                ("dated", models.DateField(blank=True, null=True, verbose_name="date")),
                ("title", models.CharField(max_length=300, verbose_name="about")),
                (
                    "language",
                    models.CharField(
                        choices=[("id", "Indonesian"), ("en", "English")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("content", models.JSONField(blank=True, default=dict, verbose_name="content")),
                ("frozen", models.JSONField(blank=True, editable=False, null=True)),
                ("subject_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "code",
                    models.CharField(
                        default=simpul.documents.models.papers.new_code,
                        editable=False,
                        max_length=14,
                        unique=True,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("numbered", "Waits for signatures"),
                            ("in_force", "In force"),
                            ("superseded", "Replaced"),
                            ("revoked", "Revoked"),
                            ("dropped", "Discarded draft"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(default=False, verbose_name="listed for everybody"),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="holds from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="holds until")),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("fault", models.CharField(blank=True, max_length=300)),
                ("begun_at", models.DateTimeField(verbose_name="begun at")),
                ("changed_at", models.DateTimeField(verbose_name="changed at")),
                (
                    "issued_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="issued at"),
                ),
                (
                    "in_force_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="in force since"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("end_note", models.TextField(blank=True, verbose_name="why it ended")),
                (
                    "begun_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="begun by",
                    ),
                ),
                (
                    "docx",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.file",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="issued by",
                    ),
                ),
                (
                    "pdf",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.file",
                    ),
                ),
                (
                    "scope_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="kind of office",
                    ),
                ),
                (
                    "signed_file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.file",
                    ),
                ),
                (
                    "subject_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="documents.document",
                        verbose_name="takes the place of",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="documents.kind",
                        verbose_name="kind",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter",
                "verbose_name_plural": "letters",
                "ordering": ["-changed_at", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["scope_type", "scope_id", "state"], name="letter_of_office"
                    ),
                    models.Index(fields=["subject_type", "subject_id"], name="letter_about"),
                    models.Index(fields=["state", "valid_to"], name="letter_expiry"),
                    models.Index(fields=["sha256"], name="letter_sum"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_from__lte", models.F("valid_to")),
                            _connector="OR",
                        ),
                        name="letter_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["in_force", "superseded"]), _negated=True),
                            ("in_force_at__isnull", False),
                            _connector="OR",
                        ),
                        name="letter_in_force_has_instant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["superseded", "revoked"]), _negated=True),
                            ("ended_at__isnull", False),
                            _connector="OR",
                        ),
                        name="letter_ended_has_instant",
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
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "role",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="called in the letter"
                    ),
                ),
                (
                    "name",
                    models.CharField(max_length=200, verbose_name="name as the letter writes it"),
                ),
                (
                    "document",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="documents.document",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "party",
                "verbose_name_plural": "parties",
                "ordering": ["document", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("document", "order"), name="party_has_its_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Register",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope_id", models.BigIntegerField(verbose_name="issuing office")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("office", models.CharField(max_length=40, verbose_name="code of the office")),
                (
                    "pattern",
                    models.CharField(
                        default="{n}/{kind}/{office}/{roman_month}/{year}",
                        max_length=120,
                        verbose_name="pattern",
                    ),
                ),
                (
                    "restarts",
                    models.BooleanField(default=True, verbose_name="begins anew each year"),
                ),
                ("digits", models.PositiveSmallIntegerField(default=3, verbose_name="digits")),
                ("first", models.PositiveIntegerField(default=1, verbose_name="first number")),
                ("opened_at", models.DateTimeField(verbose_name="opened at")),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="closed at"),
                ),
                (
                    "kinds",
                    models.ManyToManyField(
                        blank=True,
                        related_name="registers",
                        to="documents.kind",
                        verbose_name="kinds of letters",
                    ),
                ),
                (
                    "scope_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="kind of office",
                    ),
                ),
            ],
            options={
                "verbose_name": "register",
                "verbose_name_plural": "registers",
                "ordering": ["scope_type", "scope_id", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scope_type", "scope_id", "name"),
                        name="register_named_once",
                        violation_error_message="This office has a register of this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__gte", 1)), name="register_counts_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Number",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope_id", models.BigIntegerField(verbose_name="issuing office")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("sequence", models.PositiveIntegerField(verbose_name="running number")),
                ("text", models.CharField(max_length=150, verbose_name="number")),
                ("dated", models.DateField(verbose_name="date")),
                ("title", models.CharField(max_length=300, verbose_name="about")),
                ("taken_at", models.DateTimeField(verbose_name="given at")),
                (
                    "document",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entry",
                        to="documents.document",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.kind",
                    ),
                ),
                (
                    "scope_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="kind of office",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "register",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="numbers",
                        to="documents.register",
                    ),
                ),
            ],
            options={
                "verbose_name": "number",
                "verbose_name_plural": "numbers",
                "ordering": ["-taken_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "year", "sequence"), name="number_given_once"
                    ),
                    models.UniqueConstraint(
                        fields=("scope_type", "scope_id", "text"),
                        name="number_reads_once_per_office",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sequence__gte", 1)), name="number_is_positive"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="document",
            name="register",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="documents.register",
                verbose_name="register",
            ),
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField()),
                (
                    "register",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series",
                        to="documents.register",
                    ),
                ),
            ],
            options={
                "ordering": ["register", "year"],
                "constraints": [
                    models.UniqueConstraint(fields=("register", "year"), name="series_once_a_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("wet_ink", "by hand, on paper"),
                            ("electronic", "electronically"),
                        ],
                        max_length=10,
                        verbose_name="signed",
                    ),
                ),
                ("provider", models.CharField(max_length=40, verbose_name="provider")),
                (
                    "evidence",
                    models.JSONField(
                        blank=True, default=dict, verbose_name="what the provider says"
                    ),
                ),
                ("added_at", models.DateTimeField(verbose_name="added at")),
                (
                    "refused_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="refused at"),
                ),
                ("refused_note", models.TextField(blank=True, verbose_name="why it was refused")),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="documents.document",
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
            ],
            options={
                "verbose_name": "signed copy",
                "verbose_name_plural": "signed copies",
                "ordering": ["added_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Signer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("office", models.CharField(blank=True, max_length=200, verbose_name="office")),
                ("capacity", models.CharField(blank=True, max_length=120, verbose_name="capacity")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="signed on")),
                (
                    "signed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="recorded at"),
                ),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wet_ink", "by hand, on paper"),
                            ("electronic", "electronically"),
                        ],
                        max_length=10,
                        verbose_name="signed",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signers",
                        to="documents.document",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signers",
                        to="documents.signedcopy",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.mandate",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signers",
                        to="documents.party",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "signer",
                "verbose_name_plural": "signers",
                "ordering": ["document", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("document", "order"), name="signer_has_their_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("evidence", None), ("method", ""), ("signed_at", None)),
                            models.Q(
                                ("evidence__isnull", False),
                                ("signed_at__isnull", False),
                                models.Q(("method", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="signer_signed_has_evidence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before", models.DateField(verbose_name="until then")),
                ("after", models.DateField(verbose_name="from then until")),
                ("note", models.TextField(verbose_name="note")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "verbose_name": "extension",
                "verbose_name_plural": "extensions",
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("after__gt", models.F("before"))),
                        name="extension_is_later",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Field",
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
                    "input",
                    models.CharField(
                        choices=[
                            ("line", "a line"),
                            ("text", "paragraphs"),
                            ("list", "one thing a line"),
                            ("clauses", "titled clauses"),
                            ("rows", "rows of a table"),
                            ("date", "a day"),
                        ],
                        max_length=8,
                        verbose_name="typed as",
                    ),
                ),
                (
                    "block",
                    models.CharField(
                        choices=[
                            ("addressee", "whom it is for"),
                            ("fact", "a labelled line"),
                            ("paragraphs", "paragraphs"),
                            ("items", "a numbered list"),
                            ("grounds", "lettered grounds behind a word such as Considering"),
                            ("decisions", "decisions, first to last"),
                            ("articles", "articles with clauses"),
                            ("table", "a table"),
                            ("copies", "who else receives it"),
                        ],
                        max_length=12,
                        verbose_name="printed as",
                    ),
                ),
                ("is_required", models.BooleanField(default=False, verbose_name="required")),
                (
                    "help_id",
                    models.CharField(blank=True, max_length=300, verbose_name="help in Indonesian"),
                ),
                (
                    "help_en",
                    models.CharField(blank=True, max_length=300, verbose_name="help in English"),
                ),
                (
                    "columns_id",
                    models.JSONField(
                        blank=True, default=list, verbose_name="columns in Indonesian"
                    ),
                ),
                (
                    "columns_en",
                    models.JSONField(blank=True, default=list, verbose_name="columns in English"),
                ),
                (
                    "begin_id",
                    models.TextField(blank=True, verbose_name="opening words in Indonesian"),
                ),
                ("begin_en", models.TextField(blank=True, verbose_name="opening words in English")),
                ("changed_here", models.BooleanField(default=False, verbose_name="changed here")),
                (
                    "kind",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fields",
                        to="documents.kind",
                    ),
                ),
            ],
            options={
                "verbose_name": "part of a letter",
                "verbose_name_plural": "parts of letters",
                "ordering": ["kind", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "key"), name="letter_field_once_per_kind"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Letterhead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope_id", models.BigIntegerField(verbose_name="issuing office")),
                (
                    "above",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="line above the name"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name as letters carry it")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                (
                    "contact",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="telephone, e-mail, website"
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="place")),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.file",
                        verbose_name="emblem",
                    ),
                ),
                (
                    "scope_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="kind of office",
                    ),
                ),
            ],
            options={
                "verbose_name": "letterhead",
                "verbose_name_plural": "letterheads",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scope_type", "scope_id"), name="letterhead_once_per_office"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("frozen", None), ("number", ""), ("state__in", ["draft", "dropped"])),
                    models.Q(
                        ("dated__isnull", False),
                        ("frozen__isnull", False),
                        ("issued_at__isnull", False),
                        ("register__isnull", False),
                        ("sequence__isnull", False),
                        ("state__in", ("numbered", "in_force", "superseded", "revoked")),
                        ("year__isnull", False),
                        models.Q(("number", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="letter_numbered_is_frozen",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("register", "year", "sequence"), name="letter_numbered_once"
            ),
        ),
    ]
