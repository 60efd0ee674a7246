"""The forms as they are shipped, with the lists they choose from."""

from django.conf import settings

from simpul.profiles.services.loading import load_profiles
from simpul.vocabularies.services import load_vocabularies


def shipped_forms():
    """Every form, list and crosswalk of the product; answers the report of their load."""
    vocabularies = settings.DATA_DIR / "vocabularies"
    load_vocabularies(vocabularies)
    return load_profiles(settings.DATA_DIR / "profiles", vocabularies=vocabularies)
