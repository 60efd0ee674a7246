"""A stranger who knows only the description tries everything on a running hub."""

import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from simpul.innovations.services import index
from tests.exchange.api.world import institution
from tests.factories.innovations import listed

DESCRIPTION = "/api/v1/openapi.json"
EXAMPLES = os.environ.get("SCHEMATHESIS_EXAMPLES", "20")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_schemathesis_finds_nothing(live_server, settings, tmp_path):
    limits = dict.fromkeys(("api_reader", "api_key", "api_writer"), (10**6, 60))
    settings.LIMITS = {**settings.LIMITS, **limits}
    settings.SITE_URL = live_server.url
    here = institution()
    listed(owner=here.body.code)
    index.reindex()
    program = Path(sys.executable).with_name("st")
    # Made once and kept; the stranger waits no longer than ten seconds for it.
    urllib.request.urlopen(live_server.url + DESCRIPTION, timeout=300).close()

    found = subprocess.run(
        [
            program,
            "run",
            live_server.url + DESCRIPTION,
            "--url",
            live_server.url,
            "-H",
            f"Authorization: Bearer {here.secret}",
            "--phases",
            "examples,coverage,fuzzing",
            "--max-examples",
            EXAMPLES,
            "--request-timeout",
            "120",
            "--no-color",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 0, found.stdout[-8000:] + found.stderr[-2000:]
