"""What systems of institutions write: the same verbs and rules as on the pages."""

import hashlib
from datetime import timedelta

import pytest

from simpul.core import clock
from simpul.core.models import Entry
from simpul.exchange.models import KeptAnswer
from simpul.exchange.services.keeping import RETENTION
from simpul.innovations.models import (
    Draft,
    DraftKind,
    DraftState,
    DraftValue,
    Evidence,
    Innovation,
)
from simpul.innovations.services.drafting import open_draft, save_value
from tests.exchange.api.world import Program, institution, key_for
from tests.factories.innovations import InnovationFactory, listed
from tests.factories.organisations import MembershipFactory, OrganisationFactory, admin_of
from tests.innovations.life_world import evidence
from tests.innovations.writing_world import answers

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def here():
    return institution()


@pytest.fixture
def draft(here):
    return here.ask.post("/drafts", {"values": {"title": "Sapa Nelayan Pulau"}}).json()


def at(draft, *more):
    return "/".join(["/drafts", str(draft["id"]), *map(str, more)])


def test_a_draft_is_begun_answered_shown_and_submitted(here):
    begun = here.ask.post("/drafts", {"values": {"title": "Sapa Nelayan Pulau"}})
    assert begun.status_code == 201, begun.content
    draft = begun.json()
    assert begun["Location"].endswith(at(draft))

    said = {name: value for name, value in answers().items() if name != "title"}
    saved = here.ask("PATCH", at(draft), {"values": said, "base": {}})
    assert saved.status_code == 200, saved.content
    blocked = here.ask.post(at(draft, "steps", "submit"))
    assert blocked.status_code == 409
    assert {one["rule"] for one in blocked.json()["blocks"]} == {"evidence"}
    assert here.ask.get(at(draft, "blocks")).json()["blocks"] == blocked.json()["blocks"]

    for field in {one["field"] for one in blocked.json()["blocks"]}:
        path = at(draft, f"evidence?field={field}&name=data.pdf&title=Data")
        sent = here.ask("POST", path, PDF + field.encode(), media="application/octet-stream")
        assert sent.status_code == 201, sent.content
    done = here.ask.post(at(draft, "steps", "submit"), {"note": "Dari SIM"})

    assert done.status_code == 200, done.content
    row = Draft.objects.get(pk=draft["id"])
    assert (row.state, row.author, row.organisation) == ("submitted", here.admin, here.body)
    assert [step["name"] for step in done.json()["steps"]] == ["recall"]
    taken = Entry.objects.get(verb="submit", object_id=row.pk)
    assert taken.actor == f"user:{here.admin.pk}"


def test_what_is_kept_is_what_the_form_would_keep(here, draft):
    said = answers()
    here.ask("PATCH", at(draft), {"values": said, "base": {"title": 1}})

    kept = dict(DraftValue.objects.filter(draft=draft["id"]).values_list("field", "value"))
    outcomes = [{**row, "comparison": ""} for row in said["outcomes"]]
    contact = {**said["contact"], "position": ""}
    for row in kept["outcomes"]:
        row.setdefault("comparison", "")
    kept["contact"].setdefault("position", "")
    assert kept == {**said, "outcomes": outcomes, "contact": contact}


def test_two_who_write_one_answer_are_both_kept_and_told(here, draft):
    row = Draft.objects.get(pk=draft["id"])
    save_value(row, "summary", "Dari halaman.", language="id", base=0, by=here.admin)

    sent = {"values": {"summary": "Dari SIM.", "unit": "Puskesmas"}, "base": {}}
    told = here.ask("PATCH", at(draft), sent)

    assert told.status_code == 409
    said = told.json()
    assert said["type"].endswith("#problem-two-texts")
    (conflict,) = said["conflicts"]
    assert (conflict["yours"], conflict["theirs"]) == ("Dari SIM.", "Dari halaman.")
    assert "unit" in said["saved"]
    chosen = here.ask.post(
        at(draft, "second-texts", conflict["second_text"]),
        {"value": "Dari SIM.", "base": conflict["revision"]},
    )
    assert chosen.json() == {"saved": {"summary": 2}}
    assert row.values.get(field="summary").value == "Dari SIM."


