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
from simpul.documents.models import Document
from simpul.needs.models import Challenge, Idea, Need
from simpul.replication.models import Adoption, Badge, Case, Lesson, Mentorship, Plan
print("ANSWER" + json.dumps({
    "drafts": Counter(f"{d.kind} {d.state}" for d in Draft.objects.all()),
    "records": Counter(i.state for i in Innovation.objects.filter(synthetic=True)),
    "cases": Counter(c.state for c in Case.objects.all()),
    "standing": Counter(c.standing for c in Case.objects.all()),
    "needs": Counter(f"{n.visibility} {n.state}" for n in Need.objects.all()),
    "ideas": Counter(i.state for i in Idea.objects.all()),
    "letters": Counter(f"{d.kind.key} {d.state}" for d in Document.objects.all()),
    "told": Counter(a.state for a in Adoption.objects.all()),
    "plans": [p.state for p in Plan.objects.all()],
    "around": [Challenge.objects.count(), Lesson.objects.public().count(),
               Badge.objects.count(), Mentorship.objects.count()],
    "unnamed": [c.number for c in Case.objects.exclude(local_name__startswith="[Contoh]")],
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
        "new accepted": 6,
        "new submitted": 2,
        "new in_verification": 2,
        "new writing": 2,
        "new awaiting_sign_off": 1,
        "new returned": 1,
        "new refused": 1,
        "new dropped": 1,
        "change submitted": 1,
    }
    assert found["records"] == {
        "draft": 10,
        "listed": 4,
        "published": 5,
        "withdrawn": 1,
    }
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
    assert len(re.findall(r"@contoh\.test", said)) == found["people"] == 21


@pytest.mark.kill
def test_a_case_of_replication_stands_in_each_state(shown):
    found = answer(shown[0])

    assert found["cases"] == {
        "done": 3, "reporting": 1, "completing": 1, "evaluating": 1, "implementing": 1,
        "pilot": 1, "planning": 1, "adapting": 2, "approval": 1, "agreement": 2,
        "learning": 4, "returned": 1, "interest": 2, "not_valid": 1, "cancelled": 1,
    }  # fmt: skip
    assert found["standing"] == {"running": 20, "paused": 1, "disputed": 1, "lapsed": 1}
    assert found["letters"] == {
        "agreement draft": 1,
        "agreement numbered": 1,
        "agreement in_force": 11,
        "certificate in_force": 4,
        "minutes in_force": 1,
        "commitment in_force": 1,
    }
    assert found["plans"] == ["running"]


@pytest.mark.kill
def test_needs_ideas_and_what_is_known_of_the_past_are_there(shown):
    found = answer(shown[0])

    assert found["needs"] == {
        "public closed": 1, "public open": 1, "hub open": 1, "private open": 1
    }  # fmt: skip
    assert found["ideas"] == {"taken_up": 1, "promoted": 1, "parked": 1, "not_now": 1, "open": 3}
    assert found["told"] == {"confirmed": 1, "claimed": 1, "contested": 1}
    assert found["around"] == [1, 2, 2, 1]


@pytest.mark.kill
def test_everything_of_it_is_marked_and_nothing_real_is_touched(shown):
    found = answer(shown[0])

    assert found["unmarked"] == found["names"] == found["unnamed"] == []
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
