"""A synthetic corpus: as many made-up innovations as a test of scale needs, marked as made up.

Regions, institutions, sectors and the words of each sector are real, so that filters and searches
behave as with real records; names, summaries, years and awards are drawn by a seeded generator.
"""

import csv
import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import IO

from simpul.sources.services.rows import COLUMNS

LABEL = "duplicate_of"
HEADER = (*COLUMNS, LABEL)
ADDRESS = "https://simpul.invalid/korpus"
LICENCE = "synthetic, no rights claimed"
FIRST_YEAR, LAST_YEAR = 2008, 2025
# From how many rows back a repeated mention may come.
MEMORY = 5000

STEMS = re.findall(
    r"\w+",
    "pan dor ra me la ti ku ma san bi ga tra wi ja ya su ka no pu ri ni da ha ru le ta si ba lo ge"
    " mu do wa ke pe tu hi jo na se lu bu ca gi mo te di ko re sa ju pa ro",
)
KINDS = (
    "Gerakan", "Sistem Informasi", "Pelayanan", "Rumah", "Klinik", "Sekolah", "Aplikasi Layanan",
    "Kampung", "Bank", "Layanan Jemput Bola", "Strategi", "Kelas", "Pojok", "Mobil", "Satuan Tugas",
)  # fmt: skip
DEEDS = (
    "Peduli", "Cegah", "Percepatan", "Pendampingan", "Pemetaan", "Edukasi", "Penanganan",
    "Pengelolaan", "Pengawasan", "Pemberdayaan", "Pengantaran", "Pencatatan", "Pemantauan",
)  # fmt: skip
PEOPLE = (
    "Ibu Hamil", "Anak Sekolah", "Warga Desa", "Penyandang Disabilitas", "Lanjut Usia", "Petani",
    "Nelayan", "Pelaku Usaha Mikro", "Keluarga Miskin", "Remaja", "Pekerja Migran", "Warga Kota",
    "Kelompok Rentan", "Pedagang Pasar", "Guru", "Kader Posyandu",
)  # fmt: skip
SENTENCES = (
    "{deed} {topic} bagi {people} di {place} dengan {word} dan {other}.",
    "Warga {place} memperoleh layanan {topic} tanpa perlu datang ke kantor.",
    "Petugas mencatat {word} dan {other} setiap bulan, lalu melaporkannya kepada {unit}.",
    "Waktu layanan turun dari {many} hari menjadi {few} hari.",
    "Layanan menjangkau {count} {people} pada {year}.",
    "{topic} ditangani bersama oleh {unit}, sekolah, dan pemerintah desa.",
)  # fmt: skip
AWARDS = (
    # programme, award, level, weight
    ("JIPPNas", "Terdaftar", "terdaftar", 40),
    ("Direktori Inovasi LAN", "Terdaftar", "terdaftar", 15),
    ("KIPP", "Diajukan", "kipp_peserta", 20),
    ("KIPP", "Top 99", "kipp_top99", 8),
    ("KIPP", "Top 45", "kipp_top45", 4),
    ("IGA", "Nominasi", "iga_nominasi", 6),
    ("IGA", "Inovasi unggulan", "iga_unggulan_pemenang", 3),
    ("Praktik baik daerah", "Praktik baik", "tanpa_penghargaan", 4),
)
UNITS = ("Dinas", "Badan", "Puskesmas", "Kecamatan", "UPT", "Bagian", "RSUD", "Kelurahan")


class Draw:
    """Picks from a list by weight, quickly: one random number and one search."""

    def __init__(self, items: Sequence, weights: Sequence[float]) -> None:
        self.items = items
        self.sums = list(accumulate(weights))

    def __call__(self, random: Random):
        return self.items[bisect(self.sums, random.random() * self.sums[-1])]


def zipf(items: Sequence) -> Draw:
    """The first item most often, the second half as often, and so on."""
    return Draw(items, [1 / rank for rank in range(1, len(items) + 1)])


