"""The shipped catalogue is found: the judged queries keep the promise in both languages."""

from io import StringIO

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command

from simpul.innovations.services import index
from simpul.portal.queries import judging

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PROMISED = 0.85
EVALUATION = django_settings.DATA_DIR / "evaluation"


def test_judged_queries_find_what_they_should(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    call_command("load", stdout=StringIO(), stderr=StringIO())
    index.reindex()

    report = judging.judge(EVALUATION / "queries.csv", EVALUATION / "qrels.csv", worst=5)

    for run in report["runs"].values():
        for language in ("id", "en"):
            assert run["means"][language]["ndcg@10"] >= PROMISED, run["worst"]
            assert run["means"][language]["recall@50"] >= 0.9
    assert report["notes"] == [] or len(report["runs"]) == 1
