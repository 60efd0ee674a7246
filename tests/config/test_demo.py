"""The demonstration: marked, made by the rules, complete, and never where it was not asked for."""

import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from simpul.accounts.models import User
from simpul.config.demo import cases, people
from simpul.config.demo.words import PASSWORD
from tests.config.serving import ROOT, prepare, run

ASKING = """
import json
from collections import Counter
from simpul.accounts.models import User
from simpul.core import duties
from simpul.core.models import Mandate
from simpul.innovations.models import Draft, Innovation
print("ANSWER" + json.dumps({
    "drafts": Counter(f"{d.kind} {d.state}" for d in Draft.objects.all()),
    "records": Counter(i.state for i in Innovation.objects.filter(synthetic=True)),
    "unmarked": [i.title for i in Innovation.objects.filter(synthetic=True)
                 if not i.title.startswith("[Contoh]")],
    "real_touched": Innovation.objects.filter(synthetic=False, state="published").count(),
    "people": User.objects.count(),
    "real_people": User.objects.filter(is_demo=False).count(),
    "superusers": User.objects.filter(is_superuser=True).count(),
    "offices": sorted(set(Mandate.objects.values_list("office", flat=True))),
    "overdue": duties.overdue().count() > 0,
    "names": [u.name for u in User.objects.exclude(name__startswith="[Contoh]")],
}))
"""


def answer(var):
    said = run(var, "shell", "-c", ASKING)
    return json.loads(said.stdout.partition("ANSWER")[2])


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    var = tmp_path_factory.mktemp("demo")
    prepare(var)
    loaded = run(var, "load")
    assert loaded.returncode == 0, loaded.stderr
    made = run(var, "demo", SIMPUL_DEMO="1")
    assert made.returncode == 0, made.stderr
    return var, made.stdout


@pytest.mark.kill
def test_there_is_a_person_for_each_office_and_a_case_in_each_state(shown):
    var, said = shown
    found = answer(var)

    assert found["drafts"] == {
        "new accepted": 5,
        "new submitted": 2,
        "new in_verification": 2,
        "new writing": 1,
        "new awaiting_sign_off": 1,
        "new returned": 1,
        "new refused": 1,
        "new dropped": 1,
        "change submitted": 1,
    }
    assert found["records"] == {"draft": 9, "published": 4, "withdrawn": 1}
    assert found["offices"] == [
        "district_assistant",
        "editor",
        "head_of_agency",
        "hub_coordinator",
        "institution_admin",
        "national_admin",
        "source_steward",
        "verifier",
    ]
    assert found["overdue"]
    assert PASSWORD in said
    assert len(re.findall(r"@contoh\.test", said)) == found["people"] == 18


@pytest.mark.kill
def test_everything_of_it_is_marked_and_nothing_real_is_touched(shown):
    found = answer(shown[0])

    assert found["unmarked"] == found["names"] == []
    assert found["real_touched"] == found["real_people"] == found["superusers"] == 0


@pytest.mark.kill
def test_a_second_time_adds_nothing(shown):
    var, _said = shown
    before = answer(var)

    again = run(var, "demo", SIMPUL_DEMO="1")

    assert again.stdout.startswith("0 cases added")
    assert answer(var) == before
    assert run(var, "check_records").returncode == 0


@pytest.mark.django_db
def test_without_the_setting_nobody_is_made():
    with pytest.raises(CommandError, match="SIMPUL_DEMO=1"):
        call_command("demo")
    assert not User.objects.exists()


@pytest.mark.django_db
@override_settings(DEMO=True)
def test_before_the_facts_are_there_it_says_so():
    with pytest.raises(CommandError, match="simpul load"):
        call_command("demo")
    assert not User.objects.exists()


def test_the_settings_of_a_public_machine_make_no_demonstration():
    example = (ROOT / "deploy" / "production.env.example").read_text()

    names = {line.partition("=")[0] for line in example.splitlines() if not line.startswith("#")}
    assert "SIMPUL_DEMO" not in names
    # Only the settings that `make run` writes for itself say so.
    setup = (ROOT / "deploy" / "setup.sh").read_text()
    assert setup.count("SIMPUL_DEMO=1\\n") == 1


def test_every_row_says_what_it_is():
    assert {row["way"] for row in people.rows("cases")} <= set(cases.WAYS)
    assert all(row["title"].startswith("[Contoh]") for row in people.rows("cases"))
    for row in people.rows("people"):
        assert row["email"].endswith("@contoh.test")
        assert row["name"].startswith("[Contoh]")
        assert row["does_id"]
        assert row["does_en"]
