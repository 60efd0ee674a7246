"""A small catalogue with every kind of thing to filter by, and two records nobody may find."""

from datetime import timedelta

from simpul.core import clock
from simpul.innovations.models import (
    Authority,
    AuthorityKind,
    Award,
    Claim,
    ExternalId,
    Innovation,
    InnovationText,
    State,
    address_for,
    identity,
)
from simpul.innovations.services import index
from simpul.organisations.models import Level, Status
from tests.factories.geography import ProvinceFactory, RegencyFactory
from tests.factories.hubs import HubFactory
from tests.factories.organisations import OrganisationFactory, SuccessionFactory
from tests.factories.vocabularies import (
    AffairFactory,
    AwardLevelFactory,
    GoalFactory,
    ProgrammeFactory,
    SectorFactory,
    StageFactory,
)

SUMMARIES = (
    "Layanan akta kelahiran langsung di rumah sakit.",
    "Pencegahan stunting bersama kader posyandu.",
    "Air bersih untuk desa di pesisir.",
)


class World:
    """Lists, institutions and ``count`` public records, each a little different."""

    def __init__(self, count=12):
        self._places()
        self._lists()
        self._institutions()
        self.records = [self.record(number) for number in range(count)]
        self.draft = self.record(900, title="Rahasia Konsep", state=State.DRAFT)
        self.withdrawn = self.record(901, title="Rahasia Ditarik", state=State.WITHDRAWN)

    def _places(self):
        self.provinces = [
            ProvinceFactory(code="35", name="Provinsi Jawa Timur", lat=-7.7, lng=112.7),
            ProvinceFactory(code="73", name="Provinsi Sulawesi Selatan", lat=-4.0, lng=120.0),
        ]
        self.regencies = [
            RegencyFactory(
                code=f"{province.code}.0{number}",
                name=f"Kabupaten Uji {province.code} {number}",
                parent=province,
                lat=province.lat + number,
                lng=province.lng,
            )
            for province in self.provinces
            for number in (1, 2)
        ]

    def _lists(self):
        self.sectors = [
            SectorFactory(key="kesehatan", label_id="Kesehatan", label_en="Health"),
            SectorFactory(key="air", label_id="Air", label_en="Water"),
        ]
        self.affairs = [AffairFactory(code="1.02"), AffairFactory(code="1.03")]
        self.goals = [GoalFactory(number=3), GoalFactory(number=6)]
        self.levels = [AwardLevelFactory(code="kipp_top99"), AwardLevelFactory(code="juara")]
        self.hubs = [HubFactory(code=f"HUB-{code}", name=f"JIPP {code}") for code in ("35", "73")]
        self.programme = ProgrammeFactory(key="kipp", short_name="KIPP")
        StageFactory(code="running", label_id="Berjalan", label_en="Running")
        StageFactory(code="unknown", label_id="Tidak diketahui", label_en="Not known")

    def _institutions(self):
        self.authorities = [
            Authority.objects.create(
                key=key, name=key.upper(), kind=AuthorityKind.REGISTRY, licence="bebas"
            )
            for key in ("kipp", "contoh.go.id")
        ]
        self.owners = [
            OrganisationFactory(
                code=f"PEMDA-{region.code}",
                name=f"Pemerintah {region.name}",
                short_name=f"Pemkab {region.short_name}",
                level=Level.REGENCY,
                region=region,
            )
            for region in self.regencies
        ]
        self.ended = OrganisationFactory(
            code="KL-LAMA", name="Kementerian Lama", status=Status.DISSOLVED, valid_to=2019
        )
        self.heir = OrganisationFactory(code="KL-BARU", name="Kementerian Baru")
        SuccessionFactory(predecessor=self.ended, successor=self.heir)

    def record(self, number, *, title="", state=None, owner=None):
        """One record; everything about it follows from its number."""
        at = clock.now() - timedelta(days=number)
        title = title or f"Inovasi {chr(65 + number % 26)} nomor {number}"
        public_id = identity("uji", str(number))
        region = self.regencies[number % len(self.regencies)]
        if state is None:
            state = State.PUBLISHED if number % 5 == 0 else State.LISTED
        record = Innovation.objects.create(
            public_id=public_id,
            slug=address_for(title, public_id),
            state=state,
            published_at=at if state == State.PUBLISHED else None,
            title=title,
            owner=owner or self.owners[number % len(self.owners)],
            region=region,
            province=region.parent,
            sector=self.sectors[number % 2],
            affair=self.affairs[number % 2],
            hub=self.hubs[number % 2] if number % 3 else None,
            year=2015 + number % 7,
            life_status_id="running" if number % 3 == 0 else None,
            evidence_grade=number % 4,
            completeness=number % 6,
            created_at=at,
            changed_at=at,
        )
        Innovation.objects.filter(pk=record.pk).update(canonical=record.pk)
        record.canonical_id = record.pk
        self._beside(record, number)
        return record

    def _beside(self, record, number):
        record.goals.set(self.goals[: 1 + number % 2])
        InnovationText.objects.create(
            innovation=record, field="summary", language="id", text=SUMMARIES[number % 3]
        )
        if number % 2:
            Award.objects.create(
                innovation=record,
                programme=self.programme,
                year=record.year,
                level=self.levels[number % 4 // 2],
                wording="Top 99",
            )
        for authority in self.authorities[: 1 + number % 2]:
            Claim.objects.create(
                innovation=record,
                authority=authority,
                record_key=str(number),
                field="title",
                value=record.title,
                evidence_url=f"https://contoh.go.id/{number}",
                recorded_at=record.created_at,
            )
        ExternalId.objects.create(
            innovation=record,
            authority=self.authorities[0],
            scheme="dataset",
            value=f"INV-{number:04}",
        )


def indexed(count=12):
    """A world that the search knows."""
    world = World(count)
    index.reindex()
    return world
