"""The description of the API: valid, whole, and true."""

import json
import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from simpul.core import reference
from simpul.exchange.api.document import document, examples
from simpul.exchange.api.page import chapters
from simpul.exchange.api.problems import KINDS
from simpul.exchange.api.shapes.drafts import Values
from simpul.innovations.models import FIELDS
from tests.exchange.api.world import Program

pytestmark = pytest.mark.django_db


def operations():
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_it_is_valid():
    for language in ("id", "en"):
        with override(language):
            OpenAPIV31SpecValidator(document()).validate()


def test_every_example_is_as_its_shape_has_it():
    components = document()["components"]
    wrong = {}
    for _path, _method, operation in operations():
        for status, answer in operation["responses"].items():
            content = answer.get("content", {}).get("application/json")
            if content:
                schema = {**content["schema"], "components": components}
                faults = list(Draft202012Validator(schema).iter_errors(content["example"]))
                wrong |= {(operation["operationId"], status): faults[0].message} if faults else {}

    assert wrong == {}


def test_every_operation_tells_its_faults_and_speaks_both_languages():
    with override("en"):
        english = {operation["operationId"]: operation for *_place, operation in operations()}
    with override("id"):
        indonesian = {operation["operationId"]: operation for *_place, operation in operations()}

    assert set(english) == set(examples())
    for key, operation in english.items():
        assert {"400", "404", "429"} <= set(operation["responses"]), key
        assert operation["summary"] != indonesian[key]["summary"], key
        assert operation["description"] != indonesian[key]["description"], key


def test_it_is_served_and_kept_beside_the_docs():
    served = Program().get("/openapi.json?lang=en")

    with override("en"):
        assert served.json() == document()
    kept = settings.BASE_DIR / "docs" / "reference" / "openapi.json"
    assert kept.read_text(encoding="utf-8") == reference.pages()["openapi.json"]


def test_every_field_that_the_form_takes_can_be_sent():
    assert set(Values.model_fields) == set(FIELDS) - {"owner", "year", "award"}


# --- Its page ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_tells_every_operation_and_every_problem(client, language, settings):
    settings.SECURE_SSL_REDIRECT = False
    with override(language):
        page = client.get(reverse("exchange:developers")).content.decode()

    for _path, _method, operation in operations():
        assert f'id="{operation["operationId"]}"' in page
    for kind in KINDS:
        assert f'id="problem-{kind}"' in page
    assert "<script>" not in page
    places = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(places) == sorted(set(places))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(places)


def test_the_page_finds_operations(client, settings):
    settings.SECURE_SSL_REDIRECT = False
    found = [entry.key for chapter in chapters("evidence") for entry in chapter.entries]

    assert "add_evidence" in found
    assert "regions" not in found
    page = client.get(reverse("exchange:developers"), {"q": "evidence"}).content.decode()
    assert 'id="add_evidence"' in page
    assert 'id="regions"' not in page
    assert json.dumps(found)
