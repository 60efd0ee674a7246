"""The mentors of the demonstration: two who are ready, one who waits, and what they do."""

from datetime import timedelta
from typing import Any

from simpul.config.demo.adopting import case_of
from simpul.config.demo.people import Cast
from simpul.core import clock
from simpul.geography.models import Region
from simpul.learning.models import Language, Mentor, MentorKind, Role
from simpul.learning.services import coaching, offering
from simpul.learning.services.coaching import Held, Promise
from simpul.replication.models import Side
from simpul.replication.models.mentoring import MentorRequest
from simpul.replication.services import mentoring
from simpul.vocabularies.models import Sector

READY: dict[str, Any] = {
    "kind": MentorKind.INNOVATOR,
    "workplace": "[Contoh] Balai Layanan Melati",
    "profile": "[Contoh] Membuka posyandu malam bersama kader di empat kecamatan.",
    "proof": "[Contoh] Dua inovasi di katalog hub contoh.",
    "sectors": ["kesehatan", "kb", "pppa"],
    "provinces": ["73", "74"],
}
SCHOLAR: dict[str, Any] = {
    "kind": MentorKind.UNIVERSITY,
    "workplace": "[Contoh] Universitas Nusantara, Fakultas Kesehatan Masyarakat",
    "profile": "[Contoh] Mendampingi puskesmas kepulauan menyusun jadwal dan mencatat hasilnya.",
    "proof": "[Contoh] Lima pendampingan yang selesai.",
    "sectors": ["kesehatan", "kb", "pangan"],
    "provinces": ["73"],
}
WAITING: dict[str, Any] = {
    "kind": MentorKind.UNIVERSITY,
    "workplace": "[Contoh] Universitas Nusantara, Fakultas Ilmu Administrasi",
    "profile": "[Contoh] Meneliti antrean dan alur layanan di kantor kecamatan.",
    "proof": "[Contoh] Tiga tulisan tentang waktu tunggu.",
    "sectors": ["pelayananumum", "kependudukan"],
    "provinces": [],
}
WISH = "[Contoh] Menyusun jadwal siaran dan cara mencatat pertanyaan warga."
ADVICE = "[Contoh] Mulai dari satu desa; catat pertanyaan dengan nomor, bukan nama."
PROMISE = "[Contoh] Daftar desa dan juru siar dikirim kepada pendamping."


def begin(cast: Cast) -> None:
    """Let two people offer to be mentors, and the hub take one on; once."""
    if cast.hub is None or not Language.objects.exists():
        return
    for key, words in (("rekan", READY), ("dosen", SCHOLAR), ("delegasi", WAITING)):
        if Mentor.objects.filter(person=cast[key]).exists():
            continue
        mentor = offering.offer_mentoring(cast.hub, said=_said(words), capacity=2, by=cast[key])
        if words is not WAITING:
            offering.confirm(mentor, by=cast["koordinator"])


def accompany(cast: Cast) -> None:
    """Let one case be accompanied, with a session in its log, and another wait; once."""
    by, language = cast["adopsi"], Language.objects.filter(key="ind").first()
    if language is None or MentorRequest.objects.filter(asked_by=by).exists():
        return
    asked = mentoring.ask(case_of("cendana-radio"), by=by, wish=WISH, language=language)
    mentoring.ask(case_of("mutiara-loket"), by=by, wish=WISH, language=language)
    mentor = Mentor.objects.get(person=cast["dosen"])
    mentorship = mentoring.propose(asked, mentor, by=cast["koordinator"])
    mentoring.accept(mentorship, by=cast["dosen"])
    today = clock.today()
    coaching.log_session(
        mentorship.case,
        Held(held_on=today, kind="online", minutes=75, people=6, advice=ADVICE),
        by=cast["dosen"],
        roles=Role.objects.filter(key__in=["team", "frontline"]),
        promises=[Promise(PROMISE, Side.ADOPTER, today + timedelta(days=14))],
    )


def _said(words: dict[str, Any]) -> dict[str, Any]:
    return {
        **words,
        "organisation": None,
        "contact": "[Contoh] 0800-000-000",
        "is_remote": True,
        "travels_everywhere": False,
        "is_public": True,
        "shows_name": True,
        "shows_workplace": True,
        "sectors": list(Sector.objects.filter(key__in=words["sectors"])),
        "languages": list(Language.objects.filter(key__in=["ind", "eng"])),
        "provinces": list(Region.objects.filter(code__in=words["provinces"])),
    }
