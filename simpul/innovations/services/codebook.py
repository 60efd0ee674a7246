"""The codes claims use, and the rows they mean, read once for a whole piece of work."""

from functools import cached_property

from simpul.geography.models import Region
from simpul.hubs.queries import ResponsibleHubs
from simpul.innovations.models import EvidenceGrade
from simpul.innovations.queries.lasting import ShelfLives, shelf_lives
from simpul.organisations.models import Organisation
from simpul.vocabularies.models import Affair, AwardLevel, Goal, Life, Programme, Sector, Stage

# Levels up to this rank were given by a jury; those beyond are entries and listings.
RECOGNISED = 4


class Codebook:
    """Answers by code, from tables read when first asked. Keep it for one load, not longer."""

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        return {body.code: body for body in Organisation.objects.select_related("region")}

    @cached_property
    def owners(self) -> dict[str, int]:
        return {code: body.pk for code, body in self.organisations.items()}

    @cached_property
    def _regions(self) -> dict[str, Region]:
        return {region.code: region for region in Region.objects.all()}

    @cached_property
    def regions(self) -> dict[str, int]:
        return {code: region.pk for code, region in self._regions.items()}

    @cached_property
    def _provinces(self) -> dict[int, int]:
        return {region.pk: region.parent_id or region.pk for region in self._regions.values()}

    @cached_property
    def sectors(self) -> dict[str, int]:
        return dict(Sector.objects.values_list("key", "pk"))

    @cached_property
    def affairs(self) -> dict[str, int]:
        return dict(Affair.objects.values_list("code", "pk"))

    @cached_property
    def goals(self) -> dict[int, int]:
        return dict(Goal.objects.values_list("number", "pk"))

    @cached_property
    def _levels(self) -> dict[str, AwardLevel]:
        return {level.code: level for level in AwardLevel.objects.all()}

    @cached_property
    def levels(self) -> dict[str, int]:
        return {code: level.pk for code, level in self._levels.items()}

    def recognises(self, level: str) -> bool:
        """Say whether somebody chose the innovation, rather than noted or entered it."""
        return self._levels[level].rank <= RECOGNISED

    @cached_property
    def programmes(self) -> dict[str, int]:
        return dict(Programme.objects.values_list("key", "pk"))

    @cached_property
    def programme_keys(self) -> dict[str, str]:
        """Keys of programmes by the short name that lists use."""
        return dict(Programme.objects.values_list("short_name", "key"))

    @cached_property
    def _lives(self) -> dict[str, str]:
        return dict(Stage.objects.values_list("code", "life"))

    @cached_property
    def stages(self) -> dict[str, str]:
        return {code: code for code in self._lives}

    def is_expected_to_change(self, stage: str) -> bool:
        """Say whether a word about this stage grows old: what has ended stays ended."""
        return self._lives[stage] in {Life.ALIVE, Life.DORMANT}

    @cached_property
    def shelf_lives(self) -> ShelfLives:
        return shelf_lives()

    @cached_property
    def lasting(self) -> dict[int, int | None]:
        """For how many months each grade of evidence holds."""
        return dict(EvidenceGrade.objects.values_list("grade", "months"))

    def region_of(self, region: str | None, owner: str | None) -> int | None:
        """The region claimed, else the one its owner governs or sits in."""
        if region in self.regions:
            return self.regions[region]
        body = self.organisations.get(owner or "")
        return body.region_id if body else None

    def province_of(self, region_id: int | None) -> int | None:
        return self._provinces.get(region_id) if region_id else None

    @cached_property
    def _responsible(self) -> ResponsibleHubs:
        return ResponsibleHubs()

    def hub_of(self, owner: str | None) -> int | None:
        """The hub responsible for what this owner does; the national one where none is known."""
        body = self.organisations.get(owner or "") or Organisation()
        hub, _reason = self._responsible.of(body)
        return hub.pk if hub else None
