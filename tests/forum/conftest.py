import pytest


@pytest.fixture(autouse=True)
def limits_of_its_own(settings):
    """Each test spends its own limits: the cache of another must not stop it."""
    from django.core.cache import cache

    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
