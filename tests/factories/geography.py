import factory
from factory.django import DjangoModelFactory

from simpul.core import clock
from simpul.geography.models import Boundary, BoundaryKind, Region, RegionAlias, RegionKind
from simpul.geography.queries import name_key

# Codes that no real region has, so that a made one never meets one which a test names.
SPARE_PROVINCES = [*range(22, 31), *range(37, 51), *range(54, 61), *range(66, 71), *range(83, 91)]
SPARE_REGENCIES = [*range(30, 71), *range(80, 100)]


def _spare(codes, number):
    return f"{codes[number % len(codes)]}"


class RegionFactory(DjangoModelFactory):
    """A region that can be found by its names, as a loaded one can."""

    class Meta:
        model = Region
        skip_postgeneration_save = True

    slug = factory.LazyAttribute(lambda region: f"wilayah-{region.code}".replace(".", "-"))
    short_name = factory.LazyAttribute(lambda region: region.name.split(" ", 1)[1])
    name_en = factory.LazyAttribute(lambda region: region.name)
    lat = -2.0
    lng = 118.0

    @factory.post_generation
    def names(self, create, names, **kwargs):
        for text in {self.name, self.short_name, self.name_en, *(names or [])}:
            shown = text in (names or [])
            RegionAlias.objects.create(region=self, text=text, key=name_key(text), shown=shown)


class ProvinceFactory(RegionFactory):
    code = factory.Sequence(lambda n: _spare(SPARE_PROVINCES, n))
    name = factory.Sequence(lambda n: f"Provinsi Uji{n}")
    kind = RegionKind.PROVINCE


class RegencyFactory(RegionFactory):
    code = factory.LazyAttributeSequence(
        lambda region, n: f"{region.parent.code}.{_spare(SPARE_REGENCIES, n)}"
    )
    name = factory.Sequence(lambda n: f"Kabupaten Uji{n}")
    kind = RegionKind.REGENCY
    parent = factory.SubFactory(ProvinceFactory)


class CityFactory(RegencyFactory):
    name = factory.Sequence(lambda n: f"Kota Uji{n}")
    kind = RegionKind.CITY


def square(west, south, side=1.0):
    """A GeoJSON square with its south-west corner at a place."""
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


class BoundaryFactory(DjangoModelFactory):
    class Meta:
        model = Boundary

    region = factory.SubFactory(ProvinceFactory)
    kind = BoundaryKind.SCHEMATIC
    geometry = factory.LazyFunction(lambda: square(118.0, -2.0))
    changed_at = factory.LazyFunction(clock.now)
