from simpul.geography.models import Region
from simpul.hubs.models import Level, MilestoneKind
from tests.factories.hubs import HubFactory, MilestoneFactory


def build():
    province = Region.objects.get(code="98")
    operational = HubFactory(
        pk=9000, slug="jipp-matriks", level=Level.PROVINCE, region=province, areas=[province]
    )
    MilestoneFactory(hub=operational, kind=MilestoneKind.LAUNCHED)
    HubFactory(slug="hub-berwarna", hue=190)
    invited = HubFactory(code="HUB-MATRIKS", slug="hub-matriks")
    MilestoneFactory(hub=invited, kind=MilestoneKind.INVITED)
