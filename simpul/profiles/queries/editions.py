"""Target forms as staff look after them."""

from django.db.models import Count, QuerySet

from simpul.profiles.models import Form, FormField, Kind

# What may fill a field of each kind, and by which conversion; lists need a crosswalk and are
# kept in files.
FILLS: dict[str, dict[str, str]] = {
    Kind.TEXT: {
        **dict.fromkeys(
            ("summary", "problem", "objectives", "novelty", "how_it_works", "impact", "resources",
             "sustainability", "replication", "lessons", "failures", "benefit", "eligible", "place",
             "hours", "cost", "access"), "text",
        ),
        "outcomes": "figures",
    },
    Kind.SHORT: {"title": "title", "owner": "institution", "unit": "short", "form": "short"},
    Kind.LINK: {"video": "link"},
    Kind.DATE: {"started_on": "date"},
    Kind.YEAR: {"year": "year", "started_on": "year"},
}  # fmt: skip


def forms_counted() -> QuerySet[Form]:
    """Every edition, with how many fields it has."""
    return Form.objects.annotate(count=Count("fields"))


def editions_of(form: Form) -> list[Form]:
    """Every edition of what the same body asks, the newest first."""
    return list(Form.objects.filter(target=form.target).order_by("-valid_from", "-pk"))


def fields_of(form: Form) -> QuerySet[FormField]:
    return form.fields.prefetch_related("mappings").order_by("order")
