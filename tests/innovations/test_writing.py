"""The pages of those who write."""

import csv
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from simpul.core import clock
from simpul.core.models import Entry, OutboxMessage, Version
from simpul.innovations.models import (
    CoAuthor,
    Confirmation,
    Draft,
    DraftKind,
    DraftState,
    DraftValue,
)
from simpul.innovations.queries.rules import values_digest
from simpul.innovations.queries.writing import fingerprint, form_of
from simpul.innovations.services.draft_sources import from_sheet
from simpul.innovations.services.drafting import (
    accept_invitation,
    ask_confirmation,
    confirm,
    invite,
    open_draft,
)
from simpul.innovations.services.submission import drop
from tests.factories.accounts import UserFactory
from tests.factories.innovations import InnovationFactory
from tests.factories.organisations import MembershipFactory
from tests.innovations.writing_world import answers, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain(settings):
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def here(client):
    found = world()
    client.force_login(found.author)
    return found


def step(draft, name="story"):
    return reverse("innovations:draft_step", args=[draft.pk, name])


def typed(field, value, *, base=0, was="", **more):
    return {field: value, f"base-{field}": base, f"was-{field}": was or fingerprint(""), **more}


def kept(draft, field):
    return draft.values.get(field=field).value


# --- Saving as one types -----------------------------------------------------------------------


def test_autosave_writes_rows_of_the_draft_and_nothing_else(client, here):
    counted = (Entry, Version, OutboxMessage)
    before = [model.objects.count() for model in counted]
    touched = Draft.objects.values_list("touched_at", flat=True).get()
    address = reverse("innovations:draft_save", args=[here.draft.pk])

    answer = client.post(address, typed("problem", "Ongkos mahal", page="p", turn=1)).json()

    assert answer["fields"]["problem"] == {"base": 1, "was": fingerprint("Ongkos mahal")}
    assert kept(here.draft, "problem") == "Ongkos mahal"
    assert [model.objects.count() for model in counted] == before
    assert Draft.objects.values_list("touched_at", flat=True).get() == touched


def test_an_answer_nobody_touched_is_not_sent_again(client, here):
    client.post(step(here.draft), typed("problem", "Ongkos"))
    DraftValue.objects.filter(field="problem").update(value="Ongkos mahal", revision=2)

    client.post(step(here.draft), typed("problem", "Ongkos", base=1, was=fingerprint("Ongkos")))

    assert kept(here.draft, "problem") == "Ongkos mahal"
    assert not here.draft.rivals.exists()


def test_autosave_says_when_the_session_ended_the_page_is_old_or_the_draft_closed(here):
    address = reverse("innovations:draft_save", args=[here.draft.pk])
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address, typed("problem", "x")).status_code == 401

    strict.force_login(here.author)
    assert strict.post(address, typed("problem", "x")).status_code == 403

    token = strict.get(reverse("innovations:token")).json()
    assert token["user"] == here.author.pk
    with_token = typed("problem", "x", csrfmiddlewaretoken=token["csrf"])
    assert strict.post(address, with_token).status_code == 200

    Draft.objects.update(state=DraftState.SUBMITTED)
    assert strict.post(address, typed("problem", "y", csrfmiddlewaretoken=token["csrf"]))
    assert strict.post(address, {**with_token, "problem": "y"}).status_code == 409
    assert kept(here.draft, "problem") == "x"


# --- Nothing typed is lost ---------------------------------------------------------------------


def test_a_form_from_a_page_that_is_too_old_can_be_sent_again(here):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(here.author)

    page = strict.post(step(here.draft), typed("problem", "Ditulis lama"))
    assert page.status_code == 403
    html = page.content.decode()
    assert "Ditulis lama" in html

    token = page.context["csrf_token"]
    strict.post(step(here.draft), typed("problem", "Ditulis lama", csrfmiddlewaretoken=str(token)))
    assert kept(here.draft, "problem") == "Ditulis lama"


def test_a_form_that_came_after_the_session_is_back_after_signing_in(client, here):
    opened_for = written_by(client.get(step(here.draft)))
    client.logout()
    answer = client.post(step(here.draft), typed("problem", "Ditulis sebelum keluar", **opened_for))
    assert answer.status_code == 302
    kept_at = answer.url.split("kept%3D")[1].split("&")[0]

    client.force_login(here.author)
    page = client.get(f"{step(here.draft)}?kept={kept_at}")
    assert "Ditulis sebelum keluar" in page.content.decode()
    assert not here.draft.values.filter(field="problem").exists()

    other = world_of_another(here)
    client.force_login(other.author)
    assert client.get(f"{step(other)}?kept={'tidak ada ' * 40}").status_code == 200
    assert client.get(f"{step(other)}?kept={kept_at}").status_code in {200, 302}
    assert "Ditulis sebelum" not in client.get(f"{step(other)}?kept={kept_at}").content.decode()


