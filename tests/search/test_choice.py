import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from simpul.search.backends.opensearch import OpenSearchBackend
from simpul.search.backends.tantivy import TantivyBackend
from simpul.search.choice import open_backend, open_engine

from .collection import SCHEMA


def test_without_an_address_the_engine_is_embedded(settings, tmp_path):
    settings.VAR_DIR, settings.SEARCH_URL = tmp_path, ""

    backend = open_backend(SCHEMA)

    assert isinstance(backend, TantivyBackend)
    assert backend.generations.root == tmp_path / "index" / "things"


def test_an_address_chooses_the_cluster(settings):
    settings.SEARCH_URL = "http://127.0.0.1:9"

    assert isinstance(open_backend(SCHEMA), OpenSearchBackend)


def test_an_address_without_its_client_says_what_to_install(settings, monkeypatch):
    settings.SEARCH_URL = "http://127.0.0.1:9"
    monkeypatch.setitem(sys.modules, "simpul.search.backends.opensearch", None)

    with pytest.raises(ImproperlyConfigured, match="opensearch-py"):
        open_backend(SCHEMA)


def test_switched_off_the_encoder_is_not_opened(settings, tmp_path):
    settings.VAR_DIR, settings.SEARCH_URL, settings.SEMANTIC = tmp_path, "", False

    assert open_engine(SCHEMA).library is None
