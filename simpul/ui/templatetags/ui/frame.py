"""What `ui/page.html` writes around every page."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_from_path, override
from django.utils.translation import gettext_lazy as _

from simpul.ui import hooks
from simpul.ui.templatetags.ui.forms import address
from simpul.ui.templatetags.ui.library import register

LANGUAGE_NAMES = {"id": "Bahasa Indonesia", "en": "English"}
FOOT_GROUPS = {"browse": _("Explore"), "data": _("Open data"), "help": _("Help")}
SITE_NAME = "Simpul"
MESSAGE_TONES = {"success": "ok", "warning": "warn", "error": "danger"}


@register.simple_block_tag
def page_title(content: str) -> SafeString:
    """The title of the page, for the tab and for those who share it."""
    text = one_line(content)
    is_whole = text == SITE_NAME or text.startswith(f"{SITE_NAME}:")
    full = text if is_whole else format_html("{} | {}", text, SITE_NAME)
    return format_html('<title>{}</title>\n<meta property="og:title" content="{}">', full, text)


@register.simple_block_tag
def page_description(content: str) -> SafeString:
    """What the page holds in one sentence, for search engines and those who share it."""
    text = one_line(content)
    return format_html(
        '<meta name="description" content="{}">\n<meta property="og:description" content="{}">',
        text,
        text,
    )


def one_line(content: str) -> SafeString:
    """Rendered words without marks and line breaks; entities stay as they are written."""
    text = re.sub(r"\s+", " ", strip_tags(content)).strip()
    return mark_safe(text.replace('"', "&quot;"))  # noqa: S308 -- rendered and stripped above


@register.inclusion_tag("ui/components/mainnav.html", takes_context=True)
def main_navigation(context: Context) -> dict[str, object]:
    """The main menu, from what the rooms added to ``hooks.NAVIGATION``."""
    path, section = here(context)
    entries = []
    for item in sorted(hooks.NAVIGATION, key=lambda item: item.order):
        url = address(item.url_name)
        current = (
            "page" if url == path else "true" if item.section and item.section == section else ""
        )
        if url:
            entries.append({"label": item.label, "url": url, "current": current})
    return {"entries": entries}


@register.inclusion_tag("ui/components/foot_links.html")
def foot_links() -> dict[str, object]:
    """The links at the foot of every page, in groups; only pages that exist."""
    links = sorted(hooks.FOOT, key=lambda link: (list(FOOT_GROUPS).index(link.group), link.order))
    found = [(link.group, link.label, address(link.url_name)) for link in links]
    groups = groupby((row for row in found if row[2]), key=lambda row: row[0])
    return {"groups": [(FOOT_GROUPS[key], list(rows)) for key, rows in groups]}


@register.inclusion_tag("ui/components/site_bars.html")
def site_bars() -> dict[str, object]:
    """What every page says first while it holds: a demonstration, a site closed for writing."""
    return {"bars": [words for say in hooks.BARS if (words := say())]}


@register.inclusion_tag("ui/components/search_link.html")
def search_link() -> dict[str, object]:
    """The way to the search page, where there is one."""
    return {"url": address(hooks.SEARCH.url_name)}


@register.inclusion_tag("ui/components/messages.html", takes_context=True)
def page_messages(context: Context) -> dict[str, object]:
    """What the last act led to, said once at the top of the page that follows it."""
    said = context.get("messages") or ()
    return {"said": [(str(row), MESSAGE_TONES.get(row.level_tag, "info")) for row in said]}


@register.inclusion_tag("ui/components/people_links.html", takes_context=True)
def people_links(context: Context) -> dict[str, object]:
    """The way in for visitors; for whoever signed in, their desk with what waits, and account."""
    request, places = context.get("request"), hooks.PEOPLE
    person = getattr(request, "user", None) if known(context) else None
    if person is None or not person.is_authenticated:
        return {"person": None, "sign_in": address(places.sign_in_url_name)}
    return {
        "person": person,
        "desk": address(places.desk_url_name),
        "account": address(places.account_url_name),
        "waiting": places.waiting(person) if places.waiting else 0,
    }


@register.inclusion_tag("ui/components/languages.html", takes_context=True)
def language_switch(context: Context) -> dict[str, object]:
    """The same page in the other language."""
    return {"languages": languages(context, whole=True)}


@register.inclusion_tag("ui/components/page_links.html", takes_context=True)
def page_links(context: Context) -> dict[str, object]:
    """The lasting address of the page and of its other language, for search engines."""
    path, _section = here(context)
    return {
        "canonical": f"{settings.SITE_URL}{context.get('canonical') or path}" if path else "",
        "languages": languages(context, whole=False) if known(context) else [],
        "site_url": settings.SITE_URL,
        "locale": {"id": "id_ID", "en": "en_GB"}.get(get_language() or "", "id_ID"),
        "site_name": SITE_NAME,
    }


def languages(context: Context, *, whole: bool) -> Iterable[dict[str, Any]]:
    """Each language with the address of this page in it; home where the page has none."""
    request = context.get("request")
    path = request.get_full_path() if request is not None else "/"
    rows = []
    for code, _name in settings.LANGUAGES:
        url = _in_language(request, path, code) if known(context) else f"/{code}/"
        url = url if whole else urlsplit(url).path
        rows.append(
            {"code": code, "name": LANGUAGE_NAMES[code], "url": url, "here": code == get_language()}
        )
    return rows


def _in_language(request: Any, path: str, code: str) -> str:
    """The address of the page in a language: what answers it is known, so nothing is looked up."""
    if get_language_from_path(request.path) == code:
        return path
    match = request.resolver_match
    try:
        with override(code):
            other = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    except NoReverseMatch:
        return path
    return urlunsplit(urlsplit(path)._replace(path=other))


def known(context: Context) -> bool:
    """Whether the page has an address of its own; pages about errors have none."""
    request = context.get("request")
    return getattr(request, "resolver_match", None) is not None and not context.get("error_page")


def here(context: Context) -> tuple[str, str]:
    """The path of the page and the room that answers it."""
    request = context.get("request")
    if request is None:
        return "", ""
    match = request.resolver_match
    return request.path, (match.namespace if match else "")


@register.simple_tag
def home_url() -> str:
    """The front page in the reader's language."""
    return f"/{get_language()}/"
