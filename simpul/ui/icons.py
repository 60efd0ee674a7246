"""Tabler's outline icons: one drawing per meaning, written into the page where it is used.

In place they need no request and no identifier, and repeated drawings cost nothing once compressed.
"""

import re
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

SYMBOL = re.compile(r'<symbol id="([a-z0-9-]+)" viewBox="0 0 24 24">(.*?)</symbol>')
SOURCE = Path(__file__).with_name("icons.svg")


@cache
def drawings() -> dict[str, str]:
    """Every icon by name."""
    return dict(SYMBOL.findall(SOURCE.read_text()))


@cache
def icon(name: str) -> SafeString:
    """An icon that accompanies a word; readers of the page's words do not meet it."""
    return mark_safe(  # noqa: S308 -- both parts are ours
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        f"{drawings()[name]}</svg>"
    )
