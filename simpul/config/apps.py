"""The top room as a Django app, so that it can bring commands of its own."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "simpul.config"
    label = "config"

    def ready(self):
        from simpul.config import bars, checks  # noqa: F401
        from simpul.ui import hooks

        hooks.BARS += [bar for bar in (bars.demonstration, bars.closed) if bar not in hooks.BARS]
