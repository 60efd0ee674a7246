import io
import zipfile

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override

from simpul.innovations.models import DraftRival
from simpul.innovations.queries.quality import Scope
from simpul.innovations.services.drafting import save_value
from simpul.organisations.policies import NATIONAL_ADMIN
from simpul.profiles.models import Answer, Form, FormField
from simpul.profiles.queries.readiness import readiness
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.innovations import InnovationFactory
from tests.profiles.world import record, world

pytestmark = pytest.mark.django_db


def page(client, name, *args, **query):
    return client.get(reverse(f"profiles:{name}", args=args), query)


def test_readers_see_what_is_public_and_nothing_to_write(client, forms):
    shown = record(summary="Kapal layanan.", problem="Jauh.")
    answer = page(client, "package", shown.slug, "kipp-2023")
    text = answer.content.decode()

    assert "Kapal layanan." in text
    assert reverse("profiles:field", args=[shown.slug, "kipp-2023", "ringkasan"]) not in text
    assert page(client, "package_file", shown.slug, "kipp-2023", "zip").status_code == 403
    detail = client.get(shown.get_absolute_url()).content.decode()
    assert reverse("profiles:package", args=[shown.slug, "opsi-case"]) in detail


def test_an_author_writes_for_the_form_and_in_english(client, forms):
    work = world(lessons="Mulai dari satu pulau.")
    client.force_login(work.author)
    slug = work.record.slug
    title = reverse("profiles:field", args=[slug, "opsi-case", "title"])
    lessons = reverse("profiles:field", args=[slug, "opsi-case", "lessons"])

    assert client.get(lessons).status_code == 200
    sent = client.post(title, {"own": "1", "own-base": "0", "own-answer": "Greeting fishers"})
    english = {"text": "lessons", "lessons-base": "0", "lessons-text": "Begin small."}
    client.post(lessons, english)

    assert sent.status_code == 302
    assert Answer.objects.get().value == "Greeting fishers"
    assert work.draft.values.get(field="lessons", language="en").value == "Begin small."
    assert work.draft.values.get(field="lessons", language="id").value == "Mulai dari satu pulau."
    shown = page(client, "package", slug, "opsi-case").content.decode()
    assert "Greeting fishers" in shown
    assert "Begin small." in shown


def test_two_who_translate_at_once_lose_nothing(client, forms):
    work = world(lessons="Mulai dari satu pulau.")
    save_value(work.draft, "lessons", "Start.", language="en", base=0, by=work.author)
    client.force_login(work.author)
    address = reverse("profiles:field", args=[work.record.slug, "opsi-case", "lessons"])
    answer = client.post(
        address, {"text": "lessons", "lessons-base": "0", "lessons-text": "Begin."}
    )

    assert DraftRival.objects.get().value == "Begin."
    assert answer.url == reverse("innovations:two_texts", args=[DraftRival.objects.get().pk])


def test_what_the_form_cannot_hold_is_said_and_stays_typed(client, forms):
    work = world()
    client.force_login(work.author)
    address = reverse("profiles:field", args=[work.record.slug, "kipp-2023", "tanggal_mulai"])
    answer = client.post(address, {"own": "1", "own-base": "0", "own-answer": "tahun lalu"})

    assert answer.status_code == 200
    assert 'value="tahun lalu"' in answer.content.decode()
    assert not Answer.objects.exists()


def test_an_answer_that_is_emptied_gives_the_record_its_word_again(client, forms):
    work = world(summary="Kapal.")
    client.force_login(work.author)
    address = reverse("profiles:field", args=[work.record.slug, "kipp-2023", "ringkasan"])
    client.post(address, {"own": "1", "own-base": "0", "own-answer": "Pendek."})
    late = client.post(address, {"own": "1", "own-base": "0", "own-answer": "Lain."})
    client.post(address, {"own": "1", "own-base": "1", "own-answer": ""})

    assert "Lain." in late.content.decode()
    assert not Answer.objects.exists()


def test_all_of_it_goes_out_in_one_archive_for_those_who_may(client, forms):
    work = world(summary="Kapal.")
    client.force_login(work.author)
    answer = page(client, "package_file", work.record.slug, "kipp-2023", "zip")
    names = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()

    stem = f"kipp-2023-{work.record.public_id}"
    assert names == [f"{stem}.xlsx", f"{stem}.json"]
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_is_whole_in_both_languages(client, forms, language):
    work = world(summary="Kapal.", problem="Jauh.")
    client.force_login(work.author)
    for form in ("opsi-case", "kipp-2023", "iga-2026", "iga-2023"):
        for name in ("package", "printed"):
            with override(language):
                address = reverse(f"profiles:{name}", args=[work.record.slug, form])
            answer = client.get(address)
            assert answer.status_code == 200, address


def test_readiness_counts_required_fields_that_stand(forms):
    full, bare = record(summary="Kapal.", problem="Jauh."), InnovationFactory(owner=None)
    found = readiness(Scope("owner", "x", "x", Q(pk__in=[full.pk, bare.pk])), "kipp-2023")

    kipp = [meters[1].filled for meters in (found.meters[full.pk], found.meters[bare.pk])]
    assert kipp == [4, 0]
    assert found.order[0] == full.pk
    assert found.totals[1].records == 2


def test_a_national_admin_begins_the_next_edition_and_changes_a_limit(client, forms):
    admin = UserFactory()
    MandateFactory(person=admin, office=NATIONAL_ADMIN, scope=None)
    client.force_login(admin)
    session, request = client.session, HttpRequest()
    request.session = session
    record_authentication(request, admin, "password", reauthenticated=True)
    session.save()
    address = reverse("profiles:edition", args=["kipp-2023"])

    client.post(address, {"form": "next", "next-edition": "2027", "next-begins": "2027-01-01"})

    made = Form.objects.get(key="kipp-2027")
    assert made.fields.count() == Form.objects.get(key="kipp-2023").fields.count()
    assert str(Form.objects.get(key="kipp-2023").valid_to) == "2026-12-31"
    field = FormField.objects.get(form=made, key="latar_belakang")
    assert [each.record for each in field.mappings.all()] == ["problem", "objectives"]
    answer = client.post(
        reverse("profiles:edition_field", args=["kipp-2027", "latar_belakang"]),
        {
            "label_id": "Latar belakang", "label_en": "Background", "counts": "words",
            "most": "200",
            "required": "on", "record_1": "problem", "record_2": "summary",
            "lead_id_2": "Singkatnya", "lead_en_2": "In short",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    field.refresh_from_db()
    assert (field.most, field.changed_here) == (200, True)
    assert [each.record for each in field.mappings.all()] == ["problem", "summary"]
