"""The pages of verification in use, and what of it nobody else may find."""

import io
import json

import pytest
from django.urls import reverse

from simpul.core import files
from simpul.core.journal import head_seq, seal_pending
from simpul.innovations.models import Draft, DraftState, Evidence, EvidenceKind, Verdict
from simpul.innovations.queries.case import case_of
from simpul.innovations.services import submission, verifying
from simpul.innovations.services.index import IndexFollower
from tests.factories.verification import VALUES, Scene, finding

pytestmark = pytest.mark.django_db

CANARY = "kenari-rahasia-7731"


@pytest.fixture
def scene(settings, tmp_path):
    # An index of its own: nothing another test built is found here.
    settings.VAR_DIR = tmp_path
    return Scene()


@pytest.fixture
def asks(client):
    """Ask a page as somebody, in Indonesian."""

    def ask(person, route, *args, data=None, follow=True):
        if person is not None:
            client.force_login(person)
        address = reverse(route, args=args)
        if data is None:
            return client.get(address, secure=True)
        return client.post(address, data, secure=True, follow=follow)

    return ask


def test_from_the_queue_to_the_public_page(scene, asks):
    draft = scene.submitted()
    assert "Sapa Nelayan" in asks(scene.verifier, "innovations:verification").content.decode()

    asks(scene.verifier, "innovations:case_take_up", draft.pk, data={})
    page = asks(scene.verifier, "innovations:case", draft.pk).content.decode()
    assert VALUES["how_it_works"] in page
    asks(scene.verifier, "innovations:case_check", draft.pk, data={"act": "rest"})
    asks(scene.verifier, "innovations:case_step", draft.pk, "verify", data={})

    draft.refresh_from_db()
    assert draft.state == DraftState.ACCEPTED
    shown = asks(None, "innovations:detail", draft.innovation.slug).content.decode()
    assert VALUES["summary"] in shown


def test_what_stands_against_a_decision_leads_to_where_it_is_checked(scene, asks, client):
    draft = scene.taken_up()
    Evidence.objects.create(
        innovation=draft.innovation,
        draft=draft,
        file=files.keep("bukti.pdf", io.BytesIO(b"%PDF-1.7 bukti")),
        field="summary",
        kind=EvidenceKind.DOCUMENT,
        title="Daftar hadir",
        added_at=draft.opened_at,
    )
    for item in case_of(draft).items:
        if item.to_check:
            verifying.check(draft, [finding(item.key, Verdict.FITS)], by=scene.verifier)

    [left] = case_of(draft).undone
    page = asks(scene.verifier, "innovations:case_step", draft.pk, "verify").content.decode()
    link = f"{reverse('innovations:case', args=[draft.pk])}?show=evidence#{left.anchor}"
    assert f'<a href="{link}">Daftar hadir</a>' in page
    shown = client.get(link, secure=True).content.decode()
    assert f'id="{left.anchor}"' in shown


def test_who_comes_second_is_told_who_was_first(scene, asks):
    draft = scene.taken_up()
    scene.verifier.name = "Rahmawati"
    scene.verifier.save()

    answer = asks(scene.colleague, "innovations:case_take_up", draft.pk, data={})

    assert "Rahmawati" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.verifier == scene.verifier


def test_a_note_that_lacks_is_asked_for_and_nothing_typed_is_lost(scene, asks):
    draft = scene.taken_up()
    data = {
        "verdict-summary": Verdict.FITS,
        "verdict-how_it_works": Verdict.ASK,
        "note-how_it_works": " ",
        "show": "all",
    }

    answer = asks(scene.verifier, "innovations:case_check", draft.pk, data=data)

    assert answer.status_code == 422
    assert 'value="ask" checked' in answer.content.decode()
    assert [check.field for check in draft.checks.all()] == ["summary"]


def test_questions_are_answered_on_one_page(scene, asks):
    draft = scene.taken_up()
    data = {
        "verdict-summary": Verdict.ASK,
        "note-summary": "Warga mana?",
        "show": "all",
        "act": "ask",
    }
    asks(scene.verifier, "innovations:case_check", draft.pk, data=data)
    draft.refresh_from_db()
    assert draft.paused_at is not None

    page = asks(scene.author, "innovations:answers", draft.pk).content.decode()
    assert "Warga mana?" in page
    question = draft.checks.get(field="summary").question
    sent = {f"answer-{question.pk}": "Warga tiga pulau."}
    asks(scene.author, "innovations:answers", draft.pk, data=sent)

    draft.refresh_from_db()
    assert draft.paused_at is None
    assert (
        "Warga tiga pulau." in asks(scene.verifier, "innovations:case", draft.pk).content.decode()
    )


