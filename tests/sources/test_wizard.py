"""From a file to its dry run on screen, and words that are settled once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from simpul.core import clock
from simpul.core.models import File
from simpul.innovations.policies import STEWARD
from simpul.sources.models import LearnedName, Mapping, Run, WorkItem
from simpul.sources.queries.items import items_for, offers
from simpul.sources.queries.resolving import Book
from simpul.sources.services import settling
from simpul.sources.workflow import ItemState
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.organisations import OrganisationFactory, OrganisationNameFactory
from tests.factories.runs import SourceFactory

pytestmark = pytest.mark.django_db

CONTENT = (
    "No;Nama Inovasi;Instansi;Tahun;Kontak\n"
    "1;Ojek ASI;Kementerian Laut;2019;Siti 081234567890\n"
    "2;Sip-Peka;Entah Siapa;dua ribu;\n"
).encode("utf-16")


@pytest.fixture
def source(db):
    return SourceFactory(key="sheet", adapter="table")


@pytest.fixture
def steward(source):
    return MandateFactory(office=STEWARD, scope=source.authority).person


@pytest.fixture
def desk(client, steward):
    client.force_login(steward)
    return client


@pytest.fixture
def sea(db):
    body = OrganisationFactory(code="KL-LAUT", name="Kementerian Laut")
    OrganisationNameFactory(organisation=body)
    return body


def page(name, *args):
    return reverse(f"sources:{name}", args=args)


def send(client, content=CONTENT, name="rekap.csv"):
    """Send a file; answers the page it leads to."""
    file = SimpleUploadedFile(name, content)
    return client.post(page("wizard", "sheet"), {"file": file})


def test_a_file_becomes_a_mapping_and_a_dry_run(desk, source, sea):
    reading = send(desk)
    file = File.objects.get()
    assert reading.url == page("wizard_reading", "sheet", file.token)

    shown = desk.get(reading.url)
    assert shown.context["seen"].encoding.name == "utf-16"
    assert "UTF-16" in shown.content.decode()

    columns = page("wizard_columns", "sheet", file.token)
    guessed = desk.get(columns).context["form"]
    assert [column.field for column in guessed.plan] == ["", "title", "owner", "year", "personal"]
    chosen = {f"column_{at}": field.initial for at, field in enumerate(list(guessed)[3:])}
    answer = desk.post(columns, {"name": "Rekap", "language": "id", **chosen})

    kept = Mapping.objects.get()
    assert (kept.name, kept.authority, kept.way) == ("Rekap", source.authority, {})
    preview = desk.get(answer.url)
    first, second = preview.context["records"]
    assert {line.value for line in first.values} == {"Kementerian Laut", "2019"}
    assert [problem.field for problem in second.problems] == ["year", "owner"]
    assert b"0812" not in preview.content

    started = desk.post(answer.url)
    run = Run.objects.get()
    assert started.url == run.get_absolute_url()
    assert (run.source, run.file) == (source, file)


def test_the_next_file_with_the_same_headings_is_known(desk, source):
    send(desk)
    columns = page("wizard_columns", "sheet", File.objects.get().token)
    desk.post(columns, {"name": "Rekap", "language": "en", "column_2": "title"})
    send(desk, CONTENT.decode("utf-16").lower().encode(), "lagi.csv")

    again = page("wizard_columns", "sheet", File.objects.last().token)
    form = desk.get(again).context["form"]

    assert (form.initial["name"], form.initial["language"]) == ("Rekap", "en")
    assert [column.field for column in form.plan] == ["", "", "title", "", "personal"]


def test_what_is_chosen_for_reading_is_kept_with_the_mapping(desk, source):
    text = b"Rekap;2021;x\nJudul;Instansi;Tahun\nA;B;2020\n"
    token = send(desk, text).url.split("/")[-3]
    columns = page("wizard_columns", "sheet", token) + "?header=1"
    form = desk.get(columns).context["form"]
    assert [column.column for column in form.plan] == ["Rekap", "2021", "x"]

    desk.post(columns, {"name": "Lain", "language": "id", "column_0": "title"})

    assert Mapping.objects.get().way == {"header": 1}


def test_nothing_typed_is_lost_when_a_mapping_is_refused(desk, source):
    send(desk)
    columns = page("wizard_columns", "sheet", File.objects.get().token)

    answer = desk.post(columns, {"name": "Punya saya", "language": "id", "column_2": "owner"})

    assert answer.status_code == 422
    assert "Punya saya" in answer.content.decode()
    assert '<option value="owner" selected>' in answer.content.decode()
    assert not Mapping.objects.exists()


def test_one_field_is_not_filled_twice(desk, source):
    send(desk)
    columns = page("wizard_columns", "sheet", File.objects.get().token)
    twice = {"column_1": "title", "column_2": "title"}

    assert desk.post(columns, {"name": "x", "language": "id", **twice}).status_code == 422


@pytest.mark.parametrize("content", [b"<html>Masuk</html>", b"   ", b"PK\x03\x04 no"])
def test_what_is_no_file_of_records_is_refused_beside_its_field(desk, source, content):
    answer = send(desk, content)

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_nobody_else_sees_the_file_or_the_source(desk, client, source):
    token = send(desk).url.split("/")[-3]
    other = MandateFactory(office=STEWARD, scope=source.authority).person
    client.force_login(other)
    assert client.get(page("wizard_reading", "sheet", token)).status_code == 404

    client.force_login(UserFactory())
    assert client.get(page("wizard", "sheet")).status_code == 404


# --- Words that were not understood ------------------------------------------------------------


def waiting(source, given="Entah Siapa", field="owner", **more):
    return WorkItem.objects.create(
        source=source,
        key="1",
        field=field,
        given=given,
        kind="unresolved",
        say="Tidak dikenal.",
        remedy="Katakan artinya.",
        opened_at=clock.now(),
        **more,
    )


def owner_of(source, text):
    return Book(source).owner(text).body


def test_words_settled_once_are_understood_everywhere_and_taken_back(source, steward, sea):
    twin = SourceFactory(key="twin", adapter="table", authority=source.authority)
    item, same = waiting(source), waiting(twin, "ENTAH  SIAPA")

    settling.settle(item, "KL-LAUT", by=steward)

    same.refresh_from_db()
    assert (item.state, same.state) == (ItemState.SETTLED, ItemState.SETTLED)
    assert owner_of(source, "entah siapa") == owner_of(twin, "Entah Siapa") == sea
    assert (item.settled_with, item.settled_by) == ("KL-LAUT", steward)

    settling.reopen(item, by=steward)

    assert item.state == ItemState.OPEN
    assert owner_of(source, "Entah Siapa") is None
    assert LearnedName.objects.get().undone_by == steward


def test_what_an_authority_learned_says_nothing_about_anothers_words(source, steward, sea):
    settling.settle(waiting(source), "KL-LAUT", by=steward)

    assert owner_of(SourceFactory(), "Entah Siapa") is None


def test_words_may_mean_nothing(source, steward):
    settling.settle(waiting(source), "", by=steward)

    owned = Book(source).owner("Entah Siapa")
    assert (owned.body, owned.unclear) == (None, None)


def test_a_code_that_does_not_exist_settles_nothing(source, steward):
    item = waiting(source)

    with pytest.raises(ValidationError):
        settling.settle(item, "KL-TIDAK-ADA", by=steward)

    item.refresh_from_db()
    assert item.state == ItemState.OPEN


def test_only_who_leads_the_source_settles_its_words(source, sea):
    item = waiting(source)
    stranger = MandateFactory(office=STEWARD, scope=SourceFactory().authority).person

    assert not items_for(stranger).exists()
    with pytest.raises(PermissionDenied):
        settling.settle(item, "KL-LAUT", by=stranger)


def test_taking_back_what_was_learned_asks_again(source, steward, sea):
    item = waiting(source)
    learned = settling.settle(item, "KL-LAUT", by=steward)

    settling.take_back(learned, by=steward)

    item.refresh_from_db()
    assert (item.state, item.settled_with) == (ItemState.OPEN, "")


def test_a_wording_is_settled_on_its_page(desk, source, sea):
    item = waiting(source, candidates=["KL-LAUT"])
    one = page("item", item.pk)
    assert "Kementerian Laut" in desk.get(one).content.decode()

    refused = desk.post(page("item_act", item.pk, "settle"), {})
    assert refused.status_code == 422

    done = desk.post(page("item_act", item.pk, "settle"), {"code": "KL-LAUT"})
    assert done.url == one
    assert "Kementerian Laut" in desk.get(page("items") + "?state=settled").content.decode()
    desk.post(page("item_act", item.pk, "reopen"))
    item.refresh_from_db()
    assert item.state == ItemState.OPEN


def test_another_body_is_looked_for_by_name(source, steward, sea):
    item = waiting(source)

    assert offers(item) == []
    assert [offer.code for offer in offers(item, "laut")] == ["KL-LAUT"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_however_long_it_is(
    desk, source, sea, count, django_assert_max_num_queries
):
    for number in range(count):
        waiting(source, f"Entah {number}", candidates=["KL-LAUT"])

    with django_assert_max_num_queries(22):
        desk.get(page("items"))
