"""What every test may use."""

import os

import hypothesis
import pytest

pytest_plugins = ["tests.browser", "tests.quiet"]

# Playwright's synchronous API runs an event loop here; Django would refuse to query in it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# Two busy cores make any deadline a coin toss, and no run may depend on an earlier one.
hypothesis.settings.register_profile("simpul", deadline=None, database=None, max_examples=25)
hypothesis.settings.register_profile("brief", deadline=None, database=None, max_examples=5)
hypothesis.settings.register_profile("deep", deadline=None, database=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "simpul"))


def pytest_collection_modifyitems(items):
    """Let every test that uses the database use all of them: sessions live in a second one."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker is not None and "databases" not in marker.kwargs:
            everywhere = pytest.mark.django_db(*marker.args, **marker.kwargs, databases="__all__")
            item.add_marker(everywhere, append=False)


@pytest.fixture(scope="session")
def django_db_modify_db_settings_tox_suffix():
    """Keep SQLite's test databases in memory, one a process; runs before names get suffixes."""
    from django.conf import settings

    for database in settings.DATABASES.values():
        if "sqlite" in database["ENGINE"]:
            database.setdefault("TEST", {})["NAME"] = ":memory:"


@pytest.fixture(autouse=True, scope="session")
def own_var(tmp_path_factory):
    """Keep what tests write out of the hub's own directory."""
    from django.conf import settings

    kept = settings.VAR_DIR, settings.MEDIA_ROOT
    settings.VAR_DIR = tmp_path_factory.mktemp("var")
    settings.MEDIA_ROOT = settings.VAR_DIR / "files"
    yield settings.VAR_DIR
    settings.VAR_DIR, settings.MEDIA_ROOT = kept


@pytest.fixture(autouse=True)
def language_of_the_site():
    """Begin every test in the site's own language, whatever the test before it has read."""
    from django.conf import settings
    from django.utils.translation import override

    with override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True, scope="session")
def plain_static_files(tmp_path_factory):
    """Name static files as they are: tests collect nothing, so there is no manifest to ask."""
    from django.conf import settings
    from django.test import override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = {**settings.STORAGES, "staticfiles": plain}
    with override_settings(STORAGES=storages, STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield


@pytest.fixture(autouse=True, scope="session")
def quick_passwords():
    """Hash passwords in no time: how slowly they are hashed for people is Django's own promise."""
    from django.test import override_settings

    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield
