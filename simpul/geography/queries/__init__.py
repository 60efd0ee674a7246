"""Questions about regions: which one is meant, what lies in it, how far it is, how it looks."""

from .naming import name_key, resolve, split_kind
from .regions import (
    by_code,
    descendant_codes,
    nearest,
    provinces,
    region_by_code,
    region_page,
    search,
)

__all__ = [
    "by_code",
    "descendant_codes",
    "name_key",
    "nearest",
    "provinces",
    "region_by_code",
    "region_page",
    "resolve",
    "search",
    "split_kind",
]
