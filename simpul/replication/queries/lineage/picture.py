"""A badge as a picture: plain SVG that needs no style, no script and no other file."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simpul.replication.models import BadgeKind
from simpul.replication.queries.lineage.badges import Checked

FACE = "Plus Jakarta Sans, Segoe UI, Roboto, Arial, sans-serif"
NAME = 34


def badge_svg(found: Checked) -> SafeString:
    """The badge with what it says today; one that counts no more says so across it."""
    badge = found.badge
    title, line = words(found)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 112" width="360" height="112"'
        ' role="img" aria-label="{label}"><title>{label}</title>'
        '<rect x=".5" y=".5" width="359" height="111" rx="4" fill="#ffffff" stroke="#dfdcd6"/>'
        '<path fill="{tone}" d="M0 4a4 4 0 0 1 4-4h352a4 4 0 0 1 4 4v4H0z"/>'
        '<path fill="none" stroke="{tone}" stroke-width="5" d="M50 34 28 56l22 22 22-22z"/>'
        '<path fill="#eeb23d" d="m50 45-11 11 11 11 11-11z"/>'
        '<g font-family="{face}" fill="#161b29"><text x="92" y="40" font-size="17"'
        ' font-weight="700">{title}</text><text x="92" y="62" font-size="14">{innovation}</text>'
        '<text x="92" y="81" font-size="13" fill="#3f4552">{line}</text>'
        '<text x="92" y="100" font-size="12" fill="#575c69">Simpul · {code}</text></g></svg>',
        label=f"{title}: {badge.record.name}, {line}. Simpul {badge.code}",
        tone="#2b418a" if found.holds else "#920917",
        face=FACE,
        title=title,
        innovation=_short(badge.record.name),
        line=_short(line, NAME + 8),
        code=badge.code,
    )


def words(found: Checked) -> tuple[str, str]:
    """The heading of a badge and the line under it."""
    badge = found.badge
    if not found.holds:
        return _("Counts no more"), str(found.status.label)
    holder = badge.organisation.short_name
    if badge.kind == BadgeKind.ADOPTER:
        return _("Replicated here"), holder
    count = found.support.confirmed
    title = ngettext("Replicated %(n)d time", "Replicated %(n)d times", count) % {"n": count}
    return title, _("Origin: %(holder)s") % {"holder": holder}


def _short(text: str, most: int = NAME) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