@dataclass(frozen=True)
class Topic:
    """A sector with the words people use about it."""

    key: str
    affair: str
    goals: list[str]
    words: Draw


@dataclass(frozen=True)
class Body:
    """An institution that may own made-up innovations."""

    code: str
    name: str
    level: str
    region: str
    province: str
    place: str


class Facts:
    """The real lists a corpus is drawn from."""

    def __init__(self, directory: Path) -> None:
        rows = list(_rows(directory / "innovations.csv"))
        said = _words_by_sector(rows)
        sectors = list(_rows(directory / "vocabularies" / "sectors.csv"))
        topics = [_topic(row, said) for row in sectors]
        weights = Counter(row["sector"] for row in rows)
        self.topics = Draw(topics, [weights[topic.key] + 1 for topic in topics])
        regions = {row["code"]: row for row in _rows(directory / "regions.csv")}
        bodies = [
            _body(row, regions)
            for row in _rows(directory / "institutions.csv")
            if row["id"].startswith("PEMDA-") and row["region_code"] in regions
        ]
        people = [float(regions[body.region]["population"] or 1) ** 0.5 for body in bodies]
        self.bodies = Draw(bodies, people)
        self.awards = Draw(AWARDS, [weight for *_award, weight in AWARDS])
        years = range(FIRST_YEAR, LAST_YEAR + 1)
        self.years = Draw(years, [year - FIRST_YEAR + 2 for year in years])


class Maker:
    """Draws one row after the other; the same seed draws the same rows."""

    def __init__(self, facts: Facts, *, seed: int, duplicates: float) -> None:
        self.facts, self.duplicates = facts, duplicates
        self.random = Random(seed)  # noqa: S311 -- not for secrets, and must repeat
        self.prefix = f"SYN{seed}"
        self._kept: list[tuple[str, dict[str, str], str, str]] = []

    def row(self, number: int) -> dict[str, str]:
        """The row of this number: a new innovation, or an earlier one named once more."""
        if self._kept and self.random.random() < self.duplicates:
            return self._again(number)
        return self._new(number)

    def _new(self, number: int) -> dict[str, str]:
        pick, choice = self.random, self.random.choice
        topic, body = self.facts.topics(pick), self.facts.bodies(pick)
        first, second = topic.words(pick), topic.words(pick)
        name = self._name()
        village = self._coined(2)
        long = f"{choice(KINDS)} {choice(DEEDS)} {_title(first)} {choice(PEOPLE)} {village}"
        year = self.facts.years(pick)
        unit = f"{choice(UNITS)} {_title(first)}"
        key = f"{self.prefix}-{number:08d}"
        cells = {
            **self._mention(key, year),
            "institution_id": body.code,
            "raw_institution": body.name,
            "institution_name": body.name,
            "level": body.level,
            "region_code": body.region,
            "province_code": body.province,
            "unit": unit,
            "sector": topic.key,
            "urusan_code": topic.affair,
            "sdg_inferred": self._goals(topic),
            "summary": self._summary(topic, body, unit, year, second),
            LABEL: "",
        }
        cells["title"] = cells["raw_title"] = self._title(name, long)
        slot = number % MEMORY
        kept = (key, cells, name, long)
        if len(self._kept) < MEMORY:
            self._kept.append(kept)
        else:
            self._kept[slot] = kept
        return cells

    def _again(self, number: int) -> dict[str, str]:
        """An earlier innovation as another source might name it."""
        key, cells, name, long = self.random.choice(self._kept)
        year = int(cells["year"]) + self.random.choice((0, 0, 0, 1))
        title = self.random.choice(
            (
                f"{name} ({long})",
                f"{long} ({name})" if _spelled(name, long) else f"{name} ({long})",
                f"{name} atau {long}",
                name,
                f"Aplikasi {name}",
                f"{name} ({long})".upper(),
            )
        )
        again = self._mention(f"{self.prefix}-{number:08d}", min(year, LAST_YEAR))
        return {**cells, **again, "title": title, "raw_title": title, LABEL: key}

    def _mention(self, key: str, year: int) -> dict[str, str]:
        programme, award, level, _weight = self.facts.awards(self.random)
        return {
            "id": key,
            "year": str(year),
            "program": programme,
            "award": award,
            "award_level": level,
            "innovation_type": "",
            "source": f"{ADDRESS}/{key}",
            "source_licence": LICENCE,
        }

    def _name(self) -> str:
        name = self._coined(self.random.choice((3, 4, 4)))
        return f"Si {name}" if self.random.random() < 0.3 else name

    def _coined(self, stems: int) -> str:
        return "".join(self.random.choices(STEMS, k=stems)).capitalize()

    def _title(self, name: str, long: str) -> str:
        chance = self.random.random()
        if chance < 0.55:
            return f"{name} ({long})"
        if chance < 0.7:
            return f"{name} atau {long}"
        return f"{name} {long}" if chance < 0.8 else name

    def _goals(self, topic: Topic) -> str:
        goals = set(topic.goals[:2])
        while len(goals) < 4 and self.random.random() < 0.3:
            goals.add(str(self.random.randint(1, 17)))
        return ";".join(sorted(goals, key=int))

    def _summary(self, topic: Topic, body: Body, unit: str, year: int, word: str) -> str:
        """One to three sentences; one row in four has none, as in real lists."""
        pick = self.random
        if pick.random() < 0.25:
            return ""
        chosen = pick.sample(SENTENCES, k=pick.choice((1, 2, 2, 3)))
        return " ".join(
            sentence.format(
                deed=pick.choice(DEEDS),
                topic=_title(topic.words(pick)),
                people=pick.choice(PEOPLE).lower(),
                place=body.place,
                word=word,
                other=topic.words(pick),
                unit=unit,
                many=pick.randint(5, 30),
                few=pick.randint(1, 4),
                count=pick.randint(20, 9000),
                year=year,
            )
            for sentence in chosen
        )


