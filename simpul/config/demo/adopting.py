"""The replication cases of the demonstration: one for each state, brought there by its verbs."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from heapq import heapify, heappop, heappush
from typing import Any

from PIL import Image, ImageDraw

from simpul.config.demo import needs
from simpul.config.demo.people import Cast, rows
from simpul.core import clock, files
from simpul.documents.models import Document, Kind
from simpul.documents.services import SignerIn, issue, upload_signed
from simpul.documents.services.rendering import make_files
from simpul.innovations.models import Innovation
from simpul.needs import services as need_services
from simpul.replication.models import Case, Treatment
from simpul.replication.services import cases
from simpul.replication.services.cases.standing import lapse_agreements
from simpul.replication.workflow import STATES_IN_ORDER, CaseState
from simpul.vocabularies.models import Stage

Row = dict[str, str]

REPORT = "[Contoh] Kami melihat sendiri caranya dan membawa pulang contoh jadwal dan buku catatan."
SUMMARY = "[Contoh] Berjalan di semua tempat yang direncanakan; petugas setempat meneruskannya."
LESSONS = "[Contoh] Sepakati jadwal dengan kepala desa lebih dulu; mulai dari tempat terjauh."
CHANGED = "[Contoh] Jadwal mengikuti keadaan setempat."
SOLVED = "[Contoh] Bidan kini singgah dua kali sepekan; angkanya ada di laporan kasus."
ASKED = "[Contoh] Berapa dusun yang akan dilayani, dan siapa penanggung jawabnya?"
# How long an agreement lasts; that of a case whose agreement ended, and the usual one.
SHORT, LONG = 60, 900
# How far those go the usual way that turn off it.
USUAL_WAY = {
    "returned": CaseState.INTEREST,
    "not_valid": CaseState.INTEREST,
    "drafted": CaseState.AGREEMENT,
    "numbered": CaseState.AGREEMENT,
    "cancelled": CaseState.LEARNING,
    "paused": CaseState.LEARNING,
    "disputed": CaseState.LEARNING,
    "lapsed": CaseState.ADAPTING,
}


@dataclass
class Way:
    """One case on its way: what its row says, who takes part, and what day it is."""

    row: Row
    cast: Cast
    case: Case

    @property
    def adopting(self):
        return self.cast.speakers[self.row["adopter"]]

    @cached_property
    def giving(self):
        """Who speaks for the institution it comes from."""
        giver = self.case.origin_organisation.institution
        for key, body in self.cast.bodies.items():
            if body == giver:
                return self.cast.speakers[key]
        return self.cast["admin"]

    @property
    def hub(self):
        return self.cast["koordinator"]


def begin(cast: Cast) -> None:
    """Play every case that is not there yet, all side by side as days go by.

    Numbers of letters only move on, so no case runs ahead of the others.
    """
    if cast.hub is None or not Kind.objects.exists():
        return
    missing = [
        row
        for row in rows("replications")
        if not Case.objects.filter(local_name=row["local_name"]).exists()
    ]
    today = clock.now()
    # When each goes on next; of two at the same moment the upper row goes first.
    going = [
        (today - timedelta(days=int(row["days"])), place, _days(row, cast))
        for place, row in enumerate(missing)
    ]
    heapify(going)
    while going:
        moment, place, days = heappop(going)
        with clock.frozen(moment):
            pause = next(days, None)
        if pause is not None:
            heappush(going, (min(moment + pause, today), place, days))
    lapse_agreements()


def case_of(key: str) -> Case:
    """The case of a row."""
    name = next(row["local_name"] for row in rows("replications") if row["key"] == key)
    return Case.objects.get(local_name=name)


def record_of(key: str) -> Innovation:
    """The record of a row: one of the marked cases, or what a replication led to."""
    for row in rows("cases"):
        if row["key"] == key:
            return Innovation.objects.get(title=row["title"], synthetic=True)
    result = case_of(key).result
    if result is None:
        raise LookupError(key)
    return result


def _days(row: Row, cast: Cast) -> Iterator[timedelta]:
    """Send the interest, then take one step after the other; answers how long to wait each time."""
    goal = USUAL_WAY.get(row["way"], row["way"])
    steps = STATES_IN_ORDER.index(CaseState(goal))
    pace = timedelta(days=(int(row["days"]) - int(row["until"])) / (steps + 1))
    way = Way(row, cast, _open(row, cast))
    yield pace
    while way.case.state != goal:
        _STEPS[CaseState(way.case.state)](way)
        yield pace
    _ENDS.get(row["way"], _nothing)(way)


def _open(row: Row, cast: Cast) -> Case:
    adopter = cast.bodies[row["adopter"]]
    note = row["note"]
    need = needs.need_of(note.removeprefix("need:")) if note.startswith("need:") else None
    stub: dict[str, Any] = {
        "origin_title": note.removeprefix("stub:"),
        "origin_about": "[Contoh] Loket yang buka setelah kapal pulang.",
        "origin_organisation": cast.institution,
    }
    said = {"origin": record_of(row["origin"])} if row["origin"] else stub
    return cases.open_case(
        adopter=adopter,
        facilitator=cast.hub,
        mode=row["mode"],
        local_name=row["local_name"],
        problem=row["problem"] or (need.problem if need else ""),
        need=need,
        adopter_unit="[Contoh] Bidang layanan",
        contact="[Contoh] 0800-000-000",
        by=cast.speakers[row["adopter"]],
        **said,
    )


# --- The usual way -----------------------------------------------------------------------------


def _verify(way: Way) -> None:
    cases.move(way.case, "verify", by=way.hub)
    if way.case.origin is not None:
        # A stub made by the hub belongs to the demonstration, too.
        Innovation.objects.filter(pk=way.case.origin.pk).update(synthetic=True)


def _learn(way: Way) -> None:
    session = cases.plan_session(
        way.case, kind="visit", planned_on=clock.today(), place="[Contoh] Balai desa", by=way.giving
    )
    cases.hold_session(session, held_on=clock.today(), report=REPORT, by=way.adopting)
    step = "skip_agreement" if way.case.is_within_one_house else "finish_learning"
    cases.move(way.case, step, by=way.adopting)


def _agree(way: Way) -> None:
    letter = _draft(way)
    issue(letter, by=way.adopting)
    sign(letter, by=way.adopting)
    cases.move(way.case, "agree", by=way.adopting)


def _draft(way: Way) -> Document:
    today = clock.today()
    days = SHORT if way.row["way"] == "lapsed" else LONG
    return cases.draft_agreement(
        way.case,
        for_adopter=SignerIn(name="[Contoh] Ibu Kepala Badan", office="Kepala badan", party=1),
        for_origin=SignerIn(name="[Contoh] Pak Pimpinan", office="Kepala badan", party=0),
        valid_from=today,
        valid_to=today + timedelta(days=days),
        by=way.adopting,
    )


def sign(letter: Document, *, by) -> None:
    """Hand in a scan that says itself what it is, with all signatures."""
    letter = make_files(letter.pk)
    scan = files.keep("contoh-ditandatangani.pdf", _scan(letter), by=by)
    upload_signed(letter, scan, by=by)


def _scan(letter: Document) -> io.BytesIO:
    page = Image.new("L", (620, 877), 255)
    words = f"CONTOH\n\nSalinan bertanda tangan rekaan\n{letter.number}"
    ImageDraw.Draw(page).multiline_text((60, 160), words, fill=0, font_size=24)
    content = io.BytesIO()
    # As many pages as any of these letters has.
    page.save(content, format="PDF", save_all=True, append_images=[page] * 5)
    content.seek(0)
    return content


def _approve(way: Way) -> None:
    cases.move(way.case, "approve", by=way.hub)


def _weigh(way: Way) -> None:
    for place, part in enumerate(way.case.matrix.all()):
        adapted = place == 1
        cases.weigh(
            part,
            treatment=Treatment.ADAPTED if adapted else Treatment.AS_IS,
            here=CHANGED if adapted else "",
            reason=CHANGED if adapted else "",
            by=way.adopting,
        )
    cases.move(way.case, "settle_matrix", by=way.adopting)


def _plan(way: Way) -> None:
    steps = (("[Contoh] Tim dan surat tugas", 20), ("[Contoh] Mulai di tempat pertama", 60))
    for title, days in steps:
        day = clock.today() + timedelta(days=days)
        owner = "[Contoh] Bidang layanan"
        cases.add_milestone(way.case, title=title, owner=owner, due_on=day, by=way.adopting)
    if not way.case.measures.exists():
        row = way.row
        cases.add_measure(
            way.case,
            indicator=row["indicator"],
            unit=row["unit"],
            direction=row["direction"],
            baseline=Decimal(row["baseline"]),
            baseline_on=clock.today() - timedelta(days=30),
            target=Decimal(row["target"]),
            source="[Contoh] Buku layanan",
            by=way.adopting,
        )
    cases.move(way.case, "start_pilot", by=way.adopting)


def _implement(way: Way) -> None:
    first = way.case.milestones.filter(done_on=None).first()
    if first is not None:
        cases.reach_milestone(first, done_on=clock.today(), by=way.adopting)
    cases.move(way.case, "implement", by=way.adopting, note="[Contoh] Uji coba berjalan baik.")


def _evaluate(way: Way) -> None:
    cases.begin_evaluation(way.case, implemented_on=clock.today(), by=way.adopting)


def _hand_in(way: Way) -> None:
    for measure in way.case.measures.all():
        cases.record_result(
            measure,
            value=Decimal(way.row["result"]),
            measured_on=clock.today(),
            n=int(way.row["n"]),
            method="[Contoh] Dihitung dari buku layanan",
            by=way.adopting,
        )
    cases.move(way.case, "hand_in", by=way.adopting)


def _complete(way: Way) -> None:
    cases.move(way.case, "complete", by=way.hub)
    paper = way.case.papers.filter(role="certificate").first()
    if paper is not None and paper.document_id is not None:
        make_files(paper.document_id)


def _report(way: Way) -> None:
    case = cases.report_back(
        way.case,
        summary=SUMMARY,
        lessons=LESSONS,
        people_reached=int(way.row["n"]),
        life_status=Stage.objects.get(code="running"),
        by=way.adopting,
    )
    if case.result is not None:
        Innovation.objects.filter(pk=case.result.pk).update(synthetic=True)


_STEPS: dict[str, Callable[[Way], None]] = {
    CaseState.INTEREST: _verify,
    CaseState.LEARNING: _learn,
    CaseState.AGREEMENT: _agree,
    CaseState.APPROVAL: _approve,
    CaseState.ADAPTING: _weigh,
    CaseState.PLANNING: _plan,
    CaseState.PILOT: _implement,
    CaseState.IMPLEMENTING: _evaluate,
    CaseState.EVALUATING: _hand_in,
    CaseState.COMPLETING: _complete,
    CaseState.REPORTING: _report,
}


# --- Where the way turns -----------------------------------------------------------------------


def _nothing(way: Way) -> None:
    """It stays where it is."""


def _close_need(way: Way) -> None:
    need = way.case.need
    if need is not None and way.case.result is not None:
        need_services.close(need, by=way.adopting, solution=SOLVED, solved_by=way.case.result)


def _number(way: Way) -> None:
    letter = _draft(way)
    issue(letter, by=way.adopting)
    make_files(letter.pk)


def _note(way: Way) -> str:
    return f"[Contoh] {way.row['note']}"


_ENDS: dict[str, Callable[[Way], Any]] = {
    "done": _close_need,
    "drafted": _draft,
    "numbered": _number,
    "returned": lambda way: cases.move(way.case, "ask_more", by=way.hub, note=ASKED),
    "not_valid": lambda way: cases.move(way.case, "decline", by=way.hub, note=_note(way)),
    "cancelled": lambda way: cases.move(way.case, "cancel", by=way.adopting, note=_note(way)),
    "paused": lambda way: cases.pause(way.case, by=way.adopting, note=_note(way)),
    "disputed": lambda way: cases.dispute(way.case, by=way.adopting, note=_note(way)),
}
