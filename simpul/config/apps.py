"""The top room as a Django app, so that it can bring commands of its own."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "simpul.config"
    label = "config"
