"""The whole demonstration in a test's database: real facts, marked people and cases."""

from io import StringIO

from django.core.cache import cache
from django.core.management import call_command

from simpul.config.demo import making

PASSWORD = "contoh-untuk-uji-2026"


def made(settings, tmp_path) -> list[str]:
    """Make it; the addresses of its people."""
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    settings.DEMO, settings.SEMANTIC = True, False
    cache.clear()
    call_command("load", stdout=StringIO())
    people = making.make(PASSWORD)
    call_command("reindex", stdout=StringIO())
    return [email for email, *_words in people.accounts]
