"""The objects of the rows about life, campaigns and quality; ``innovations.py`` builds them."""

from datetime import date

from django.core.files.base import ContentFile

from simpul.core import clock, files
from simpul.hubs.models import Hub
from simpul.innovations.models import (
    Campaign,
    Evidence,
    EvidenceKind,
    InstitutionalTest,
    PassedTest,
)
from tests.factories.innovations import InnovationFactory
from tests.matrix import people


def build_life():
    Hub.objects.filter(slug="jipp-matriks").update(code="HUB-MATRIKS-PROV")
    hub = Hub.objects.get(slug="jipp-matriks")
    record = InnovationFactory(
        public_id="dirawat000", slug="matriks-dirawat000", owner=people.owner(), hub=hub
    )
    file = files.keep("anggaran.pdf", ContentFile(b"%PDF-1.4\n%%EOF\n", name="anggaran.pdf"))
    evidence = Evidence.objects.create(
        innovation=record,
        file=file,
        kind=EvidenceKind.LEGAL,
        title="DPA 2026",
        added_at=clock.now(),
    )
    PassedTest.objects.create(
        pk=900001,
        innovation=record,
        test=InstitutionalTest.BUDGET,
        shown_on=date(2026, 1, 1),
        evidence=evidence,
    )
    for pk in (900001, 900002):
        Campaign.objects.create(
            pk=pk,
            hub=hub,
            name=f"Kampanye {pk}",
            due_on=date(2027, 1, 1),
            begun_by=people.person("coordinator"),
            begun_at=clock.now(),
        )
