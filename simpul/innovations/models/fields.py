"""The fields of a record: what authorities may say about an innovation."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class FieldSpec:
    """One thing that can be said.

    ``kind``: text (long, by language), short, code, number, date, list, rows (a list of maps),
    many, private (kept with the draft and shown only where its owner says so).

    ``core`` fields are counted by the completeness meter. ``many`` values stand side by side
    (awards); of every other field one value is shown.
    """

    key: str
    label: str | Promise
    kind: str
    group: str
    core: bool = False


_SPECS = (
    FieldSpec("title", _("Title"), "short", "identity", core=True),
    FieldSpec("owner", _("Owner"), "code", "identity", core=True),
    FieldSpec("unit", _("Unit"), "short", "identity", core=True),
    FieldSpec("year", _("Year"), "number", "identity", core=True),
    FieldSpec("started_on", _("In use since"), "date", "identity"),
    FieldSpec("region", _("Region"), "code", "identity"),
    FieldSpec("sector", _("Sector"), "code", "classification", core=True),
    FieldSpec("affair", _("Government affair"), "code", "classification", core=True),
    FieldSpec("goals", _("Goals of sustainable development"), "list", "classification", core=True),
    FieldSpec("form", _("Form of innovation"), "short", "classification", core=True),
    FieldSpec("summary", _("Summary"), "text", "story", core=True),
    FieldSpec("problem", _("The problem it answers"), "text", "story", core=True),
    FieldSpec("objectives", _("What it wants to reach"), "text", "story"),
    FieldSpec("novelty", _("What is new"), "text", "story"),
    FieldSpec("how_it_works", _("How it works"), "text", "story", core=True),
    FieldSpec("impact", _("Results"), "text", "story", core=True),
    FieldSpec("outcomes", _("Results in figures"), "rows", "story"),
    FieldSpec("resources", _("What it takes"), "text", "story", core=True),
    FieldSpec("sustainability", _("What keeps it going"), "text", "story", core=True),
    FieldSpec("replication", _("Conditions for replicating it"), "text", "story", core=True),
    FieldSpec("lessons", _("What was learned"), "text", "story", core=True),
    FieldSpec("failures", _("What did not work"), "text", "story", core=True),
    FieldSpec("benefit", _("What it does for me"), "text", "resident", core=True),
    FieldSpec("eligible", _("Who may use it"), "text", "resident", core=True),
    FieldSpec("place", _("Where"), "text", "resident"),
    FieldSpec("hours", pgettext_lazy("service", "When"), "text", "resident"),
    FieldSpec("cost", _("What it costs"), "text", "resident", core=True),
    FieldSpec("access", _("How to reach it"), "text", "resident", core=True),
    FieldSpec("life_status", _("Still running"), "code", "life", core=True),
    FieldSpec("video", _("Video"), "short", "links"),
    FieldSpec("contact", _("Contact"), "private", "contacts"),
    FieldSpec("award", pgettext_lazy("field", "Award"), "many", "awards"),
)

FIELDS: dict[str, FieldSpec] = {spec.key: spec for spec in _SPECS}
TEXT_FIELDS = tuple(spec.key for spec in _SPECS if spec.kind == "text")
STORY_FIELDS = tuple(spec.key for spec in _SPECS if spec.group == "story")
RESIDENT_FIELDS = tuple(spec.key for spec in _SPECS if spec.group == "resident")
# Dated words about its life: they count at once, without waiting for a new version.
LIVING_FIELDS = tuple(spec.key for spec in _SPECS if spec.group == "life")
CORE_FIELDS = tuple(spec.key for spec in _SPECS if spec.core)