def make_corpus(
    count: int,
    out: IO[str],
    directory: Path,
    *,
    seed: int = 1,
    duplicates: float = 0.05,
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Write ``count`` made-up mentions as CSV; answers how many of them name another again.

    The columns are those of ``innovations.csv``, and ``duplicate_of`` says which row a repeated
    mention repeats.
    """
    maker = Maker(Facts(directory), seed=seed, duplicates=duplicates)
    writer = csv.DictWriter(out, HEADER, lineterminator="\n")
    writer.writeheader()
    repeated = 0
    for number in range(1, count + 1):
        row = maker.row(number)
        repeated += bool(row[LABEL])
        writer.writerow(row)
        if number % 10_000 == 0:
            progress(number)
    return repeated


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _words_by_sector(rows: Sequence[dict[str, str]]) -> dict[str, Counter]:
    said: dict[str, Counter] = defaultdict(Counter)
    for row in rows:
        said[row["sector"]].update(re.findall(r"[a-z]{5,}", row["summary"].lower()))
    return said


def _topic(row: dict[str, str], said: dict[str, Counter]) -> Topic:
    words = [word for word in row["synonyms_id"].split(";") if word]
    words += [word for word, _count in said[row["sector"]].most_common() if word not in words]
    goals = [goal for goal in row["sdg_default"].split(";") if goal]
    return Topic(row["sector"], row["urusan_code"], goals, zipf(words or [row["name_id"]]))


def _body(row: dict[str, str], regions: dict[str, dict[str, str]]) -> Body:
    code = row["region_code"]
    place = regions[code]["name"]
    return Body(
        row["id"], row["name"], row["type"].removeprefix("pemerintah "), code, code[:2], place
    )


def _spelled(name: str, long: str) -> bool:
    """Say whether a reader would take ``name`` in brackets for the short form of ``long``."""
    rest = iter(re.sub(r"[^a-z]", "", long.lower()))
    return all(letter in rest for letter in re.sub(r"[^a-z]", "", name.lower()))


def _title(word: str) -> str:
    return word[:1].upper() + word[1:]
