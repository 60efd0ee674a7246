"""The cases of the demonstration: one for each state, brought there by the verbs people use."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from PIL import Image, ImageDraw

from simpul.config.demo.people import Cast, rows
from simpul.core import clock
from simpul.innovations.models import Draft, DraftKind, Innovation, Verdict
from simpul.innovations.services import lifecycle, submission, verifying
from simpul.innovations.services.drafting import open_draft, save_value
from simpul.innovations.services.evidence import add_evidence
from simpul.innovations.services.life import ask as ask_whether_it_runs
from simpul.innovations.services.life import say
from simpul.innovations.services.verifying import Finding

Row = dict[str, str]

STORIES = ("summary", "problem", "how_it_works", "impact")
ANSWERS = (*STORIES, "benefit", "sector", "started_on")
MADE_UP = "Ini contoh rekaan untuk demonstrasi."
DAY = timedelta(days=1)


@dataclass
class Case:
    """One case on its way: what its row says, who is there, what time it is."""

    row: Row
    cast: Cast
    now: datetime

    @contextmanager
    def later(self, days: float) -> Iterator[None]:
        """Go on by so many days, but never past the present."""
        self.now = min(self.now + timedelta(days=days), clock.now())
        with clock.frozen(self.now):
            yield


def play(cast: Cast) -> list[str]:
    """Play every case that is not there yet; answers their titles."""
    played = []
    for row in rows("cases"):
        if not Innovation.objects.filter(title=row["title"], synthetic=True).exists():
            case = Case(row, cast, clock.now() - timedelta(days=int(row["days"])))
            WAYS[row["way"]](case)
            played.append(row["title"])
    return played


# --- Writing -----------------------------------------------------------------------------------


def _values(row: Row) -> dict[str, Any]:
    shared = {answer["field"]: answer["value"] for answer in rows("answers")}
    own: dict[str, Any] = {name: row[name] for name in ANSWERS if row[name]}
    own |= {name: f"{own[name]} {MADE_UP}" for name in STORIES if name in own}
    own["goals"] = [row["goal"]]
    if not row["indicator"]:
        # What is still being written has no more than its beginning.
        return own
    started = row["started_on"]
    outcome = {
        "indicator": row["indicator"],
        "unit": row["unit"],
        "baseline": row["baseline"],
        "baseline_on": f"{int(started[:4]) - 1}-12-31",
        "latest": row["latest"],
        "latest_on": f"{int(started[:4]) + 1}-12-31",
        "method": "Dihitung dari buku layanan (contoh).",
    }
    contact = {
        "name": "[Contoh] Meja layanan",
        "position": "Petugas",
        "email": "layanan@contoh.test",
        "public": True,
    }
    return {**shared, **own, "outcomes": [outcome], "contact": contact}


def _written(case: Case) -> Draft:
    author = case.cast["penulis"]
    with case.later(0):
        draft = open_draft(
            kind=DraftKind.NEW,
            organisation=case.cast.unit,
            by=author,
            values={"title": case.row["title"], **_values(case.row)},
        )
        Innovation.objects.filter(pk=draft.innovation_id).update(synthetic=True)
        if case.row["indicator"]:
            _show(draft, case, field="outcomes")
    return draft


def _show(draft: Draft, case: Case, *, field: str) -> None:
    """A picture that says itself what it is."""
    picture = Image.new("RGB", (960, 540), "#f4efe6")
    words = f"CONTOH\n\nBukti rekaan untuk demonstrasi\n{case.row['key']}"
    ImageDraw.Draw(picture).multiline_text((60, 180), words, fill="#3a2c1e", font_size=36)
    content = io.BytesIO()
    picture.save(content, format="PNG")
    add_evidence(
        draft,
        f"contoh-{case.row['key']}.png",
        content,
        field=field,
        by=case.cast["penulis"],
        title="[Contoh] Catatan buku layanan",
        public=True,
    )


# --- To the hub --------------------------------------------------------------------------------


def _submitted(case: Case) -> Draft:
    draft = _written(case)
    with case.later(0.2):
        return submission.submit(draft, by=case.cast["penulis"])


def _awaiting_sign_off(case: Case) -> Draft:
    draft = _written(case)
    with case.later(0.2):
        return submission.ask_sign_off(draft, by=case.cast["penulis"])


def _dropped(case: Case) -> Draft:
    draft = _written(case)
    with case.later(1):
        return submission.drop(draft, by=case.cast["penulis"])


# --- In the hub --------------------------------------------------------------------------------


def _in_verification(case: Case) -> Draft:
    draft = _submitted(case)
    with case.later(1):
        return verifying.take_up(draft, by=case.cast["verifikator"])


def _asked(case: Case) -> Draft:
    draft, verifier = _in_verification(case), case.cast["verifikator"]
    question = "Siapa yang menghitung angka ini, dan apakah bukunya dapat dilihat?"
    with case.later(1):
        verifying.check(draft, [Finding("impact", Verdict.ASK, question)], by=verifier)
        verifying.ask(draft, by=verifier)
    return draft


def _returned(case: Case) -> Draft:
    draft, verifier = _in_verification(case), case.cast["verifikator"]
    finding = Finding("problem", Verdict.UNFIT, "Sebutkan berapa orang yang ditanya.")
    with case.later(2):
        verifying.check(draft, [finding], by=verifier)
        return verifying.return_draft(
            draft, by=verifier, note="Hampir lengkap; perbaiki satu jawaban lalu kirim lagi."
        )


def _refused(case: Case) -> Draft:
    draft = _in_verification(case)
    with case.later(2):
        return verifying.refuse(
            draft,
            by=case.cast["verifikator"],
            note="Ini kegiatan di dalam kantor, bukan perubahan pelayanan bagi warga.",
        )


def _accepted(case: Case) -> Draft:
    draft, verifier = _in_verification(case), case.cast["verifikator"]
    with case.later(2):
        verifying.accept_rest(draft, by=verifier)
        return verifying.verify_draft(draft, by=verifier, note="[Contoh] Lengkap dan jelas.")


# --- After it is public ------------------------------------------------------------------------


def _record(case: Case) -> Innovation:
    return Innovation.objects.get(pk=_accepted(case).innovation_id)


def _change(case: Case) -> Draft:
    """A verified record whose next version is being checked."""
    record, author = _record(case), case.cast["penulis"]
    with case.later(60):
        said = _values(case.row)
        again = {name: said[name] for name in ("life_status", "contact")}
        draft = open_draft(kind=DraftKind.CHANGE, innovation=record, by=author, values=again)
        kept = draft.values.get(field="lessons")
        save_value(
            draft,
            "lessons",
            "Tempel jadwal di papan desa dan bacakan sebelum salat Jumat; pesan saja tidak cukup.",
            language=kept.language,
            base=kept.revision,
            by=author,
        )
        return submission.submit(draft, by=author)


def _kept(case: Case) -> None:
    """A verified record whose owner says each year that it still runs."""
    record = _record(case)
    with case.later(450):
        say(record, "running", by=case.cast["admin"])


def _overdue(case: Case) -> None:
    """A verified record whose owner has not said for long whether it still runs."""
    record = _record(case)
    with case.later(395):
        ask_whether_it_runs([record], due_on=clock.today() + 14 * DAY)


def _stopped(case: Case) -> None:
    record = _record(case)
    with case.later(250):
        say(
            record,
            "stopped",
            reason="Petugas antarnya pindah tugas dan anggarannya tidak dilanjutkan.",
            by=case.cast["admin"],
        )


def _withdrawn(case: Case) -> None:
    record = _record(case)
    with case.later(120):
        lifecycle.withdraw(
            record,
            by=case.cast["verifikator"],
            note="[Contoh] Ditarik atas permintaan pemiliknya untuk diperbaiki.",
        )


WAYS: dict[str, Callable[[Case], Any]] = {
    "writing": _written,
    "awaiting_sign_off": _awaiting_sign_off,
    "submitted": _submitted,
    "in_verification": _in_verification,
    "asked": _asked,
    "returned": _returned,
    "accepted": _accepted,
    "change": _change,
    "kept": _kept,
    "overdue": _overdue,
    "stopped": _stopped,
    "withdrawn": _withdrawn,
    "refused": _refused,
    "dropped": _dropped,
}
