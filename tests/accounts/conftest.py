import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nothing_counted():
    """Limits of one test are not those of the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def plain_http(settings):
    """Ask as the test client does, without a proxy that speaks TLS."""
    settings.SECURE_SSL_REDIRECT = False
