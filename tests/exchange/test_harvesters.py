"""Two unrelated harvesters take the whole catalogue over a real connection, while it changes."""

import warnings
from datetime import timedelta

import pytest
from oaipmh_scythe import Scythe

from simpul.core import clock
from simpul.exchange.models import HarvestHeader
from simpul.innovations.models import Innovation
from tests.exchange.harvest import followed
from tests.innovations.catalogue_world import World

with warnings.catch_warnings():
    # Its source is older than some rules of the language.
    warnings.simplefilter("ignore")
    from sickle import Sickle
    from sickle.oaiexceptions import IdDoesNotExist, NoRecordsMatch

pytestmark = [
    pytest.mark.django_db(transaction=True, databases="__all__"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@pytest.fixture
def hub(live_server, settings, monkeypatch):
    """A hub of thirty records with small pages; answers its address."""
    settings.SITE_URL = live_server.url
    pages = {"ListIdentifiers": 7, "ListRecords": 7}
    monkeypatch.setattr("simpul.exchange.queries.oai.answers.PAGE", pages)
    hub = World(30)
    followed(ago=timedelta(minutes=5))
    hub.address = f"{live_server.url}/oai"
    return hub


def number(header):
    return header.identifier.rpartition(":")[2]


def wanted():
    return dict(HarvestHeader.objects.values_list("number", "is_deleted"))


def with_sickle(address, prefix, between=lambda: None):
    found = {}
    for place, record in enumerate(
        Sickle(address).ListRecords(metadataPrefix=prefix, ignore_deleted=False)
    ):
        found[number(record.header)] = record.header.deleted
        if place == 9:
            between()
    return found


def with_scythe(address, prefix, between=lambda: None):
    found = {}
    with Scythe(address) as scythe:
        for place, record in enumerate(scythe.list_records(metadata_prefix=prefix)):
            found[number(record.header)] = record.header.deleted
            if place == 9:
                between()
    return found


HARVESTERS = [with_sickle, with_scythe]


@pytest.mark.parametrize("harvester", HARVESTERS)
@pytest.mark.parametrize("prefix", ["oai_dc", "simpul"])
def test_everything_is_harvested(hub, harvester, prefix):
    assert harvester(hub.address, prefix) == wanted()


@pytest.mark.parametrize("harvester", HARVESTERS)
def test_nothing_is_missed_while_records_come_change_and_go(hub, harvester):
    def between():
        """What happens while the harvester stands on its second page."""
        rows = Innovation.objects.order_by("pk")
        for record in (rows[0], rows[20], rows[29]):
            _touch(record, title=f"{record.title} diubah")
        _touch(rows[15], state="withdrawn")
        _touch(hub.record(500, title="Baru masuk"))
        followed(ago=timedelta(seconds=3))

    assert harvester(hub.address, "oai_dc", between) == wanted()
    assert len(wanted()) == 32


def test_sickle_reads_who_this_is_its_sets_and_its_errors(hub):
    sickle = Sickle(hub.address)

    assert sickle.Identify().deletedRecord == "persistent"
    assert {each.setSpec for each in sickle.ListSets()} >= {"hub:HUB-35", "source:kipp"}
    assert {each.metadataPrefix for each in sickle.ListMetadataFormats()} == {"oai_dc", "simpul"}
    record = sickle.GetRecord(
        identifier=next(iter(sickle.ListIdentifiers(metadataPrefix="oai_dc"))).identifier,
        metadataPrefix="oai_dc",
    )
    assert record.metadata["title"]
    with pytest.raises(NoRecordsMatch):
        sickle.ListRecords(metadataPrefix="oai_dc", until="1999-01-01")
    with pytest.raises(IdDoesNotExist):
        sickle.GetRecord(identifier="oai:elsewhere:1", metadataPrefix="oai_dc")


def _touch(record, **changes):
    """Change a record behind the claims, and say so in the journal."""
    from django.db import transaction

    from simpul.core import journal

    with transaction.atomic():
        Innovation.objects.filter(pk=record.pk).update(changed_at=clock.now(), **changes)
        journal.record(record, "show")
