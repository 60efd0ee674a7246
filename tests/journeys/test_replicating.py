"""From a stated need to a certificate and a new record: an adopter, its hub, and whoever reads."""

import io
import re
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.cache import cache
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from simpul.core import clock
from simpul.documents.models import State as LetterState
from simpul.hubs.models import Level, MilestoneKind
from simpul.hubs.policies import COORDINATOR
from simpul.innovations.models import InnovationText, Relation
from simpul.innovations.services import index
from simpul.needs.models import Need
from simpul.replication.models import Case, DocumentRole
from simpul.replication.workflow import CaseState
from tests.browser import axe_violations, overflows
from tests.factories.geography import ProvinceFactory, RegencyFactory
from tests.factories.hubs import HubFactory, MilestoneFactory, serving
from tests.factories.innovations import InnovationFactory
from tests.factories.organisations import OrganisationFactory, admin_of
from tests.factories.replication import load_rules
from tests.factories.vocabularies import SectorFactory, StageFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PROBLEM = "Nelayan di pulau jauh dari kantor untuk mengurus surat kapal."


class Sides:
    """The two who act in the browser, each in a window of their own."""

    def __init__(self, open_as, adopter, hub):
        self.open_as, self.people = open_as, {"adopter": adopter, "hub": hub}
        self.pages = {}

    def page(self, side, path):
        if side not in self.pages:
            self.pages[side] = self.open_as(self.people[side], path)
        else:
            self.pages[side].goto(path)
        return self.pages[side]


@pytest.fixture
def place(settings, tmp_path):
    settings.VAR_DIR, settings.MEDIA_ROOT, settings.SEMANTIC = tmp_path, tmp_path / "files", False
    cache.clear()
    load_rules()
    province = ProvinceFactory(code="73", name="Provinsi Uji")
    hub = HubFactory(level=Level.PROVINCE, region=province, areas=[province])
    MilestoneFactory(hub=hub, kind=MilestoneKind.LAUNCHED)
    StageFactory(code="running", label_id="Berjalan", label_en="Running")
    here, there = (RegencyFactory(code=f"73.{n}", parent=province) for n in (91, 92))
    adopter = OrganisationFactory(name="Pemerintah Kabupaten Penerima", region=here)
    giver = OrganisationFactory(name="Pemerintah Kabupaten Asal", region=there)
    sector = SectorFactory(key="kelautan", label_id="kelautan", label_en="sea")
    origin = InnovationFactory(
        title="Samsat Kapal", owner=giver, sector=sector, region=there, province=province
    )
    for field, text in (
        ("summary", "Layanan administrasi kapal nelayan satu tempat."),
        ("how_it_works", "Petugas datang ke dermaga dua kali sebulan."),
    ):
        InnovationText.objects.create(innovation=origin, field=field, language="id", text=text)
    index.reindex()
    return {"adopter": admin_of(adopter), "hub": serving(hub, COORDINATOR), "origin": origin}


@pytest.fixture
def sides(place, browser_page):
    def begin(**look):
        def open_as(person, path):
            client = Client()
            client.force_login(person)
            page = browser_page("/healthz", **{"width": 390, **look})
            name = project.SESSION_COOKIE_NAME
            cookie = {"name": name, "value": client.cookies[name].value, "url": page.url}
            page.context.add_cookies([cookie])
            page.goto(path)
            return page

        return Sides(open_as, place["adopter"], place["hub"])

    return begin


def is_well(page):
    assert axe_violations(page) == []
    assert not overflows(page)


