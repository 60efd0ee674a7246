"""A key of the institution of the matrix, made by another admin of it."""

from datetime import timedelta

from simpul.core import clock
from simpul.exchange.models import ApiKey, Scope
from tests.factories.organisations import admin_of
from tests.matrix.people import owner


def build():
    now = clock.now()
    ApiKey.objects.create(
        pk=9001,
        name="SIM Matriks",
        holder=admin_of(owner()),
        organisation=owner(),
        scopes=[Scope.DRAFTS],
        prefix="matriks0",
        digest="0" * 64,
        made_at=now,
        expires_at=now + timedelta(days=30),
    )
