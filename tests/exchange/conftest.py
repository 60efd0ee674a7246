import pytest


@pytest.fixture(autouse=True)
def own_index(settings, tmp_path):
    """An index of its own for each test, and answers without a detour to HTTPS."""
    settings.VAR_DIR = tmp_path
    settings.SEMANTIC = False
    settings.SECURE_SSL_REDIRECT = False
