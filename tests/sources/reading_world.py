"""A source that is read in a test: the real lists, a stand-in for the fetcher, all it says."""

import csv
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import transaction

from simpul.geography.services import load_regions
from simpul.innovations.models import Authority
from simpul.organisations.services import load_organisations
from simpul.sources.services.adapters import (
    Book,
    Piece,
    Problem,
    adapter,
)
from simpul.sources.services.authorities import load_authorities
from simpul.vocabularies.services import load_vocabularies

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture(scope="module")
def real_lists(django_db_setup, django_db_blocker):
    """The shipped lists, loaded once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_vocabularies(settings.DATA_DIR / "vocabularies")
        load_regions(settings.DATA_DIR / "regions.csv")
        with (settings.DATA_DIR / "institutions.csv").open(newline="", encoding="utf-8") as lines:
            load_organisations(csv.DictReader(lines))
        load_authorities(settings.DATA_DIR)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def lists(real_lists, db):
    """The lists, with the database open to one test."""


def source(kind, **options):
    authority = Authority.objects.get(key="kemenpanrb")
    return SimpleNamespace(
        pk=None,
        key="uji",
        adapter=kind,
        authority=authority,
        address="https://sumber.example/api",
        options=options,
    )


def serve(pages):
    """A stand-in for the guarded fetcher: what stands at each address."""
    asked = []

    def get(address, /, *, headers=None):
        asked.append(address)
        content = pages if isinstance(pages, bytes) else pages[address]
        if not isinstance(content, bytes):
            content = json.dumps(content).encode()
        return SimpleNamespace(address=address, status=200, headers={}, content=content)

    get.asked = asked
    return get


def run(kind, pages, *, since="", **options):
    """All a source of this kind says: records with their mentions, and what is wrong."""
    origin, read = source(kind, **options), adapter(kind)
    get = serve(pages)
    book, found = Book(origin), []
    waiting = list(read.pieces(origin, since=since, get=get))
    book.planned = waiting[0].options.get("plan", [])
    while waiting:
        for item in read.raws(waiting.pop(0), get=get):
            if isinstance(item, Piece):
                waiting.append(item)
            elif isinstance(item, Problem) or item.deleted:
                found.append((item, None, []))
            else:
                found.append((item, *read.mention(item, book)))
    return SimpleNamespace(found=found, asked=get.asked)


def said(mention):
    return {statement.field: statement.value for statement in mention.statements}


def sample(name):
    return (SAMPLES / name).read_bytes()
