import pytest
from django.conf import settings
from django.db import transaction

from simpul.geography import services


@pytest.fixture(scope="module")
def regions(django_db_setup, django_db_blocker):
    """All 552 regions with their schematic shapes, as shipped, for every test of the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        services.load_regions(settings.DATA_DIR / "regions.csv")
        services.load_schematic(settings.DATA_DIR / "boundaries")
        yield
        transaction.set_rollback(True)
