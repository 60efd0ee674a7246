"""A spreadsheet nobody prepared for, from its bytes to the catalogue and back."""

import io

import pytest

from simpul.core import files
from simpul.innovations.models import Innovation
from simpul.sources.models import Outcome, RawCopy, Verdict, WorkItem
from simpul.sources.services import running, settling
from simpul.sources.workflow import RunState
from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory, OrganisationNameFactory
from tests.factories.runs import SourceFactory, prepare

pytestmark = pytest.mark.django_db

CONTENT = (
    "REKAP INOVASI\n"
    "No;Nama Terobosan;Pemilik;Thn;Kontak\n"
    "1;Ojek ASI;Kementerian Laut;2019;Siti 081234567890\n"
    "2;Sip-Peka;Entah Siapa;2021/2022;\n"
    "3;;Kementerian Laut;2020;\n"
    ";TOTAL;;;\n"
).encode("cp1252")


@pytest.fixture
def source():
    prepare()
    body = OrganisationFactory(code="KL-LAUT", name="Kementerian Laut")
    OrganisationNameFactory(organisation=body)
    return SourceFactory(key="sheet", adapter="table")


def deliver(source, content=CONTENT):
    file = files.keep("rekap.csv", io.BytesIO(content), kind="application/octet-stream")
    run = running.start(source, file=file, queue=False)
    return running.work(run.pk)


def confirmed(run):
    running.confirm_by_command(run)
    return running.work(run.pk)


def verdicts(run):
    return list(Outcome.objects.filter(run=run).order_by("pk").values_list("verdict", flat=True))


def test_what_can_be_understood_comes_in_and_the_rest_waits(source):
    run = deliver(source)

    assert run.state == RunState.READY, (run.stop_code, run.stop_details)
    assert verdicts(run) == [Verdict.CREATE, Verdict.CREATE, Verdict.ERROR]
    assert all("Kontak" not in copy.content for copy in RawCopy.objects.all())
    assert WorkItem.objects.values_list("field", "given").get() == ("owner", "Entah Siapa")

    run = confirmed(run)
    assert run.state == RunState.DONE
    rows = Innovation.objects.order_by("title").values_list("title", "owner__code", "year")
    assert list(rows) == [("Ojek ASI", "KL-LAUT", 2019), ("Sip-Peka", None, 2022)]


def test_the_same_file_again_changes_nothing_and_settled_words_come_in(source):
    confirmed(deliver(source))
    again = confirmed(deliver(source))
    assert verdicts(again) == [Verdict.SAME, Verdict.SAME, Verdict.ERROR]

    settling.settle(WorkItem.objects.get(), "KL-LAUT", by=UserFactory(is_superuser=True))
    learned = confirmed(deliver(source))

    assert verdicts(learned) == [Verdict.SAME, Verdict.CHANGE, Verdict.ERROR]
    assert Innovation.objects.get(title="Sip-Peka").owner.code == "KL-LAUT"
