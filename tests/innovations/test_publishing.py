"""What readers see once a hub has decided, and what waits until it does."""

import pytest

from simpul.core import versions
from simpul.innovations.models import (
    AuthorityKind,
    Claim,
    DraftKind,
    DraftState,
    Innovation,
    InnovationText,
    State,
)
from simpul.innovations.queries.case import case_of
from simpul.innovations.services import correct, record_mentions, submission, verifying
from simpul.innovations.services.checking import check_records
from tests.factories.innovations import AuthorityFactory, listed, mention
from tests.factories.verification import VALUES, Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return Scene()


def test_a_verified_draft_is_what_readers_see(scene, client):
    draft = scene.verified()

    record = Innovation.objects.get(pk=draft.innovation_id)
    assert (record.state, record.title, record.owner) == (
        State.PUBLISHED,
        "Sapa Nelayan",
        scene.body,
    )
    claims = Claim.objects.filter(innovation=record, authority__kind=AuthorityKind.OWNER)
    assert {claim.field: claim.value for claim in claims} == {**VALUES, "owner": scene.body.code}
    public = versions.public(record)
    assert public.pk == draft.version_id
    assert all(pair[1] for pairs in public.fields.values() for pair in pairs)
    page = client.get(f"/id/inovasi/{record.slug}/", secure=True)
    assert VALUES["summary"] in page.content.decode()
    assert check_records().different == []


def test_what_the_owner_changes_waits_beside_what_is_verified(scene, client):
    record = scene.published()
    draft = scene.draft(
        record=record, kind=DraftKind.CHANGE, values={**VALUES, "summary": "Kata baru."}
    )
    submission.submit(draft, by=scene.author)

    page = client.get(f"/en/innovations/{record.slug}/", secure=True).content.decode()
    assert "A newer version is being checked" in page
    assert VALUES["summary"] in page
    assert "Kata baru." not in page

    verifying.take_up(draft, by=scene.verifier)
    case = case_of(draft)
    assert [item.key for item in case.changed] == ["summary"]
    assert [item.key for item in case.unchecked] == ["summary"]
    verifying.accept_rest(draft, by=scene.verifier)
    verifying.verify_draft(draft, by=scene.verifier)

    page = client.get(f"/en/innovations/{record.slug}/", secure=True).content.decode()
    assert "Kata baru." in page
    assert "A newer version is being checked" not in page
    assert check_records().different == []


def test_a_draft_that_was_taken_back_is_not_being_checked(scene, client):
    record = scene.published()
    values = {**VALUES, "summary": "Kata baru."}
    draft = scene.submitted(record=record, kind=DraftKind.CHANGE, values=values)
    submission.recall(draft, by=scene.author)

    page = client.get(f"/en/innovations/{record.slug}/", secure=True).content.decode()
    assert "A newer version is being checked" not in page


def test_a_refused_change_leaves_the_record_as_it_was(scene):
    record = scene.published()
    values = {**VALUES, "summary": "Kata baru."}
    draft = scene.taken_up(record=record, kind=DraftKind.CHANGE, values=values)

    verifying.refuse(draft, by=scene.verifier, note="Tidak didukung bukti.")

    assert draft.state == DraftState.REFUSED
    assert versions.opened(record) is None
    assert InnovationText.objects.get(innovation=record, field="summary").text == VALUES["summary"]
    # And somebody may try again.
    scene.draft(record=record, kind=DraftKind.CHANGE)


def test_a_correction_meanwhile_is_not_undone_by_what_the_authors_left_alone(scene):
    record = scene.published()
    values = {**VALUES, "summary": "Kata baru."}
    draft = scene.submitted(record=record, kind=DraftKind.CHANGE, values=values)

    correct(record, {("how_it_works", "id"): "Petugas datang tiap pekan."}, by=scene.colleague)
    assert draft.version == versions.opened(record)
    verifying.take_up(draft, by=scene.verifier)
    verifying.accept_rest(draft, by=scene.verifier)
    verifying.verify_draft(draft, by=scene.verifier)

    texts = dict(InnovationText.objects.filter(innovation=record).values_list("field", "text"))
    assert texts == {"summary": "Kata baru.", "how_it_works": "Petugas datang tiap pekan."}
    assert versions.opened(record) is None


def test_an_owner_takes_over_what_a_source_lists(scene):
    record = listed(summary="Ringkasan sumber.", unit="Unit lama", owner=scene.body.code)
    values = {**VALUES, "unit": ""}
    draft = scene.verified(record=record, kind=DraftKind.CLAIM, values=values)

    record.refresh_from_db()
    assert (record.state, record.title, record.unit) == (State.PUBLISHED, "Sapa Nelayan", "")
    assert versions.opened(record) is None
    assert check_records().different == []
    assert draft.state == DraftState.ACCEPTED


def test_later_words_of_a_source_wait(scene):
    authority = AuthorityFactory()
    record = listed(authority=authority, summary="Ringkasan sumber.", owner=scene.body.code)
    scene.verified(record=record, kind=DraftKind.CLAIM)

    said = {"owner": scene.body.code, "summary": "Lain lagi."}
    record_mentions([mention(authority=authority, year=2019, **said)])

    record.refresh_from_db()
    assert record.year is None
    waiting_version = versions.opened(record)
    changes = versions.compare(versions.public(record).fields, waiting_version.fields)
    # The owner's word stands before the source's; only what nobody said before is news.
    assert [change.field for change in changes] == ["year|"]


def test_a_draft_submitted_over_news_of_a_source_goes_on_with_their_version(scene):
    authority = AuthorityFactory()
    record = listed(authority=authority, owner=scene.body.code)
    scene.verified(record=record, kind=DraftKind.CLAIM)
    record_mentions([mention(authority=authority, year=2019)])
    assert versions.opened(record).author is None

    draft = scene.submitted(record=record, kind=DraftKind.CHANGE, values={"summary": "Baru."})

    assert versions.opened(record) == draft.version
    assert draft.version.author == scene.author
