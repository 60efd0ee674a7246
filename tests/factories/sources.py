"""Files of mentions, and what loading them may write."""

import csv
import hashlib
import json

from django.conf import settings

from simpul.core.models import Entry
from simpul.innovations.models import (
    Award,
    Claim,
    ExternalId,
    Innovation,
    InnovationText,
    MergeEdge,
)
from simpul.sources.models import MatchKey, RawRecord
from simpul.sources.services.authorities import load_authorities
from simpul.sources.services.innovations import load_innovations
from simpul.sources.services.rows import COLUMNS
from tests.factories.organisations import OrganisationFactory

DATA = settings.DATA_DIR
KEPT = (Innovation, InnovationText, Claim, Award, ExternalId, MergeEdge, MatchKey, RawRecord, Entry)


def row(number, **cells):
    values = {
        "id": f"UJI-{number}",
        "title": f"Inovasi {number}",
        "institution_id": "PEMDA-1",
        "year": "2021",
        "source": f"https://www.berita.example/{number}",
    }
    return {**dict.fromkeys(COLUMNS, ""), **values, **cells}


def write(path, rows, header=COLUMNS):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def load(path, **options):
    return load_innovations(path, directory=DATA, **options)


def checksum():
    """Everything a load may write, keys and times included."""
    rows = [list(model.objects.order_by("pk").values()) for model in KEPT]
    return hashlib.sha256(json.dumps(rows, default=str, sort_keys=True).encode()).hexdigest()


def prepare():
    load_authorities(DATA)
    OrganisationFactory(code="PEMDA-1", name="Pemerintah Kota Satu")
    OrganisationFactory(code="PEMDA-2", name="Pemerintah Kota Dua")
