import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english():
    """Faults are told in the reader's language; these tests read English."""
    with translation.override("en"):
        yield
