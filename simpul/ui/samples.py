"""What the samples of the gallery show: real records and figures, and a field to fill."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from simpul.ui.parts import (
    Area,
    Bar,
    Column,
    Event,
    Facet,
    FacetOption,
    Fact,
    Line,
    RecordRow,
    Status,
    Tag,
)

# Year, governments and innovations reported to the regional innovation index, as BSKDN published.
REPORTS = (
    (2018, 188, 3718), (2019, 260, 8016), (2020, 484, 17779), (2021, 519, 25124),
    (2022, 510, 26900), (2023, 527, 28539), (2024, 529, 31719), (2025, 531, 36742),
)  # fmt: skip
SQUARE = "M{x} {y}h90v70h-90z"


class SampleForm(forms.Form):
    """A text, a choice and a number that was filled in wrongly."""

    def __init__(self, filled: dict[str, str] | None = None, *, prefix: str) -> None:
        super().__init__(filled, prefix=prefix)
        self.fields["problem"] = forms.CharField(
            label=_("Which problem is answered?"),
            help_text=_("Say who is affected, where, and how much."),
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields["month"] = forms.IntegerField(label=_("Month"), min_value=1, max_value=12)


def context() -> dict[str, Any]:
    """Every value the samples name."""
    typed = {
        "filled-problem": "Akta kelahiran sulit diurus dari pulau kecil.",
        "filled-month": "13",
    }
    filled = SampleForm(typed, prefix="filled")
    filled.is_valid()
    return {
        "record": record(),
        "sparse": sparse(),
        "facet": facet(),
        "long_facet": long_facet(),
        "facts": known_facts(),
        "events": events(),
        "reports": [Bar(str(year), count) for year, _bodies, count in REPORTS],
        "columns": [
            Column(_("Year")),
            Column(_("Governments reporting"), numeric=True),
            Column(_("Innovations"), numeric=True),
        ],
        "rows": [(str(year), bodies, count) for year, bodies, count in REPORTS],
        "areas": areas(),
        "named": [str(area.name) for area in areas()[4:]],
        "threads": [
            Line(_("Health"), (0, 1, 2, 5, 12, 20)),
            Line(_("Education"), (3, 0, 1, 0, 9, 4)),
        ],
        "groups": [(_("West"), 3), (_("East"), 3)],
        "contents": [("signs", _("Signs")), ("boxes", _("Boxes"))],
        "trail": [(_("Innovations"), "#"), ("Sip-Peka", "")],
        "form": SampleForm(prefix="empty"),
        "filled": filled,
    }


def record() -> RecordRow:
    return RecordRow(
        id="sample-1",
        title="Sip-Peka",
        long_title="Strategi Pencegahan Perkawinan Anak",
        url="#record",
        owner="Pemkab Bone",
        place="Sulawesi Selatan",
        year=2022,
        summary=(
            "Kerja sama lintas pihak mencegah perkawinan anak; "
            "kasus turun dari 746 pada 2019 menjadi 84 pada 2021."
        ),
        family="sosial",
        completeness=0.86,
        tags=[Tag("KIPP, Top 45", award=True), Tag("Perempuan dan anak")],
        statuses=[Status(_("Recorded, not yet verified"))],
        evidence=1,
    )


def sparse() -> RecordRow:
    return RecordRow(
        id="sample-2",
        title="Si Mira Bersantai",
        url="#record",
        owner="Pemkab Luwu Utara",
        place="Sulawesi Selatan",
        year=2021,
        family="layanan",
        completeness=0.14,
        evidence=0,
    )


def facet() -> Facet:
    options = [
        FacetOption("35", "Jawa Timur", 99, chosen=True),
        FacetOption("33", "Jawa Tengah", 85),
        FacetOption("73", "Sulawesi Selatan", 53),
    ]
    return Facet("sample-province", _("Province"), options, open=True)


def long_facet() -> Facet:
    options = [
        FacetOption("7322", "Kabupaten Luwu Utara", 31),
        FacetOption("7313", "Kabupaten Wajo", 7),
    ]
    return Facet(
        "sample-regency",
        _("Regency or city"),
        options,
        open=True,
        find_name="sample-find",
        total=514,
    )


def known_facts() -> list[Fact]:
    return [
        Fact(_("Award year"), "2022"),
        Fact(_("Affair"), "2.08 Pemberdayaan perempuan dan pelindungan anak", language="id"),
        Fact(_("Cost"), None),
    ]


def events() -> list[Event]:
    return [
        Event("Sipelandukilat", when="2019", text="Pemprov Kalimantan Utara"),
        Event("Jempol Pelanduk", when="2021", text="Pemkab Banjar", url="#lineage"),
        Event(_("Your region?"), when=_("Next"), tone="next"),
    ]


def areas() -> list[Area]:
    counts = (("A", None), ("B", 2), ("C", 6), ("D", 21), ("E", 40), ("F", 99))
    return [
        Area(
            name=_("Area %(letter)s") % {"letter": letter},
            path=SQUARE.format(x=5 + 100 * (place % 3), y=5 + 80 * (place // 3)),
            value=value,
            url="#choropleth" if value else "",
            x=50 + 100 * (place % 3),
            y=48 + 80 * (place // 3),
        )
        for place, (letter, value) in enumerate(counts)
    ]
