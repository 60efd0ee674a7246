from simpul.geography.models import Region
from tests.factories.competitions import CompetitionFactory, EditionFactory, RegionAwardFactory


def build():
    competition = CompetitionFactory(slug="lomba-matriks")
    edition = EditionFactory(competition=competition, year=2019)
    RegionAwardFactory(edition=edition, region=Region.objects.get(code="98"))
    EditionFactory(
        competition=competition, year=2024, held=False, note_id="Tidak ada", note_en="No"
    )
