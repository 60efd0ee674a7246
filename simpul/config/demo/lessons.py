"""What is known of the past: lessons of failure, replications that were told, badges."""

from typing import Any

from simpul.config.demo.adopting import case_of, record_of
from simpul.config.demo.people import Cast
from simpul.core import clock
from simpul.replication.models import Adoption, Badge, BadgeKind, FailureReason, Lesson
from simpul.replication.services import claims, failures
from simpul.replication.services.lineage import badges
from simpul.vocabularies.models import Sector

RIVER = "[Contoh] Perahu tidak dapat dipakai pada musim arus deras"
APP = "[Contoh] Kurir berhenti ketika petugasnya pindah"
TOLD = (
    ("mutiara", "perubahan", "[Contoh] Papan Giliran Air lama", "confirm", ""),
    ("cendana", "terverifikasi", "[Contoh] Tanya Dokter Cendana", "", ""),
    ("rimba", "lewat-masa", "[Contoh] Kebun Sekolah Hulu", "contest",
     "[Contoh] Tidak pernah ada permintaan atau kunjungan kepada kami."),
)  # fmt: skip


def begin(cast: Cast) -> None:
    """Let institutions tell what failed and what they replicated before; once."""
    _lessons(cast)
    _claims(cast)
    _badges(cast)


def _lessons(cast: Cast) -> None:
    if not FailureReason.objects.exists():
        return
    case = case_of("rimba-perahu")
    told: dict[str, dict[str, Any]] = {
        RIVER: {
            "of": "rimba",
            "reasons": ["access", "design"],
            "attempt": "copy",
            "case": case,
            "innovation": case.origin,
            "sector": "kesehatan",
            "happened": "[Contoh] Separuh tahun arus terlalu deras, dan bidan tidak dapat singgah.",
            "advice": "[Contoh] Tanyakan kepada juru mudi lebih dulu; siapkan jalan darat.",
        },
        APP: {
            "of": "institution",
            "reasons": ["champion_left", "budget"],
            "attempt": "own",
            "innovation": record_of("berhenti"),
            "sector": "kependudukan",
            "happened": "[Contoh] Satu petugas mengantar semua surat; ia pindah dan tidak diganti.",
            "advice": "[Contoh] Latih dua orang sejak awal dan masukkan ke anggaran tahunan.",
        },
    }
    for title, said in told.items():
        if not Lesson.objects.filter(title=title).exists():
            _lesson(cast, title, dict(said))


def _lesson(cast: Cast, title: str, said: dict[str, Any]) -> None:
    key = said.pop("of")
    body, by = cast.bodies[key], cast.speakers[key]
    lesson = failures.write_lesson(
        body,
        by=by,
        title=title,
        region=body.region,
        year=clock.today().year,
        sector=Sector.objects.get(key=said.pop("sector")),
        reasons=FailureReason.objects.filter(key__in=said.pop("reasons")),
        **said,
    )
    failures.release_lesson(lesson, by=by)


def _claims(cast: Cast) -> None:
    for key, origin, name, answer, note in TOLD:
        if Adoption.objects.filter(local_name=name).exists():
            continue
        told = claims.record_adoption(
            record_of(origin),
            cast.bodies[key],
            by=cast.speakers[key],
            local_name=name,
            since=clock.today().year - 1,
            note="[Contoh] Ditiru setelah melihat pameran.",
        )
        if answer == "confirm":
            claims.confirm(told, by=cast["admin"])
        elif answer == "contest":
            claims.contest(told, by=cast["admin"], note=note)


def _badges(cast: Cast) -> None:
    record = record_of("perahu")
    for key, kind in (("institution", BadgeKind.ORIGIN), ("mutiara", BadgeKind.ADOPTER)):
        if not Badge.objects.filter(organisation=cast.bodies[key], kind=kind).exists():
            badges.take(cast.bodies[key], record, kind, by=cast.speakers[key])
