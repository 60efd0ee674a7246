"""An institution with an admin and a key, and how a program asks."""

import json
from datetime import timedelta
from types import SimpleNamespace

from django.test import Client

from simpul.core import clock
from simpul.exchange.models import Scope
from simpul.exchange.services.keys import make_key
from simpul.hubs.models import Level
from tests.factories.hubs import HubFactory
from tests.factories.organisations import OrganisationFactory, admin_of
from tests.innovations.writing_world import form

ROOT = "/api/v1"


class Program:
    """A program that shows a key, or none."""

    def __init__(self, secret=""):
        self.client = Client()
        self.head = {"Authorization": f"Bearer {secret}"} if secret else {}

    def __call__(self, method, path, sent=None, *, media="application/json", **headers):
        more = {"headers": {**self.head, **headers}, "secure": True}
        if sent is not None:
            more["data"] = sent if isinstance(sent, bytes) else json.dumps(sent)
            more["content_type"] = media
        return self.client.generic(method, f"{ROOT}{path}", **more)

    def get(self, path, **headers):
        return self("GET", path, **headers)

    def post(self, path, sent=None, **more):
        return self("POST", path, {} if sent is None else sent, **more)


def key_for(admin, body, scopes=tuple(Scope.values), days=30):
    """A key of an admin, and its secret."""
    ends = clock.now() + timedelta(days=days)
    return make_key(body, name="SIM Pemda", scopes=scopes, expires_at=ends, by=admin)


def institution():
    """A form to fill, an institution, its admin, and a program with a key of theirs."""
    form()
    HubFactory(level=Level.NATIONAL)
    body = OrganisationFactory()
    admin = admin_of(body)
    key, secret = key_for(admin, body)
    return SimpleNamespace(body=body, admin=admin, key=key, secret=secret, ask=Program(secret))