def test_an_answer_written_on_what_stands_there_replaces_it(here, draft):
    first = here.ask("PATCH", at(draft), {"values": {"summary": "Satu."}, "base": {}})
    second = here.ask("PATCH", at(draft), {"values": {"summary": "Dua."}, "base": {"summary": 1}})

    assert (first.json(), second.json()) == (
        {"saved": {"summary": 1}},
        {"saved": {"summary": 2}},
    )


@pytest.mark.parametrize(("said", "is_public"), [("true", True), ("false", False)])
def test_an_address_says_in_a_word_whether_a_file_is_public(here, draft, said, is_public):
    path = at(draft, f"evidence?field=impact&name=data.pdf&public={said}")
    added = here.ask("POST", path, PDF, media="application/octet-stream")

    assert added.status_code == 201, added.content
    assert Evidence.objects.get(pk=added.json()["id"]).is_public is is_public


@pytest.mark.parametrize("said", ["1", "on", "True", ""])
def test_nothing_else_makes_a_file_public(here, draft, said):
    path = at(draft, f"evidence?field=impact&name=data.pdf&public={said}")
    refused = here.ask("POST", path, PDF, media="application/octet-stream")

    assert refused.status_code == 400
    assert refused.json()["errors"][0]["where"] == "query.public"


def test_a_file_comes_in_pieces(here, draft):
    sha256 = hashlib.sha256(PDF).hexdigest()
    begun = here.ask.post(
        at(draft, "uploads"), {"name": "data.pdf", "size": len(PDF), "sha256": sha256}
    ).json()
    bytes_ = "application/octet-stream"
    late = here.ask(
        "PUT", at(draft, "uploads", f"{begun['token']}?offset=9"), PDF[9:], media=bytes_
    )
    assert (late.status_code, late.json()["received"]) == (409, 0)
    for start in (0, 10):
        path = at(draft, "uploads", f"{begun['token']}?offset={start}")
        sent = here.ask(
            "PUT", path, PDF[start : start + 10] if not start else PDF[10:], media=bytes_
        )
        assert sent.status_code == 200, sent.content
    ended = here.ask.post(
        at(draft, "uploads", begun["token"], "finish"), {"field": "impact", "title": "Data"}
    )

    assert ended.status_code == 201, ended.content
    kept = Evidence.objects.get(pk=ended.json()["id"])
    assert (kept.file.sha256, kept.is_public, kept.added_by) == (sha256, False, here.admin)
    gone = here.ask("DELETE", at(draft, "evidence", kept.pk))
    assert gone.status_code == 200
    assert here.ask.get(at(draft)).json()["evidence"] == []


def test_a_file_of_a_kind_that_is_not_taken_says_so(here, draft):
    path = at(draft, "evidence?field=impact&name=a.svg")
    sent = here.ask("POST", path, b"<svg onload='x'/>", media="application/octet-stream")

    assert sent.status_code == 409
    assert sent["Content-Type"] == "application/problem+json"


def test_the_owner_says_whether_it_still_runs(here):
    record = listed(owner=here.body.code)

    said = here.ask.post(
        f"/innovations/{record.public_id}/status", {"status": "running", "as_of": "2026-01-05"}
    )

    assert said.status_code == 200, said.content
    record.refresh_from_db()
    assert (record.life_status_id, str(record.life_as_of)) == ("running", "2026-01-05")
    again = here.ask.post(f"/innovations/{record.public_id}/status", {"status": "gone"})
    assert again.status_code == 409
    assert again.json()["type"].endswith("#problem-refused")


def test_a_record_of_another_institution_is_left_alone(here):
    other = OrganisationFactory()
    record = InnovationFactory(owner=other)
    # Even where the person behind the key could, the key acts for its own institution.
    MembershipFactory(person=here.admin, organisation=other)

    said = here.ask.post(f"/innovations/{record.public_id}/status", {"status": "running"})
    begun = here.ask.post("/drafts", {"innovation": record.public_id})
    unit = here.ask.post("/drafts", {"organisation": other.code, "values": {"title": "Satu"}})

    assert [said.status_code, begun.status_code, unit.status_code] == [403, 403, 403]


def test_a_draft_of_another_institution_is_not_there(here, draft):
    other = OrganisationFactory()
    _key, secret = key_for(admin_of(other), other)

    assert Program(secret).get(at(draft)).status_code == 404


