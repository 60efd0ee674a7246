import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from simpul.core.models import Entry, OutboxMessage, Version
from simpul.innovations.models import (
    CoAuthor,
    Draft,
    DraftKind,
    DraftRival,
    DraftState,
    DraftValue,
    State,
)
from simpul.innovations.queries.rules import values_digest, waits_for_unit
from simpul.innovations.services.drafting import (
    AlreadyOpen,
    Overtaken,
    Rivalled,
    Saved,
    accept_invitation,
    ask_confirmation,
    confirm,
    end_co_authorship,
    invite,
    open_draft,
    save_value,
    settle_rival,
)
from tests.factories.accounts import UserFactory
from tests.factories.innovations import listed
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.innovations.writing_world import form, world

pytestmark = pytest.mark.django_db


def said(draft, field):
    return draft.values.get(field=field)


def save(draft, value, *, by, base=0, field="problem", **more):
    return save_value(draft, field, value, language="id", base=base, by=by, **more)


# --- Beginning ---------------------------------------------------------------------------------


def test_a_new_record_is_nobodys_to_read_but_its_authors():
    here = world()

    record = here.draft.innovation
    assert (record.state, record.author, record.owner) == (State.DRAFT, here.author, here.body)
    assert record.canonical == record
    assert said(here.draft, "title").value == "Sapa Nelayan Pulau"


def test_nobody_writes_for_an_institution_they_do_not_work_for():
    form()

    with pytest.raises(PermissionDenied):
        open_draft(
            kind=DraftKind.NEW,
            organisation=OrganisationFactory(),
            by=UserFactory(),
            values={"title": "Inovasi"},
        )


def test_a_listed_record_is_taken_over_with_what_its_source_says():
    form()
    body = OrganisationFactory(code="KL-SAPA")
    record = listed(owner="KL-SAPA", title="Sapa Nelayan", summary="Petugas datang.")
    author = MembershipFactory(organisation=body).person

    draft = open_draft(kind=DraftKind.CLAIM, innovation=record, by=author)

    assert draft.kind == DraftKind.CLAIM
    assert {row.field: row.value for row in draft.values.all()} == {
        "title": "Sapa Nelayan",
        "summary": "Petugas datang.",
    }
    with pytest.raises(AlreadyOpen) as already:
        open_draft(kind=DraftKind.CLAIM, innovation=record, by=author)
    assert already.value.draft == draft


# --- Saving ------------------------------------------------------------------------------------


def test_saving_writes_the_answer_and_nothing_else(django_assert_max_num_queries):
    here = world()
    save(here.draft, "a", by=here.author, page="p", turn=1)
    before = (Entry.objects.count(), Version.objects.count(), OutboxMessage.objects.count())
    touched = here.draft.touched_at

    with django_assert_max_num_queries(6):
        result = save(here.draft, "abc", by=here.author, base=1, page="p", turn=2)

    assert result == Saved(2, "abc")
    assert before == (Entry.objects.count(), Version.objects.count(), OutboxMessage.objects.count())
    assert Draft.objects.get(pk=here.draft.pk).touched_at == touched


@pytest.mark.parametrize("value", ["kata " * 9000, {"day": "4", "month": "13", "year": "2025"}, ""])
def test_whatever_is_typed_is_kept(value):
    here = world()
    field = "started_on" if isinstance(value, dict) else "problem"
    save(here.draft, "dulu", by=here.author, field=field)

    save(here.draft, value, by=here.author, field=field, base=1)

    assert said(here.draft, field).value == value


def test_two_who_write_one_answer_lose_nothing():
    here = world()
    invited = CoAuthor.objects.create(
        draft=here.draft,
        email="x@contoh.go.id",
        person=here.colleague,
        token="t",
        invited_at=here.draft.opened_at,
        accepted_at=here.draft.opened_at,
    )
    assert invited.person == here.colleague
    save(here.draft, "satu", by=here.author)
    save(here.draft, "satu dua", by=here.author, base=1)

    result = save(here.draft, "satu tiga", by=here.colleague, base=1)

    assert isinstance(result, Rivalled)
    assert said(here.draft, "problem").value == "satu dua"
    assert result.rival.value == "satu tiga"