def fill(page, **values):
    """Type into the boxes of the page by their names; choose where there is a choice."""
    for name, value in values.items():
        box = page.locator(f"main [name={name}]")
        kind = box.first.get_attribute("type")
        if kind in {"radio", "checkbox"}:
            page.locator(f"main [name={name}][value='{value}']").first.check()
        elif box.first.evaluate("each => each.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.first.fill(value)


def today():
    return clock.today().isoformat()


def day(name, when):
    return {f"{name}_day": str(when.day), f"{name}_month": str(when.month),
            f"{name}_year": str(when.year)}  # fmt: skip


def send(page, **values):
    """Fill the form of the page and send it; it is accepted."""
    fill(page, **values)
    page.locator("main form.stack button").first.click()
    page.wait_for_load_state()
    assert page.locator(".field__error").count() == 0, page.locator("main").inner_text()


def next_step(page, case):
    """Open the desk of the case and follow the one step it says is next."""
    page.goto(f"/id/meja/replikasi/kasus/{case.number}/")
    page.locator("section[aria-labelledby=next] a.button").click()
    page.wait_for_load_state()


# --- The way -----------------------------------------------------------------------------------


def state_a_need(sides, well):
    page = sides.page("adopter", "/id/meja/kebutuhan/tulis/")
    well(page)
    fill(page, title="Surat kapal nelayan pulau", problem=PROBLEM, visibility="public")
    measured = {"name": "Kapal bersurat", "baseline": "20", "direction": "up", "target": "80"}
    fill(page, **{f"indicator-0-{name}": value for name, value in measured.items()})
    fill(page, **day("indicator-0-baseline_on", clock.today()))
    page.get_by_role("button", name="Simpan kebutuhan").click()
    page.wait_for_load_state()
    return Need.objects.get()


def find_an_answer(sides, need, well):
    """From the need to what solved it elsewhere, and an interest in it."""
    page = sides.page("adopter", f"/id/meja/kebutuhan/{need.slug}/")
    page.locator("a[href*='/replikasi/cari/']").first.click()
    page.get_by_role("link", name="Samsat Kapal").first.wait_for()
    well(page)
    page.get_by_role("link", name="Kirim minat").first.click()
    send(page, local_name="Kapal Bersurat", mode="adaptation")
    case = Case.objects.get()
    assert (case.need, case.state) == (need, CaseState.INTEREST)
    return case


def let_it_begin(sides, case, well):
    page = sides.page("hub", "/id/meja/")
    next_step(page, case)
    send(page)
    well(page)
    case.refresh_from_db()
    assert case.state == CaseState.LEARNING


def learn(sides, case):
    page = sides.page("adopter", "/id/meja/")
    next_step(page, case)
    send(page, kind="call", planned_on=today())
    page.goto(f"/id/meja/replikasi/kasus/{case.number}/")
    session = case.sessions.get()
    page.goto(f"/id/meja/replikasi/kasus/{case.number}/belajar/{session.pk}/")
    send(page, report="Cara kerja petugas dermaga.", held_on=today())
    next_step(page, case)
    send(page)


def agree(sides, case, folder):
    """Drafted, numbered, printed, signed by hand, handed in."""
    page = sides.page("adopter", "/id/meja/")
    next_step(page, case)
    signers = {"origin_name": "Ibu Asal", "adopter_name": "Bapak Penerima"}
    send(page, **signers, origin_office="Sekda", adopter_office="Sekda")
    next_step(page, case)
    page.locator("section[aria-labelledby=steps] form button").first.click()
    page.wait_for_load_state()
    letter = case.papers.get(role=DocumentRole.AGREEMENT).document
    assert re.fullmatch(r"001/PKS/.+", letter.number)
    page.goto(f"/id/meja/dokumen/{letter.pk}/")
    pdf = page.request.get(page.locator("a[href*='/berkas/pdf/']").first.get_attribute("href"))
    pages = len(PdfReader(io.BytesIO(pdf.body())).pages)
    page.locator("a[href$='/salinan-bertanda-tangan/']").first.click()
    page.locator("input[type=file]").set_input_files(scan_of(pages, folder))
    page.locator("input[name=compared]").check()
    page.locator("main form button").last.click()
    page.wait_for_load_state()
    letter.refresh_from_db()
    assert letter.state == LetterState.IN_FORCE
    next_step(page, case)
    send(page)


def scan_of(pages, folder) -> Path:
    path = folder / "bertanda-tangan.pdf"
    sheets = [Image.new("L", (620, 877), 255) for _page in range(pages)]
    sheets[0].save(path, format="PDF", save_all=True, append_images=sheets[1:])
    return path


def adapt_and_plan(sides, case):
    hub, page = sides.page("hub", "/id/meja/"), sides.page("adopter", "/id/meja/")
    next_step(hub, case)
    send(hub)
    next_step(page, case)
    for part in case.matrix.all():
        page.goto(f"/id/meja/replikasi/kasus/{case.number}/matriks/{part.pk}/")
        send(page, treatment="as_is")
    next_step(page, case)
    send(page)
    next_step(page, case)
    fill(page, title="Tim dermaga", owner="Dinas Kelautan", due_on=today())
    page.locator("main form:has([name=owner]) button").click()
    page.wait_for_load_state()
    next_step(page, case)
    send(page)


def put_into_practice(sides, case):
    page = sides.page("adopter", "/id/meja/")
    next_step(page, case)
    send(page, note="Uji coba berjalan baik.")
    next_step(page, case)
    send(page, implemented_on=today())
    measure = case.measures.get()
    page.goto(f"/id/meja/replikasi/kasus/{case.number}/hasil/{measure.pk}/")
    fill(page, value="85", n="400", measured_on=today())
    page.locator("main form:has([name=value]) button").click()
    page.wait_for_load_state()
    next_step(page, case)
    send(page)
    case.refresh_from_db()
    assert case.state == CaseState.COMPLETING


def complete_and_report(sides, case):
    hub, page = sides.page("hub", "/id/meja/"), sides.page("adopter", "/id/meja/")
    next_step(hub, case)
    send(hub)
    next_step(page, case)
    send(page, summary="Kapal nelayan kini bersurat.", lessons="Mulai dari pulau terjauh.")
    case.refresh_from_db()
    assert case.state == CaseState.DONE
    # The desk offers to close the need with what solved it.
    next_step(page, case)
    page.locator("textarea[name=solution]").fill("Petugas datang ke dermaga.")
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    case.need.refresh_from_db()
    assert (case.need.state, case.need.solved_by) == ("closed", case.result)


def read_by_everybody(browser_page, case, well, **look):
    """The certificate, the record and the tree tell the same to whoever comes."""
    letter = case.papers.get(role=DocumentRole.CERTIFICATE).document
    page = browser_page(f"/id/dokumen/periksa/{letter.code}/", width=390, **look)
    page.get_by_text(letter.number).first.wait_for()
    well(page)
    page.goto(case.result.get_absolute_url())
    page.get_by_text("Samsat Kapal").first.wait_for()
    well(page)
    page.goto(f"/id/replikasi/silsilah/{case.origin.slug}/")
    page.locator(".descent__name", has_text="Kapal Bersurat").first.wait_for()
    well(page)


# --- Walked ------------------------------------------------------------------------------------


def test_a_need_finds_what_solved_it_elsewhere_and_the_hub_lets_a_case_begin(sides):
    both = sides()

    need = state_a_need(both, is_well)
    case = find_an_answer(both, need, is_well)
    let_it_begin(both, case, is_well)

    assert case.measures.get().indicator == "Kapal bersurat"


@pytest.mark.slow
@pytest.mark.parametrize("javascript", [True, False])
def test_a_need_ends_as_a_certificate_and_a_record_of_its_own(
    javascript, sides, browser_page, tmp_path, place
):
    well = is_well if javascript else lambda page: None
    both = sides(javascript=javascript)

    case = find_an_answer(both, state_a_need(both, well), well)
    let_it_begin(both, case, well)
    learn(both, case)
    agree(both, case, tmp_path)
    adapt_and_plan(both, case)
    put_into_practice(both, case)
    complete_and_report(both, case)

    read_by_everybody(browser_page, case, well, javascript=javascript)
    link = Relation.objects.get(subject=case.result)
    assert (link.object, link.kind, link.state) == (place["origin"], "replicates", "confirmed")