def test_the_file_of_the_queue_holds_its_rows(scene, asks):
    scene.submitted()
    scene.submitted(values={**VALUES, "title": "=Peta Baper"})

    file = asks(scene.verifier, "innovations:verification_file", "csv")

    lines = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert "'=Peta Baper" in lines[2]


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_asks_the_same_number_of_questions(
    scene, asks, count, django_assert_max_num_queries
):
    for number in range(count):
        scene.submitted(values={**VALUES, "title": f"Inovasi {number}"})
    asks(scene.verifier, "innovations:verification")

    with django_assert_max_num_queries(30):
        asks(scene.verifier, "innovations:verification")


def test_the_history_shows_words_that_came_and_went(scene, asks):
    record = scene.published()
    changed = {**VALUES, "summary": "Warga pulau mengurus KTP tanpa menyeberang."}
    scene.verified(record=record, kind="change", values=changed)

    page = asks(None, "innovations:history", record.slug).content.decode()

    assert "<del>dokumen</del>" in page
    assert "<ins>KTP</ins>" in page
    assert str(scene.author) not in page


def test_nothing_of_a_case_is_found_by_readers(scene, asks, client):
    record = scene.published()
    contact = {"name": f"{CANARY}-kontak", "email": "a@contoh.go.id"}
    draft = scene.draft(
        record=record,
        kind="change",
        values={**VALUES, "summary": f"{CANARY} ringkasan", "contact": contact},
    )
    Evidence.objects.create(
        innovation=record,
        draft=draft,
        file=files.keep(f"{CANARY}.pdf", io.BytesIO(b"%PDF-1.7 " + CANARY.encode())),
        field="summary",
        kind=EvidenceKind.DOCUMENT,
        title=f"{CANARY} bukti",
        added_at=draft.opened_at,
    )
    submission.submit(draft, by=scene.author)
    verifying.take_up(draft, by=scene.verifier)
    verifying.check(draft, [finding("summary", Verdict.ASK, f"{CANARY} tanya")], by=scene.verifier)
    verifying.ask(draft, by=scene.verifier)
    verifying.talk(draft, by=scene.verifier, body=f"{CANARY} pesan")
    seal_pending()
    IndexFollower().follow(head_seq())

    for address in public_addresses(record):
        answer = client.get(address, secure=True)
        assert answer.status_code in {200, 304}, address
        body = answer.getvalue()
        assert CANARY.encode() not in body, address


def public_addresses(record):
    slug = record.slug
    fixed = [
        reverse("innovations:detail", args=[slug]),
        reverse("innovations:history", args=[slug]),
        reverse("innovations:jsonld", args=[slug]),
        reverse("innovations:card", args=[slug]),
        reverse("innovations:catalogue"),
        f"{reverse('innovations:catalogue')}?q=rahasia",
        f"{reverse('innovations:suggest')}?q=kenari",
        reverse("innovations:years"),
    ]
    whole = ["export_csv", "export_json", "catalogue_json", "atom", "json_feed"]
    one = ["record_json", "bibtex", "ris", "csl_json"]
    return [
        *fixed,
        *(reverse(f"exchange:{name}") for name in whole),
        *(reverse(f"exchange:{name}", args=[slug]) for name in one),
        f"{reverse('exchange:search_suggestions')}?q=kenari",
    ]


def test_what_was_verified_is_found_everywhere_at_once(scene, client):
    draft = scene.checked()

    verifying.verify_draft(draft, by=scene.verifier)
    seal_pending()
    IndexFollower().follow(head_seq())

    for address in (
        reverse("innovations:detail", args=[draft.innovation.slug]),
        f"{reverse('innovations:catalogue')}?q=nelayan",
        reverse("exchange:atom"),
        reverse("exchange:export_csv"),
    ):
        assert draft.innovation.slug in client.get(address, secure=True).getvalue().decode(), (
            address
        )


def test_published_words_leave_the_private_answers_behind(scene, client):
    contact = {"name": f"{CANARY}-kontak", "email": "a@contoh.go.id"}
    record = scene.verified(values={**VALUES, "contact": contact}).innovation
    record.refresh_from_db()

    page = client.get(reverse("innovations:detail", args=[record.slug]), secure=True)

    assert CANARY not in page.content.decode()
    versions = Draft.objects.get(innovation=record).version.fields
    assert CANARY not in json.dumps(versions)
