"""Which tables live in the second file: short-lived ones that many requests write."""

EPHEMERAL = "ephemeral"
SHORT_LIVED = {"sessions", "django_cache"}


class EphemeralRouter:
    """Sessions, cache and limits never wait behind an import, and are not part of a backup."""

    def db_for_read(self, model, **hints):
        return EPHEMERAL if model._meta.app_label in SHORT_LIVED else None

    def db_for_write(self, model, **hints):
        return self.db_for_read(model)

    def allow_relation(self, one, other, **hints):
        apart = {one._meta.app_label in SHORT_LIVED, other._meta.app_label in SHORT_LIVED}
        return False if len(apart) == 2 else None

    def allow_migrate(self, db, app_label, **hints):
        return (app_label in SHORT_LIVED) == (db == EPHEMERAL)
