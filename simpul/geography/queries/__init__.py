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
from .shapes import BoundaryCount, Drawing, Shape, boundary_counts, drawing, shapes

__all__ = [
    "BoundaryCount",
    "Drawing",
    "Shape",
    "boundary_counts",
    "by_code",
    "descendant_codes",
    "drawing",
    "name_key",
    "nearest",
    "provinces",
    "region_by_code",
    "region_page",
    "resolve",
    "search",
    "shapes",
    "split_kind",
]
