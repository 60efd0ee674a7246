"""The mentors of the demonstration: one who is ready, one who waits for the hub."""

from typing import Any

from simpul.config.demo.people import Cast
from simpul.geography.models import Region
from simpul.learning.models import Language, Mentor, MentorKind
from simpul.learning.services import offering
from simpul.vocabularies.models import Sector

READY: dict[str, Any] = {
    "kind": MentorKind.INNOVATOR,
    "workplace": "[Contoh] Balai Layanan Melati",
    "profile": "[Contoh] Membuka posyandu malam bersama kader di empat kecamatan.",
    "proof": "[Contoh] Dua inovasi di katalog hub contoh.",
    "sectors": ["kesehatan", "kb", "pppa"],
    "provinces": ["73", "74"],
}
WAITING: dict[str, Any] = {
    "kind": MentorKind.UNIVERSITY,
    "workplace": "[Contoh] Universitas Nusantara, Fakultas Ilmu Administrasi",
    "profile": "[Contoh] Meneliti antrean dan alur layanan di kantor kecamatan.",
    "proof": "[Contoh] Tiga tulisan tentang waktu tunggu.",
    "sectors": ["pelayananumum", "kependudukan"],
    "provinces": [],
}


def begin(cast: Cast) -> None:
    """Let two people offer to be mentors, and the hub take one on; once."""
    if cast.hub is None or not Language.objects.exists():
        return
    for key, words in (("rekan", READY), ("delegasi", WAITING)):
        if Mentor.objects.filter(person=cast[key]).exists():
            continue
        mentor = offering.offer_mentoring(cast.hub, said=_said(words), capacity=2, by=cast[key])
        if words is READY:
            offering.confirm(mentor, by=cast["koordinator"])


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
