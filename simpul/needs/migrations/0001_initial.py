import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("geography", "0001_initial"),
        ("hubs", "0001_initial"),
        ("innovations", "0001_initial"),
        ("organisations", "0001_initial"),
        ("vocabularies", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Challenge",
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
                ("slug", models.CharField(max_length=100, unique=True, verbose_name="address")),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                (
                    "question",
                    models.TextField(max_length=4000, verbose_name="what do you ask for?"),
                ),
                (
                    "looks_for",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what makes an idea good?"
                    ),
                ),
                (
                    "support",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what does the sponsor offer?"
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("all", "everybody"),
                            ("officials", "people who work for an institution"),
                        ],
                        default="all",
                        max_length=10,
                        verbose_name="who may answer",
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="opens on")),
                ("closes_on", models.DateField(verbose_name="last day")),
                ("decides_on", models.DateField(verbose_name="decided by")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being written"),
                            ("announced", "announced"),
                            ("concluded", "concluded"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "outcome",
                    models.TextField(blank=True, max_length=4000, verbose_name="what came of it"),
                ),
                ("terms", models.TextField(blank=True, editable=False)),
                ("begun_at", models.DateTimeField(verbose_name="begun at")),
                ("changed_at", models.DateTimeField(verbose_name="changed at")),
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
                    "hub",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="challenges",
                        to="hubs.hub",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="challenges",
                        to="geography.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="challenges",
                        to="vocabularies.sector",
                        verbose_name="sector",
                    ),
                ),
                (
                    "sponsor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="challenges",
                        to="organisations.organisation",
                        verbose_name="sponsor",
                    ),
                ),
            ],
            options={
                "verbose_name": "challenge",
                "verbose_name_plural": "challenges",
                "ordering": ["-closes_on", "-pk"],
                "indexes": [models.Index(fields=["state", "closes_on"], name="challenge_list")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_on__gte", models.F("opens_on")),
                            ("decides_on__gte", models.F("closes_on")),
                        ),
                        name="challenge_dates_run_forward",
                        violation_error_message="The dates run backwards: it opens, it closes, then it is decided.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "concluded"), _negated=True),
                            models.Q(("outcome", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="challenge_concluded_says_what_came",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Idea",
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
                ("slug", models.CharField(max_length=100, unique=True, verbose_name="address")),
                ("title", models.CharField(max_length=140, verbose_name="the idea in one line")),
                ("body", models.TextField(max_length=2000, verbose_name="the idea")),
                (
                    "author_kind",
                    models.CharField(
                        choices=[
                            ("resident", "a resident"),
                            ("official", "an official"),
                            ("civil_society", "a civil society organisation"),
                            ("university", "a university"),
                            ("business", "a business"),
                        ],
                        max_length=20,
                        verbose_name="offered by",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waits for a decision"),
                            ("taken_up", "taken up"),
                            ("parked", "parked"),
                            ("not_now", "not now"),
                            ("promoted", "became an innovation"),
                            ("taken_back", "taken back"),
                            ("hidden", "hidden"),
                        ],
                        default="open",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("terms", models.TextField(blank=True, editable=False)),
                ("offered_at", models.DateTimeField(verbose_name="offered at")),
                ("changed_at", models.DateTimeField(verbose_name="changed at")),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="ideas",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "became",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grew_from",
                        to="innovations.innovation",
                        verbose_name="innovation that grew from it",
                    ),
                ),
                (
                    "canonical",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorbed",
                        to="needs.idea",
                    ),
                ),
                (
                    "challenge",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ideas",
                        to="needs.challenge",
                        verbose_name="challenge",
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ideas",
                        to="hubs.hub",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ideas_offered",
                        to="organisations.organisation",
                        verbose_name="institution",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ideas",
                        to="geography.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ideas",
                        to="vocabularies.sector",
                        verbose_name="sector",
                    ),
                ),
                (
                    "sponsor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ideas_sponsored",
                        to="organisations.organisation",
                        verbose_name="sponsor",
                    ),
                ),
            ],
            options={
                "verbose_name": "idea",
                "verbose_name_plural": "ideas",
                "ordering": ["-offered_at", "-pk"],
                "indexes": [
                    models.Index(fields=["state", "-offered_at"], name="idea_list"),
                    models.Index(fields=["sponsor", "state"], name="idea_sponsor"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "promoted"), _negated=True),
                            ("became__isnull", False),
                            _connector="OR",
                        ),
                        name="idea_promoted_has_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["taken_up", "promoted"]), _negated=True),
                            ("sponsor__isnull", False),
                            _connector="OR",
                        ),
                        name="idea_taken_up_has_sponsor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IdeaDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "waits for a decision"),
                            ("taken_up", "taken up"),
                            ("parked", "parked"),
                            ("not_now", "not now"),
                            ("promoted", "became an innovation"),
                            ("taken_back", "taken back"),
                            ("hidden", "hidden"),
                        ],
                        max_length=12,
                        verbose_name="decision",
                    ),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="decided at")),
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
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="needs.idea",
                    ),
                ),
                (
                    "sponsor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision about an idea",
                "verbose_name_plural": "decisions about ideas",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Need",
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
                ("slug", models.CharField(max_length=100, unique=True, verbose_name="address")),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("problem", models.TextField(max_length=6000, verbose_name="what is the problem?")),
                (
                    "who_suffers",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="who suffers from it?"
                    ),
                ),
                (
                    "how_many",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="how many people?"
                    ),
                ),
                (
                    "place",
                    models.CharField(blank=True, max_length=300, verbose_name="where exactly?"),
                ),
                (
                    "legal_duty",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="which duty does the law set?"
                    ),
                ),
                (
                    "budget_min",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="budget from (rupiah)"
                    ),
                ),
                (
                    "budget_max",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="budget to (rupiah)"
                    ),
                ),
                (
                    "people",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="staff who can work on it"
                    ),
                ),
                (
                    "connectivity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not said"),
                            ("none", "no signal"),
                            ("weak", "weak or now and then"),
                            ("phone", "mobile internet"),
                            ("steady", "steady internet"),
                        ],
                        max_length=10,
                        verbose_name="connection there",
                    ),
                ),
                ("deadline", models.DateField(blank=True, null=True, verbose_name="solved by")),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "everybody"),
                            ("hub", "the institution and its hub"),
                            ("private", "the institution alone"),
                        ],
                        default="private",
                        max_length=10,
                        verbose_name="who may read it",
                    ),
                ),
                ("language", models.CharField(default="id", max_length=5, verbose_name="language")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("answered", "an answer is being tried"),
                            ("closed", "solved"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("written", "stated by the institution"),
                            ("iga_gap", "a gap in an indicator of IGA"),
                            ("goal_gap", "a gap in a goal of sustainable development"),
                            ("sector_gap", "a sector without innovation"),
                            ("service_standard", "a service standard not met"),
                        ],
                        default="written",
                        max_length=20,
                        verbose_name="began from",
                    ),
                ),
                ("origin_key", models.CharField(blank=True, max_length=60)),
                (
                    "solution",
                    models.TextField(blank=True, max_length=2000, verbose_name="what solved it"),
                ),
                ("terms", models.TextField(blank=True, editable=False)),
                ("stated_at", models.DateTimeField(verbose_name="stated at")),
                ("changed_at", models.DateTimeField(verbose_name="changed at")),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="closed at"),
                ),
                (
                    "affair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="vocabularies.affair",
                        verbose_name="government affair",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="needs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "goals",
                    models.ManyToManyField(
                        blank=True,
                        related_name="needs",
                        to="vocabularies.goal",
                        verbose_name="goals",
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="hubs.hub",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="organisations.organisation",
                        verbose_name="institution",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="geography.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="vocabularies.sector",
                        verbose_name="sector",
                    ),
                ),
                (
                    "solved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs_solved",
                        to="innovations.innovation",
                        verbose_name="innovation that solved it",
                    ),
                ),
            ],
            options={
                "verbose_name": "need",
                "verbose_name_plural": "needs",
                "ordering": ["-stated_at", "-pk"],
                "indexes": [
                    models.Index(fields=["visibility", "state", "-stated_at"], name="need_list"),
                    models.Index(fields=["state", "deadline"], name="need_deadline"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("budget_min__isnull", True),
                            ("budget_max__isnull", True),
                            ("budget_max__gte", models.F("budget_min")),
                            _connector="OR",
                        ),
                        name="need_budget_runs_upward",
                        violation_error_message="The higher end of the budget lies below the lower one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            models.Q(
                                ("closed_at__isnull", False),
                                models.Q(("solution", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="need_closed_says_what_solved_it",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="idea",
            name="need",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ideas",
                to="needs.need",
                verbose_name="need",
            ),
        ),
        migrations.AddField(
            model_name="challenge",
            name="need",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="challenges",
                to="needs.need",
                verbose_name="need",
            ),
        ),
        migrations.CreateModel(
            name="NeedFollower",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=500, verbose_name="how it is there"),
                ),
                ("since", models.DateTimeField(verbose_name="since")),
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
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followers",
                        to="needs.need",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="needs_followed",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "institution with the same need",
                "verbose_name_plural": "institutions with the same need",
                "ordering": ["since", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("need", "organisation"), name="need_followed_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedIndicator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(max_length=200, verbose_name="what is counted")),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="unit")),
                (
                    "direction",
                    models.CharField(
                        choices=[("up", "should rise"), ("down", "should fall")],
                        default="down",
                        max_length=5,
                        verbose_name="direction",
                    ),
                ),
                (
                    "baseline",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=18, null=True, verbose_name="now"
                    ),
                ),
                ("baseline_on", models.DateField(blank=True, null=True, verbose_name="counted on")),
                (
                    "source",
                    models.CharField(blank=True, max_length=300, verbose_name="who says so"),
                ),
                (
                    "target",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=18,
                        null=True,
                        verbose_name="wanted",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicators",
                        to="needs.need",
                    ),
                ),
            ],
            options={
                "verbose_name": "indicator",
                "verbose_name_plural": "indicators",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("need", "name"), name="need_indicator_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="since")),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supports",
                        to="needs.idea",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ideas_supported",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "support",
                "verbose_name_plural": "supports",
                "ordering": ["at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("idea", "person"), name="support_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Benchmark",
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
                ("key", models.SlugField(max_length=60, unique=True, verbose_name="key")),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("iga", "Indicators of IGA"),
                            ("spm", "Minimum service standards (SPM)"),
                            ("component", "Parts of a service standard"),
                        ],
                        db_index=True,
                        max_length=20,
                        verbose_name="family",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("number", models.CharField(blank=True, max_length=10, verbose_name="number")),
                ("group", models.CharField(blank=True, max_length=80, verbose_name="group")),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("all", "every institution"),
                            ("province", "provinces"),
                            ("regency", "regencies and cities"),
                        ],
                        default="all",
                        max_length=10,
                        verbose_name="for",
                    ),
                ),
                ("levels", models.JSONField(blank=True, default=list, verbose_name="levels")),
                (
                    "legal_duty",
                    models.CharField(blank=True, max_length=300, verbose_name="legal duty"),
                ),
                (
                    "prompt",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="beginning of a need"
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="benchmarks",
                        to="vocabularies.sector",
                        verbose_name="sector",
                    ),
                ),
            ],
            options={
                "verbose_name": "benchmark",
                "verbose_name_plural": "benchmarks",
                "ordering": ["family", "order"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_from__lte", models.F("valid_to")),
                            _connector="OR",
                        ),
                        name="benchmark_ends_after_it_begins",
                    )
                ],
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
                ("note", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("merged_at", models.DateTimeField(verbose_name="merged at")),
                (
                    "absorbed",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merge_edge",
                        to="needs.idea",
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
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="edges_in",
                        to="needs.idea",
                    ),
                ),
            ],
            options={
                "verbose_name": "merge of ideas",
                "verbose_name_plural": "merges of ideas",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("absorbed", models.F("kept")), _negated=True),
                        name="idea_merge_not_with_itself",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="idea",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("need__isnull", True), ("challenge__isnull", True), _connector="OR"
                ),
                name="idea_answers_one_thing",
            ),
        ),
    ]
