"""Construct pairs that real mentions show too rarely: `python data/matching/construct.py`.

Every pair starts from a real mention and changes what sources change (or keeps what different
innovations share); ``label_source`` says how. The same mentions always give the same pairs.
"""

import csv
import os
import sys
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "simpul.config.settings")

import django  # noqa: E402

django.setup()

from simpul.innovations.models import split_title  # noqa: E402
from simpul.organisations.models import Status, Succession  # noqa: E402

HEADER = (
    "pair_id", "label", "raw_title_a", "raw_institution_a", "year_a",
    "raw_title_b", "raw_institution_b", "year_b", "label_source",
)  # fmt: skip
EQUAL, OTHER = "duplicate", "not_duplicate"
KINDS = ("Aplikasi {}", "Inovasi {}", "Program {}", "Layanan Inovasi {}", "{} Kab/Kota")
OFFICES = ("Dinas Kesehatan", "Dinas Pendidikan", "Disdukcapil", "Bappeda", "DPMPTSP")
# Programmes that many regions run under one name, each its own.
SHARED_NAMES = (
    "Mal Pelayanan Publik", "Bank Sampah", "Posyandu Terintegrasi", "Sekolah Ramah Anak",
    "Perpustakaan Keliling", "Layanan Jemput Bola", "Rumah Desa Sehat", "Kampung KB",
    "Samsat Keliling", "Pelayanan Terpadu Satu Pintu", "Call Center 112", "Gerakan Cegah Stunting",
    "Desa Digital", "SAKIP Award", "Aplikasi SIPD", "Smart City", "Kartu Identitas Anak",
    "Sistem Informasi Kepegawaian", "Dapur Sehat Atasi Stunting", "Antrian Online Puskesmas",
)  # fmt: skip
# The same innovation as an English page names it; written by hand.
ENGLISH = {
    "INV-0105": "Waste Management through Waste Bank",
    "INV-0142": "Badung Against Plastic Bags (BATIK)",
    "INV-0098": "Getar Dilan: Movement to Plant Vegetables in Home Yards",
    "INV-0151": "Malaria Early Diagnosis and Treatment (EDAT)",
    "INV-0237": "Peta Baper, Participatory Mapping",
    "INV-0347": "Kebun Si Pintar: Students Caring for the Environment",
    "INV-0410": "Rompi KPK, Corruption Prevention Class",
    "INV-0441": "Strategy to Prevent Child Marriage",
    "INV-0344": "Teman BAPPERIDA Service System",
    "INV-0749": "ASRI, Children Aware of the Environment",
    "INV-0723": "Dewi Berseri Tourism Village, Clean and Healthy",
    "INV-0735": "Ambon, City of Music",
    "INV-0002": "Information System of Positions of Riau Province",
    "INV-0340": "Information System of Land Maps for Plantations",
    "INV-0617": "Integrated Service for Poverty Reduction",
    "INV-0055": "One Roof Integrated Service for Placement and Protection of Workers",
    "INV-0393": "Sipelandukilat Population Administration Service in Border Areas",
    "INV-0481": "WAKEPO, WhatsApp for Online Information and Service",
}


