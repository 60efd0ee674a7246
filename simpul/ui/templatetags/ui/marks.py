"""Small signs: each says in words what its shape says."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.ui import icons
from simpul.ui import kain as weaving
from simpul.ui import qr as codes
from simpul.ui.hooks import Words
from simpul.ui.templatetags.ui.library import register
from simpul.ui.theme import contrast

TONES = ("ok", "wait", "stop", "info", "none")
GRADES = (
    gettext_lazy("no evidence yet"),
    gettext_lazy("self-reported"),
    gettext_lazy("documented"),
    gettext_lazy("independently verified"),
    gettext_lazy("evaluated with a comparison"),
    gettext_lazy("repeated elsewhere with the same outcome"),
)
WHITE, INK = "#ffffff", "#161b29"


@register.simple_tag
def icon(*, name: str) -> SafeString:
    """A drawing beside a word. ``name``: one of the icons of the gallery."""
    return icons.icon(name)


@register.simple_tag
def status(*, label: Words, tone: str = "none") -> SafeString:
    """A state in words with its knot. ``tone``: ok, wait, stop, info or none."""
    if tone not in TONES:
        raise ValueError(f"{tone!r} is no tone of a status")
    return format_html('<span class="status status--{}">{}</span>', tone, label)


@register.simple_tag
def tag(*, label: Words, award: bool = False, url: str = "") -> SafeString:
    """A quiet fact; ``award`` shows it in turmeric, ``url`` makes it a link."""
    classes = "tag tag--award" if award else "tag"
    if url:
        return format_html('<a class="{}" href="{}">{}</a>', classes, url, label)
    return format_html('<span class="{}">{}</span>', classes, label)


@register.simple_tag
def chip(*, label: Words, url: str, group: Words = "") -> SafeString:
    """An active filter; its link takes it away. ``group`` names the facet for those who listen."""
    away = _("remove filter %(group)s") % {"group": group} if group else _("remove filter")
    return format_html(
        '<a class="chip" href="{}">{}{}<span class="sr-only">, {}</span></a>',
        url,
        label,
        icons.icon("x"),
        away,
    )


@register.simple_tag
def evidence(*, grade: int, explained: bool = False) -> SafeString:
    """Five knots on a thread and the grade in words; ``explained`` adds what the grade means."""
    knots = "".join(
        f'<rect class="knot{" on" if place < grade else ""}" x="-4" y="-4" width="8" height="8"'
        f' transform="translate({8 + 14.5 * place:g} 7) rotate(45)"/>'
        for place in range(5)
    )
    words = _("Evidence %(grade)s of 5") % {"grade": grade}
    if explained:
        words = f"{words}: {GRADES[grade]}"
    return format_html(
        '<span class="evidence"><svg viewBox="0 0 74 14" aria-hidden="true" focusable="false">'
        '<path class="thread" d="M0 7h74"/>{}</svg><span>{}</span></span>',
        mark_safe(knots),  # noqa: S308 -- numbers of our own
        words,
    )


@register.simple_tag
def kain(*, id: str, family: str = "", completeness: float = 0.0) -> SafeString:  # noqa: A002
    """The woven square of a record: permanent id, sector family, completeness (0 to 1)."""
    return weaving.square(id, family=family, completeness=completeness)


@register.simple_tag
def record_cover(*, id: str, family: str = "", completeness: float = 0.0) -> SafeString:  # noqa: A002
    """The woven strip across the head of a record's page."""
    cloth = weaving.strip(id, family=family, completeness=completeness)
    return format_html('<div class="record-cover" aria-hidden="true">{}</div>', cloth)


@register.simple_tag
def goal(*, number: int, name: Words, colour: str, url: str = "") -> SafeString:
    """A goal of sustainable development: our own number square and its name."""
    ink = max((WHITE, INK), key=lambda candidate: contrast(candidate, colour))
    inside = format_html(
        '<svg class="goal__square" viewBox="0 0 40 40" aria-hidden="true" focusable="false">'
        '<rect width="40" height="40" rx="2" fill="{}"/>'
        '<text x="20" y="27.5" text-anchor="middle" fill="{}">{}</text></svg>'
        '<span class="sr-only">{} </span><span class="goal__name">{}</span>',
        colour,
        ink,
        number,
        number,
        name,
    )
    if url:
        return format_html('<a class="goal" href="{}">{}</a>', url, inside)
    return format_html('<span class="goal">{}</span>', inside)


@register.simple_tag
def qr(*, text: str, label: Words) -> SafeString:
    """A QR code of ``text``, named by ``label``."""
    return codes.svg(text, label=str(label))


@register.simple_tag
def mark() -> SafeString:
    """The mark of Simpul: two nila and two mengkudu threads, interlaced."""
    return mark_safe(
        '<svg class="brand__mark" viewBox="0 0 40 40" fill="none" stroke="currentColor"'
        ' stroke-width="4.6" stroke-linecap="round" aria-hidden="true" focusable="false">'
        '<g transform="rotate(45 20 20)">'
        '<path d="M5.5 14h3.2M19.6 14h14.9M5.5 26h14.9M31.4 26h3.1"/>'
        '<path class="k" d="M14 5.5v14.9M14 31.4v3.1M26 5.5v3.2M26 19.6v14.9"/></g></svg>'
    )
