"""What pages say to search engines are terms of schema.org, each where that vocabulary allows it.

The table holds the types we use with the properties we use of them, after the definitions of
schema.org 28; a term that is not in it must be looked up there and added by hand.
"""

import json
import re

import pytest

from simpul.exchange.services import dumping
from tests.innovations.catalogue_world import World

pytestmark = pytest.mark.django_db

THING = {"name", "alternateName", "description", "identifier", "url"}
CREATIVE_WORK = THING | {
    "creativeWorkStatus", "copyrightNotice", "dateCreated", "dateModified", "inLanguage",
    "isBasedOn", "license", "mainEntity", "publisher", "spatialCoverage", "temporalCoverage",
    "usageInfo", "version",
}  # fmt: skip
PROPERTIES = {
    "WebPage": CREATIVE_WORK,
    "GovernmentService": THING | {"areaServed", "award", "category", "provider"},
    "GovernmentOrganization": THING | {"areaServed"},
    "Organization": THING,
    "AdministrativeArea": THING,
    "PropertyValue": THING | {"propertyID", "value"},
    "DataCatalog": CREATIVE_WORK | {"dataset"},
    "Dataset": CREATIVE_WORK | {"distribution", "isAccessibleForFree"},
    "DataDownload": CREATIVE_WORK | {"contentUrl", "contentSize", "encodingFormat", "sha256"},
}


def blocks(answer):
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', answer.content.decode(), re.S
    )
    assert found
    return [json.loads(block) for block in found]


def wrong(value):
    """Every term of a block that the vocabulary does not have there."""
    if isinstance(value, list):
        return [term for each in value for term in wrong(each)]
    if not isinstance(value, dict):
        return []
    known = PROPERTIES.get(value.get("@type"), set())
    own = {name for name in value if not name.startswith("@")}
    return sorted(own - known) + [term for each in value.values() for term in wrong(each)]


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_of_a_record_uses_the_vocabulary(client, language):
    record = World(2).records[1]
    path = {"id": "/id/inovasi/", "en": "/en/innovations/"}[language]
    (block,) = blocks(client.get(f"{path}{record.slug}/"))

    assert wrong(block) == []
    assert block["@context"] == "https://schema.org"
    assert block["inLanguage"] == language
    assert block["copyrightNotice"] == "bebas"
    assert block["mainEntity"]["provider"]["name"] == record.owner.name


def test_the_page_of_open_data_names_its_sets_and_files(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    World(1)
    dump = dumping.make_dump()
    (block,) = blocks(client.get("/en/open-data/"))
    files = [file for each in block["dataset"] for file in each["distribution"]]

    assert wrong(block) == []
    assert {file["sha256"] for file in files} == {
        file["sha256"] for each in dump.manifest["datasets"] for file in each["files"]
    }
