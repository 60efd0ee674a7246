"""The top room as a Django app, so that it can bring commands of its own."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "simpul.config"
    label = "config"

    def ready(self):
        from simpul.config import checks  # noqa: F401
