"""Lessons of the institution of the matrix: one in the library, one still a draft."""

from simpul.core import clock
from simpul.replication.models import Lesson
from tests.factories.vocabularies import SectorFactory
from tests.matrix.people import owner


def build_matching():
    now, sector = clock.now(), SectorFactory(key="matriks-gagal")
    for code, state in (("MATRKS22", "released"), ("MATRKS33", "draft")):
        Lesson.objects.create(
            code=code,
            organisation=owner(),
            attempt="own",
            sector=sector,
            year=2024,
            title="Tidak dipakai",
            happened="Warga tetap ke loket.",
            advice="Tanyakan dulu.",
            state=state,
            written_at=now,
            changed_at=now,
        )