def written_by(page):
    return {"kept-for": page.context["writer"]}


def test_a_form_nobody_was_given_is_handed_back_and_never_kept(client, here):
    """A stranger who could have a text kept would have it saved by whoever follows their link."""
    client.logout()

    for forged in ({}, {"kept-for": f"{here.draft.pk}:{here.author.pk}"}):
        answer = client.post(step(here.draft), typed("problem", "Dari orang asing", **forged))
        assert answer.status_code == 403
        assert "Dari orang asing" in answer.content.decode()


def test_a_kept_form_comes_back_to_its_writer_alone(client, here):
    guest = UserFactory()
    accept_invitation(invite(here.draft, "tamu@contoh.go.id", by=here.author), by=guest)
    client.force_login(guest)
    opened_for = written_by(client.get(step(here.draft)))
    client.logout()
    answer = client.post(step(here.draft), typed("problem", "Tulisan tamu", **opened_for))
    kept_at = answer.url.split("kept%3D")[1].split("&")[0]

    client.force_login(here.author)
    page = client.get(f"{step(here.draft)}?kept={kept_at}")
    assert "Tulisan tamu" not in page.content.decode()


def world_of_another(here):
    person = MembershipFactory(organisation=here.body).person
    return open_draft(
        kind=DraftKind.NEW, organisation=here.body, by=person, values={"title": "Lain"}
    )


def test_a_form_for_a_draft_that_closed_gives_its_text_back(client, here):
    Draft.objects.update(state=DraftState.SUBMITTED)

    page = client.post(step(here.draft), typed("problem", "Terlambat"))

    assert page.status_code == 409
    assert "Terlambat" in page.content.decode()


def test_a_stranger_sees_no_draft_and_keeps_what_they_typed(client, here):
    client.force_login(UserFactory())

    assert client.get(step(here.draft)).status_code == 404
    page = client.post(step(here.draft), typed("problem", "Tulisan saya"))
    assert page.status_code == 404
    assert "Tulisan saya" in page.content.decode()
    assert "Sapa Nelayan" not in page.content.decode()


# --- Pages -------------------------------------------------------------------------------------


def test_a_step_asks_the_same_number_of_questions_of_the_database(
    client, here, django_assert_max_num_queries
):
    client.get(step(here.draft))
    with django_assert_max_num_queries(40):
        client.get(step(here.draft))


def test_the_title_of_a_record_nobody_sees_follows_its_draft(client, here):
    was = fingerprint("Sapa Nelayan Pulau")
    client.post(step(here.draft, "identity"), typed("title", "Sapa Warga (SAWA)", base=1, was=was))

    here.draft.innovation.refresh_from_db()
    assert here.draft.innovation.title == "Sapa Warga (SAWA)"


def test_a_record_is_begun_by_its_name_and_a_likely_double_is_shown_first(client, here):
    InnovationFactory(title="Kartu Nelayan Pulau", owner=here.body)
    address = reverse("innovations:begin")
    form = {"title": "Kartu Nelayan Pulau", "organisation": here.body.pk}

    page = client.post(address, form)
    assert page.status_code == 200
    assert page.context["similar"][0].innovation.title == "Kartu Nelayan Pulau"

    client.post(address, {**form, "distinct": "1", "entered_for": "Puskesmas Pulau"})
    draft = Draft.objects.exclude(pk=here.draft.pk).get()
    assert (draft.entered_for, kept(draft, "unit")) == ("Puskesmas Pulau", "Puskesmas Pulau")


def test_a_row_of_a_spreadsheet_fills_a_draft(client, here):
    sheet = BytesIO()
    text = "Apa nama inovasinya?,sector,started_on,goals,Masalah\n"
    text += "Sapa Nelayan,kesehatan,14/3/2023,3; 99,Ongkos\n"
    sheet.write(text.encode())
    sheet.seek(0)
    sheet.name = "inovasi.csv"
    address = reverse("innovations:start_from_file", args=["sheet"])

    client.post(
        address,
        {"organisation": here.body.pk, "sheet-sheet": sheet, "sheet-row": 2},
    )

    draft = Draft.objects.exclude(pk=here.draft.pk).get()
    assert kept(draft, "title") == "Sapa Nelayan"
    assert kept(draft, "started_on") == "2023-03-14"
    assert kept(draft, "goals") == [3, 99]
    assert kept(draft, "sector") == "kesehatan"


def test_a_spreadsheet_keeps_what_it_does_not_understand(here):
    found = from_sheet(b"title,started_on\nSapa,kemarin\n", 2)

    assert found == {"title": "Sapa", "started_on": {"day": "kemarin"}}


