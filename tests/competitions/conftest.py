import pytest

from simpul.core import clock
from simpul.innovations.models import Award, Innovation
from tests.factories.organisations import OrganisationFactory


@pytest.fixture
def award(db):
    """Give an award of an edition to an innovation, a new one unless told."""

    def award(edition, level, innovation=None, state="listed", **fields):
        if innovation is None:
            number = Innovation.objects.count() + 1
            innovation = Innovation.objects.create(
                public_id=f"uji{number}",
                slug=f"inovasi-{number}",
                title=f"Inovasi {number}",
                state=state,
                owner=OrganisationFactory(),
                year=edition.year,
                created_at=clock.now(),
                changed_at=clock.now(),
                **fields,
            )
            Innovation.objects.filter(pk=innovation.pk).update(canonical=innovation)
        programme = edition.competition.programme
        Award.objects.create(
            innovation=innovation, programme=programme, year=edition.year, level=level
        )
        return innovation

    return award
