from django.apps import AppConfig
from django.core.management import call_command
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "simpul.core"

    def ready(self):
        from simpul.core import checks, hooks, maintenance, personal, relay, retention  # noqa: F401

        personal.register(personal.CORE)
        hooks.RETENTION.extend(rule for rule in retention.CORE if rule not in hooks.RETENTION)
        connection_created.connect(maintenance.stand_guard)
        post_migrate.connect(create_cache_table, sender=self)


def create_cache_table(using, verbosity=0, **kwargs):
    """Migrations do not know the table of the database cache; it goes where the router says."""
    call_command("createcachetable", database=using, verbosity=0)
