"""What the owner of the marked records gives along: willingness, templates, an address."""

import io
from datetime import timedelta

from PIL import Image, ImageDraw

from simpul.config.demo.adopting import record_of
from simpul.config.demo.people import Cast
from simpul.core import clock, files
from simpul.innovations.models import Willingness
from simpul.innovations.services import sharing

GIVEN = "perahu", "lewat-masa", "perubahan"
CONDITIONS = "[Contoh] Nama inovasi asal disebut, dan hasilnya dilaporkan setelah enam bulan."
LICENCE = "CC BY 4.0"
YEAR = timedelta(days=365)


def begin(cast: Cast) -> None:
    """Let the owner say that others may come and learn; once."""
    for key in GIVEN:
        record = record_of(key)
        if Willingness.objects.filter(innovation=record).exists():
            continue
        today = clock.today()
        sharing.state_willingness(
            record,
            by=cast["admin"],
            stated_on=today,
            valid_to=today + YEAR,
            conditions=CONDITIONS,
            per_quarter=3,
        )
        _papers(record, cast)


def _papers(record, cast: Cast) -> None:
    for kind, title, is_public in (
        ("procedure", "[Contoh] Prosedur harian petugas", True),
        ("decree", "[Contoh] Naskah keputusan kepala badan", False),
    ):
        sharing.add_artefact(
            record,
            kind=kind,
            title=title,
            licence=LICENCE,
            version="1",
            is_public=is_public,
            file=files.keep("contoh.pdf", _page(title), by=cast["admin"]),
            by=cast["admin"],
        )
    sharing.add_artefact(
        record,
        kind="software",
        title="[Contoh] Lembar jadwal dan buku register",
        licence="AGPL-3.0-or-later",
        url="https://contoh.test/jadwal",
        by=cast["admin"],
    )


def _page(title: str) -> io.BytesIO:
    page = Image.new("L", (620, 877), 255)
    ImageDraw.Draw(page).multiline_text((60, 160), f"CONTOH\n\n{title[9:]}", fill=0, font_size=24)
    content = io.BytesIO()
    page.save(content, format="PDF")
    content.seek(0)
    return content