def test_a_page_whose_answer_got_lost_is_no_second_author():
    here = world()
    save(here.draft, "satu", by=here.author, page="p", turn=1)

    assert save(here.draft, "satu dua", by=here.author, page="p", turn=2) == Saved(2, "satu dua")


def test_a_text_overtaken_on_the_way_does_not_come_back():
    here = world()
    save(here.draft, "satu dua", by=here.author, page="p", turn=2)

    save(here.draft, "satu", by=here.author, page="p", turn=1)

    assert said(here.draft, "problem").value == "satu dua"


def test_the_second_text_of_one_page_grows_in_its_place():
    here = world()
    save(here.draft, "satu", by=here.author, page="p", turn=1)
    save(here.draft, "lain", by=here.author, page="q", turn=1)

    save(here.draft, "lain lagi", by=here.author, page="q", turn=2)

    assert [rival.value for rival in DraftRival.objects.all()] == ["lain lagi"]


def test_choosing_keeps_the_text_that_gave_way():
    here = world()
    save(here.draft, "satu", by=here.author, page="p", turn=1)
    rival = save(here.draft, "lain", by=here.author, page="q", turn=1).rival

    settle_rival(rival, value="lain", base=1, by=here.author)

    assert said(here.draft, "problem").value == "lain"
    texts = {(r.value, r.settled_at is not None) for r in DraftRival.objects.all()}
    assert texts == {("lain", True), ("satu", True)}


def test_choosing_stops_when_somebody_writes_on():
    here = world()
    save(here.draft, "satu", by=here.author, page="p", turn=1)
    rival = save(here.draft, "lain", by=here.author, page="q", turn=1).rival
    save(here.draft, "satu dua", by=here.author, page="p", turn=2)

    with pytest.raises(Overtaken):
        settle_rival(rival, value="lain", base=1, by=here.author)

    assert said(here.draft, "problem").value == "satu dua"


def test_nobody_writes_what_was_submitted():
    here = world()
    # The page was read before the submission; the row says how it stands now.
    Draft.objects.filter(pk=here.draft.pk).update(state=DraftState.SUBMITTED)

    with pytest.raises(PermissionDenied):
        save(here.draft, "x", by=here.author)

    assert not DraftValue.objects.filter(field="problem").exists()


# --- Together ----------------------------------------------------------------------------------


def test_an_invited_person_writes_along_until_it_ends():
    here = world()
    guest = UserFactory()
    invited = invite(here.draft, "Tamu@Contoh.go.id", by=here.author)
    assert OutboxMessage.objects.get(address="tamu@contoh.go.id").link.endswith(f"{invited.token}/")
    assert not guest.has_perm("innovations.change_draft", here.draft)

    accept_invitation(invited, by=guest)
    assert guest.has_perm("innovations.change_draft", here.draft)
    with pytest.raises(ValidationError):
        accept_invitation(invited, by=UserFactory())

    end_co_authorship(invited, by=here.author)
    assert not guest.has_perm("innovations.change_draft", here.draft)


def test_a_unit_confirms_the_text_it_read_and_no_other():
    here = world()
    Draft.objects.filter(pk=here.draft.pk).update(entered_for="Puskesmas Barrang Lompo")
    here.draft.refresh_from_db()
    asked = ask_confirmation(here.draft, "unit@contoh.go.id", by=here.author)
    read = values_digest(here.draft)
    assert waits_for_unit(here.draft)

    confirm(asked, name="Kepala Puskesmas", digest=read)
    assert not waits_for_unit(here.draft)

    save(here.draft, "Berubah", by=here.author)
    assert waits_for_unit(here.draft)
    again = ask_confirmation(here.draft, "unit@contoh.go.id", by=here.author)
    with pytest.raises(ValidationError):
        confirm(again, name="Kepala Puskesmas", digest=read)
