"""Records that may still run: stages, a hub, an owner with an admin, and who works for the hub."""

import csv
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile

from simpul.core import clock, files
from simpul.hubs.models import Hub, MilestoneKind
from simpul.hubs.policies import COORDINATOR, VERIFIER
from simpul.innovations.models import AuthorityKind, Evidence, EvidenceKind, Precedence
from simpul.organisations.policies import ADMIN
from simpul.vocabularies.models import Stage
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.hubs import HubFactory, MilestoneFactory
from tests.factories.innovations import AuthorityFactory, listed
from tests.factories.organisations import OrganisationFactory

REGISTER = "register-uji"


@dataclass
class World:
    """The people and bodies of a test about life."""

    hub: Hub
    owner: Any
    admin: Any
    coordinator: Any
    verifier: Any

    def record(self, key="UJI-1", *, owner=None, **fields):
        """A listed record of the owner, which looks to the hub."""
        authority = AuthorityFactory._meta.model.objects.filter(key=REGISTER).first()
        authority = authority or AuthorityFactory(key=REGISTER, kind=AuthorityKind.REGISTRY)
        return listed(key, authority=authority, owner=(owner or self.owner).code, **fields)


def stages():
    """The stages shipped with the product."""
    with (settings.DATA_DIR / "vocabularies" / "stages.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            Stage.objects.update_or_create(
                code=row["code"],
                defaults={
                    "label_id": row["name_id"],
                    "label_en": row["name_en"],
                    "order": row["order"],
                    "life": row["life"],
                    "meaning_id": row["meaning_id"],
                    "meaning_en": row["meaning_en"],
                },
            )


def precedence():
    for kind, rank in (("hub", 5), ("owner", 5), ("person", 5)):
        Precedence.objects.get_or_create(field="life_status", kind=kind, defaults={"rank": rank})
    for kind, rank in (("hub", 5), ("owner", 8), ("registry", 30)):
        Precedence.objects.get_or_create(field="*", kind=kind, defaults={"rank": rank})


def build(number=0):
    """A hub with its people, and an institution with an admin that answers to it."""
    stages()
    precedence()
    owner = OrganisationFactory(name=f"Instansi Pemilik {number}")
    hub = HubFactory(organisation=owner, code=f"HUB-HIDUP{number}", slug=f"hub-hidup-{number}")
    MilestoneFactory(hub=hub, kind=MilestoneKind.LAUNCHED)
    people = {
        "admin": (ADMIN, owner),
        "coordinator": (COORDINATOR, hub),
        "verifier": (VERIFIER, hub),
    }
    held = {}
    for name, (office, scope) in people.items():
        held[name] = UserFactory(email=f"{name}{number}@contoh.go.id")
        MandateFactory(person=held[name], office=office, scope=scope)
    return World(hub, owner, **held)


def evidence(record, *, kind=EvidenceKind.DOCUMENT, field="outcomes", by, accepted=True):
    """A file of a record, accepted by a hub unless said otherwise."""
    file = files.keep("bukti.pdf", ContentFile(b"%PDF-1.4\n%%EOF\n", name="bukti.pdf"), by=by)
    return Evidence.objects.create(
        innovation=record,
        file=file,
        field=field,
        kind=kind,
        title="Laporan",
        added_by=by,
        added_at=clock.now(),
        accepted_at=clock.now() if accepted else None,
    )
