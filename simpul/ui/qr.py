"""QR codes as drawings without style."""

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

QUIET = 4


def svg(text: str, *, label: str) -> SafeString:
    """A QR code of ``text``: dark on light in any theme, so that cameras read it."""
    code = qrcode.QRCode(border=0, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    side = len(code.modules) + 2 * QUIET
    return format_html(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img"'
        ' aria-label="{}" shape-rendering="crispEdges">'
        '<rect width="{}" height="{}" fill="#ffffff"/>'
        '<path fill="#161b29" d="{}"/></svg>',
        side, side, label, side, side, dark_runs(code.modules),
    )  # fmt: skip


def dark_runs(modules: list[list[bool | None]]) -> SafeString:
    """Neighbouring dark modules of a row as one line."""
    drawn = []
    for y, row in enumerate(modules):
        x = 0
        while x < len(row):
            length = next((step for step, dark in enumerate(row[x:]) if not dark), len(row) - x)
            if length:
                drawn.append(f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}z")
            x += length or 1
    return mark_safe("".join(drawn))  # noqa: S308 -- numbers of our own
