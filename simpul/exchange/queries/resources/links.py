"""Addresses of things: of their pages, and of themselves in the API."""

from typing import Any

from django.conf import settings
from django.urls import reverse

ROOT = "/api/v1"


def api(*parts: Any) -> str:
    """The address of a thing in the API."""
    return f"{settings.SITE_URL}{'/'.join([ROOT, *map(str, parts)])}"


def page(route: str, *arguments: Any) -> str:
    """The address of its page, in the language of the reader."""
    return f"{settings.SITE_URL}{reverse(route, args=arguments)}"


def term(found: Any, code: str = "code") -> dict[str, str] | None:
    """A word of a list: its code and its label in the language of the reader."""
    return {"code": str(getattr(found, code)), "label": str(found.label)} if found else None
