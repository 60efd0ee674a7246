from django.apps import AppConfig


class ExpandingConfig(AppConfig):
    """A room of the tests whose second release removes what the first one kept."""

    name = "tests.config.expanding"
    label = "expanding"