class Maker:
    """Draws pairs from the mentions that sources really gave."""

    def __init__(self) -> None:
        self.random = Random(2026)  # noqa: S311 -- must repeat
        with (HERE.parent / "innovations.csv").open(encoding="utf-8", newline="") as file:
            self.rows = [row for row in csv.DictReader(file) if row["institution_name"]]
        self.by_id = {row["id"]: row for row in self.rows}
        self.named = [row for row in self.rows if split_title(row["title"])[0]]
        self.governments = [row for row in self.rows if row["institution_id"].startswith("PEMDA-")]
        self.made: list[dict[str, str]] = []

    def add(self, label, one, other, how) -> None:
        (title, body, year), (other_title, other_body, other_year) = one, other
        values = (
            f"CP-{len(self.made) + 1:03d}", label, title, body, year,
            other_title, other_body, other_year, how,
        )  # fmt: skip
        self.made.append(dict(zip(HEADER, values, strict=True)))

    def said(self, row, title=None, body=None, *, year=None):
        return (
            title or row["title"],
            body or row["institution_name"],
            row["year"] if year is None else year,
        )

    def later(self, row) -> str:
        if not row["year"]:
            return ""
        return self.random.choice([row["year"], row["year"], str(int(row["year"]) + 1), ""])

    def elsewhere(self, row):
        others = [each for each in self.governments if each["region_code"] != row["region_code"]]
        return self.random.choice(others)

    # --- One innovation --------------------------------------------------------------------

    def short_and_long(self, count) -> None:
        for row in self.random.sample(self.named, count):
            name, long = split_title(row["title"])
            year = self.later(row)
            one, other = self.said(row, name), self.said(row, long, year=year)
            self.add(EQUAL, one, other, f"constructed from {row['id']}: name against long form")

    def misspelt(self, count) -> None:
        for row in self.random.sample(self.rows, count):
            title = split_title(row["title"])[0] or row["title"]
            wrong = self._misspell(title)
            one, other = self.said(row), self.said(row, wrong, year=self.later(row))
            self.add(EQUAL, one, other, f"constructed from {row['id']}: misspelt")

    def _misspell(self, title: str) -> str:
        at = self.random.randrange(1, max(len(title) - 2, 2))
        kind = self.random.choice("ldsx")
        if kind == "l":
            return title[:at] + title[at + 1 :]
        if kind == "d":
            return title[:at] + title[at : at + 1] + title[at:]
        if kind == "s":
            return title[:at] + title[at + 1 : at + 2] + title[at : at + 1] + title[at + 2 :]
        return title[:at] + self.random.choice("aeiounrs") + title[at + 1 :]

    def kind_of_thing(self, count) -> None:
        for row in self.random.sample(self.rows, count):
            title = self.random.choice(KINDS[:4]).format(
                split_title(row["title"])[0] or row["title"]
            )
            one, other = self.said(row), self.said(row, title, year=self.later(row))
            self.add(EQUAL, one, other, f"constructed from {row['id']}: kind of thing added")

    def part_of_words(self, count) -> None:
        long = [row for row in self.rows if len(row["title"].split()) >= 6]
        for row in self.random.sample(long, count):
            words = row["title"].replace("(", "").replace(")", "").split()
            kept = [word for word in words if self.random.random() > 0.25]
            one, other = self.said(row), self.said(row, " ".join(kept), year=self.later(row))
            self.add(EQUAL, one, other, f"constructed from {row['id']}: some words dropped")

    def renamed(self, count) -> None:
        heirs = {
            pair.predecessor.code: pair.successor.name
            for pair in Succession.objects.exclude(
                predecessor__status=Status.ACTIVE
            ).select_related("predecessor", "successor")
        }
        moved = [row for row in self.rows if row["institution_id"] in heirs]
        for row in self.random.sample(moved, min(count, len(moved))):
            title = split_title(row["title"])[0] or self._misspell(row["title"])
            other = self.said(row, title, heirs[row["institution_id"]], year="2025")
            how = f"constructed from {row['id']}: under the name of today"
            self.add(EQUAL, self.said(row), other, how)

    def by_its_unit(self, count) -> None:
        for row in self.random.sample(self.governments, count):
            place = row["institution_name"].replace("Pemerintah ", "")
            body = row["unit"] or self.random.choice(OFFICES)
            other = self.said(row, None, f"{body} {place}", year=self.later(row))
            how = f"constructed from {row['id']}: unit named as institution"
            self.add(EQUAL, self.said(row), other, how)

    def in_english(self) -> None:
        for key, title in ENGLISH.items():
            if title and key in self.by_id:
                row = self.by_id[key]
                how = f"constructed from {key}: English title written by hand"
                self.add(EQUAL, self.said(row), self.said(row, title, year=self.later(row)), how)

    # --- Two innovations -------------------------------------------------------------------

    def same_name_elsewhere(self, count) -> None:
        for row in self.random.sample(self.governments, count):
            other = self.said(
                row, None, self.elsewhere(row)["institution_name"], year=self.later(row)
            )
            how = f"constructed from {row['id']}: same name in another region"
            self.add(OTHER, self.said(row), other, how)

    def shared_names(self) -> None:
        for name in SHARED_NAMES:
            row, more = self.random.sample(self.governments, 2)
            if row["region_code"] == more["region_code"]:
                more = self.elsewhere(row)
            one = self.said(row, name)
            other = self.said(more, name, year=row["year"])
            self.add(OTHER, one, other, "constructed: a programme that many regions run")

    def same_name_other_meaning(self, count) -> None:
        for row in self.random.sample(self.named, count):
            name, long = split_title(row["title"])
            alike = [
                split_title(each["title"])[1]
                for each in self.named
                if each["id"] != row["id"] and split_title(each["title"])[1][:1] == long[:1]
            ]
            if not alike:
                continue
            title = f"{name} ({self.random.choice(alike)})"
            how = f"constructed from {row['id']}: same name, other meaning"
            self.add(OTHER, self.said(row), self.said(row, title), how)

    def like_words_elsewhere(self, count) -> None:
        long = [row for row in self.governments if len(row["title"].split()) >= 5]
        for row in self.random.sample(long, count):
            words = row["title"].split()
            kept = [word for word in words if self.random.random() > 0.3]
            body = self.elsewhere(row)["institution_name"]
            how = f"constructed from {row['id']}: like words in another region"
            self.add(OTHER, self.said(row), self.said(row, " ".join(kept), body), how)


def main() -> None:
    maker = Maker()
    maker.short_and_long(40)
    maker.misspelt(40)
    maker.kind_of_thing(20)
    maker.part_of_words(25)
    maker.renamed(15)
    maker.by_its_unit(15)
    maker.in_english()
    maker.same_name_elsewhere(60)
    maker.shared_names()
    maker.same_name_other_meaning(16)
    maker.like_words_elsewhere(30)
    with (HERE / "constructed_pairs.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER, lineterminator="\n")
        writer.writeheader()
        writer.writerows(maker.made)
    sys.stdout.write(f"{len(maker.made)} pairs\n")


if __name__ == "__main__":
    main()