def test_the_list_and_its_file_hold_the_same_rows(client, here):
    for number in range(3):
        open_draft(
            kind=DraftKind.NEW,
            organisation=here.body,
            by=here.author,
            values={"title": f"Inovasi {number}"},
        )
    address = reverse("innovations:drafts")

    page = client.get(address, {"q": "inovasi", "sort": "title"})
    file = client.get(
        reverse("innovations:drafts_file", args=["csv"]), {"q": "inovasi", "sort": "title"}
    )

    text = b"".join(file.streaming_content).decode("utf-8-sig")
    titles = [row[0] for row in csv.reader(text.splitlines())][1:]
    assert titles == [title for _draft, title in page.context["rows"]]
    assert titles == ["Inovasi 0", "Inovasi 1", "Inovasi 2"]


def test_a_draft_without_faults_is_submitted_from_its_page(client):
    here = world(**answers())
    client.force_login(here.author)
    client.post(
        step(here.draft, "results"),
        {"file-outcomes": _pdf(), "upload": "outcomes"},
    )
    page = client.get(here.draft.get_absolute_url())
    assert list(page.context["form"].problems) == []

    client.post(reverse("innovations:draft_take", args=[here.draft.pk, "submit"]))

    here.draft.refresh_from_db()
    assert here.draft.state == DraftState.SUBMITTED


def _pdf(name="data.pdf"):
    file = BytesIO(b"%PDF-1.7 data")
    file.name = name
    return file


def test_a_draft_with_faults_is_not(client, here):
    client.post(reverse("innovations:draft_take", args=[here.draft.pk, "submit"]))

    here.draft.refresh_from_db()
    assert here.draft.state == DraftState.WRITING


def test_a_preview_shows_the_answers_as_readers_will_see_them(client):
    here = world(**answers())
    client.force_login(here.author)

    html = client.get(reverse("innovations:draft_preview", args=[here.draft.pk])).content.decode()

    assert "Gratis bagi semua warga pulau." in html
    assert "sari@contoh.go.id" not in html


# --- Links in mails ----------------------------------------------------------------------------


def test_opening_an_invitation_changes_nothing_until_the_button(client, here):
    invited = invite(here.draft, "tamu@contoh.go.id", by=here.author)
    address = reverse("innovations:invitation", args=[invited.token])
    client.logout()

    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 200
    guest = UserFactory()
    client.force_login(guest)
    client.get(address)
    assert CoAuthor.objects.get().accepted_at is None

    client.post(address)
    assert CoAuthor.objects.get().person == guest


def test_opening_the_link_to_confirm_changes_nothing_until_the_button(client, here):
    Draft.objects.update(entered_for="Puskesmas")
    here.draft.refresh_from_db()
    asked = ask_confirmation(here.draft, "unit@contoh.go.id", by=here.author)
    address = reverse("innovations:confirmation", args=[asked.token])
    client.logout()

    page = client.get(address)
    assert "no-store" in page.headers["Cache-Control"]
    asked.refresh_from_db()
    assert asked.confirmed_at is None

    client.post(address, {"name": "Kepala Puskesmas", "digest": page.context["digest"]})
    asked.refresh_from_db()
    assert asked.name == "Kepala Puskesmas"


def test_an_old_invitation_lets_nobody_in_until_it_is_sent_again(client, here):
    invited = invite(here.draft, "tamu@contoh.go.id", by=here.author)
    CoAuthor.objects.update(invited_at=clock.now() - timedelta(days=15))
    address = reverse("innovations:invitation", args=[invited.token])
    client.force_login(UserFactory())

    client.post(address)
    assert CoAuthor.objects.get().accepted_at is None

    invite(here.draft, "tamu@contoh.go.id", by=here.author)
    client.post(address)
    assert CoAuthor.objects.get().accepted_at is not None


@pytest.mark.parametrize("ended", ["by time", "by dropping the draft"])
def test_the_link_to_confirm_shows_nothing_once_it_has_ended(client, here, ended):
    Draft.objects.update(entered_for="Puskesmas")
    here.draft.refresh_from_db()
    asked = ask_confirmation(here.draft, "unit@contoh.go.id", by=here.author)
    digest = values_digest(here.draft)
    if ended == "by time":
        Confirmation.objects.update(asked_at=clock.now() - timedelta(days=31))
    else:
        drop(here.draft, by=here.author)
    client.logout()

    assert client.get(reverse("innovations:confirmation", args=[asked.token])).status_code == 404
    with pytest.raises(ValidationError):
        confirm(asked, name="Kepala Puskesmas", digest=digest)


def test_the_form_reads_alike_in_both_languages(here):
    form = form_of(here.draft)

    assert [line.number for line in form.steps] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert form.required == 22