def test_files_added_later_by_others_are_not_told_of_an_older_draft(here, draft):
    here.ask.post(at(draft, "steps", "drop"))
    record = Draft.objects.get(pk=draft["id"]).innovation
    other = OrganisationFactory()
    Innovation.objects.filter(pk=record.pk).update(owner=other, author=None)
    record.refresh_from_db()
    later = open_draft(
        kind=DraftKind.CLAIM, innovation=record, organisation=other, by=admin_of(other)
    )
    added = evidence(record, by=later.author, accepted=False)
    Evidence.objects.filter(pk=added.pk).update(draft=later, is_public=False)

    assert here.ask.get(at(draft)).json()["evidence"] == []


@pytest.mark.parametrize("text", ["\ud800", "a\udfff"])
def test_half_of_a_character_is_refused(here, draft, text):
    sent = here.ask("PATCH", at(draft), {"values": {"summary": text}, "base": {}})
    named = here.ask.post(at(draft, "steps", "drop"), {"note": text})

    assert [400 <= each.status_code < 500 for each in (sent, named)] == [True, True]


def test_a_listed_record_is_claimed_once(here):
    record = InnovationFactory(owner=here.body)

    first = here.ask.post("/drafts", {"innovation": record.public_id})
    second = here.ask.post("/drafts", {"innovation": record.public_id})

    assert (first.status_code, first.json()["kind"]) == (201, "claim")
    assert (second.status_code, second.json()["draft"]) == (409, first.json()["id"])


def test_a_draft_is_withdrawn_by_its_institution(here, draft):
    done = here.ask.post(at(draft, "steps", "drop"))
    again = here.ask("PATCH", at(draft), {"values": {"unit": "Dinas"}})

    assert done.json()["state"]["code"] == DraftState.DROPPED
    assert again.status_code == 403


# --- Sent twice --------------------------------------------------------------------------------


def test_a_write_sent_twice_under_one_name_is_done_once(here):
    name = {"Idempotency-Key": "kirim-0001"}
    sent = {"values": {"title": "Sapa Nelayan"}}

    first = here.ask.post("/drafts", sent, **name)
    second = here.ask.post("/drafts", sent, **name)
    other = here.ask.post("/drafts", {"values": {"title": "Lain"}}, **name)

    assert first.json() == second.json()
    assert (second.status_code, second["Location"]) == (201, first["Location"])
    assert second["Idempotency-Replayed"] == "true"
    assert (other.status_code, Draft.objects.count()) == (409, 1)
    assert other.json()["type"].endswith("#problem-name-taken")


def test_what_failed_may_be_put_right_and_sent_again_under_its_name(here):
    name = {"Idempotency-Key": "kirim-0002"}

    refused = here.ask.post("/drafts", {"values": {"title": ""}}, **name)
    made = here.ask.post("/drafts", {"values": {"title": "Sapa"}}, **name)

    assert (refused.status_code, made.status_code) == (422, 201)


def test_kept_answers_go_after_two_days(here):
    here.ask.post("/drafts", {"values": {"title": "Sapa"}}, **{"Idempotency-Key": "kirim-0003"})
    with clock.frozen(clock.now() + timedelta(days=3)):
        (rule,) = RETENTION
        rule.clear(clock.now() - timedelta(days=2))

    assert KeptAnswer.objects.count() == 0


# --- What is sent wrongly ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "media", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[1]", "application/json", 422),
        (b'{"values": {"nama": "x"}}', "application/json", 422),
        (b'{"values": {"title": 7}}', "application/json", 422),
        (b'{"values": {"goals": [99]}}', "application/json", 422),
        (b'{"values": {"contact": {"name": "A", "public": 1}}}', "application/json", 422),
        (b'{"values": {"started_on": "kemarin"}}', "application/json", 422),
        (b"values=1", "application/x-www-form-urlencoded", 415),
        (b"", "text/plain", 415),
    ],
)
def test_what_cannot_be_taken_is_told_in_the_language_of_the_reader(here, sent, media, status):
    told = here.ask("POST", "/drafts", sent, media=media, **{"Accept-Language": "id"})

    assert (told.status_code, told["Content-Type"]) == (status, "application/problem+json")
    assert told["Content-Language"] == "id"
    assert told.json()["status"] == status


def test_a_text_that_no_database_keeps_is_cleaned_or_refused(here, draft):
    saved = here.ask("PATCH", at(draft), {"values": {"summary": "a\u0000b"}, "base": {}})

    assert saved.status_code == 200
    assert DraftValue.objects.get(draft=draft["id"], field="summary").value == "ab"
