from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "simpul.search"
