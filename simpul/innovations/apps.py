from django.apps import AppConfig


class InnovationsConfig(AppConfig):
    name = "simpul.innovations"
