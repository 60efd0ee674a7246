"""Boxes that hold other words."""

from zlib import crc32

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from simpul.ui.hooks import Words
from simpul.ui.templatetags.ui.library import register

NOTICE_ICONS = {
    "info": "info-circle",
    "ok": "circle-check",
    "warn": "alert-triangle",
    "danger": "alert-circle",
}
TICK_ICONS = {
    "yes": ("check", "y"),
    "no": ("x", "n"),
    "partly": ("alert-triangle", "p"),
    "unknown": ("help", ""),
}


@register.simple_block_tag
def panel(
    content: str, *, title: Words = "", tone: str = "plain", heading: str = "h2"
) -> SafeString:
    """A titled box. ``tone``: plain, or brand for what concerns the reader."""
    return write("panel", content=content, title=title, tone=tone, heading=heading)


@register.simple_block_tag
def notice(
    content: str, *, title: Words = "", tone: str = "info", heading: str = "h2"
) -> SafeString:
    """A message with a start bar. ``tone``: info, ok, warn or danger."""
    sign = NOTICE_ICONS[tone]
    return write("notice", content=content, title=title, tone=tone, heading=heading, icon=sign)


@register.simple_block_tag
def figure(
    content: str, *, title: Words, sub: Words = "", source: Words = "", heading: str = "h3"
) -> SafeString:
    """A finding, its chart and its source; the table of its numbers stands beside it."""
    return write("figure", content=content, title=title, sub=sub, source=source, heading=heading)


@register.simple_block_tag
def empty(content: str, *, title: Words, heading: str = "h2") -> SafeString:
    """What belongs here, why it is empty, and one action."""
    return write("empty", content=content, title=title, heading=heading)


@register.simple_block_tag
def tick(content: str, *, state: str = "yes") -> SafeString:
    """A row of a list of class ``ticks``. ``state``: yes, no, partly or unknown."""
    sign, tone = TICK_ICONS[state]
    return write("tick", content=content, icon=sign, tone=tone, state=state)


@register.simple_block_tag
def how(content: str, *, label: Words = "") -> SafeString:
    """A disclosure that says how a number was computed, or holds the table behind a chart."""
    return write("how", content=content, label=label)


@register.inclusion_tag("ui/components/kpi.html")
def kpi(
    *, value: object, label: Words, of: object = None, how: Words = "", url: str = ""
) -> dict[str, object]:
    """A key figure. ``of``: the whole; ``how``: how it was counted; ``url``: its page."""
    return {"value": value, "label": label, "of": of, "how": how, "url": url}


@register.inclusion_tag("ui/components/button.html")
def button(
    *,
    label: Words,
    url: str = "",
    kind: str = "primary",
    icon: str = "",
    small: bool = False,
    wide: bool = False,
    reason: Words = "",
    name: str = "",
    value: str = "",
) -> dict[str, object]:
    """A link that looks like a button (``url``) or the button of a form.

    ``kind``: primary, plain, quiet or danger. ``reason`` makes it unavailable and says why.
    """
    kinds = {
        "primary": "",
        "plain": " button--plain",
        "quiet": " button--quiet",
        "danger": " button--danger",
    }
    classes = "button" + kinds[kind] + small * " button--small" + wide * " button--wide"
    reason_id = f"why-{crc32(f'{label}{reason}'.encode()):x}" if reason else ""
    return {
        "label": label, "url": url, "icon": icon, "classes": classes,
        "reason": reason, "reason_id": reason_id, "name": name, "value": value,
    }  # fmt: skip


def write(component: str, **context: object) -> SafeString:
    return render_to_string(f"ui/components/{component}.html", context)
