"""Charts and maps: drawn by the server, readable without colour, with their table beside them."""

from collections.abc import Sequence

from simpul.ui import charts as drawing
from simpul.ui import leaders
from simpul.ui.hooks import Words
from simpul.ui.parts import Area, Bar, Line
from simpul.ui.templatetags.ui.library import register


@register.inclusion_tag("ui/components/bars.html")
def bars(*, rows: Sequence[Bar], label: Words, hot: str = "") -> dict[str, object]:
    """A bar chart from zero. ``label`` states the finding; ``hot`` names the bar discussed."""
    columns, lines = drawing.columns(rows, hot)
    return {"columns": columns, "lines": lines, "label": label}


@register.inclusion_tag("ui/components/mini.html")
def mini(*, value: float, highest: float = 1.0) -> dict[str, object]:
    """One bar for a table cell; the number stands beside it."""
    return {"share": drawing.share(value, highest)}


@register.inclusion_tag("ui/components/change.html")
def change(
    *,
    before: drawing.Number,
    after: drawing.Number,
    unit: Words = "",
    before_when: Words = "",
    after_when: Words = "",
    label: Words = "",
) -> dict[str, object]:
    """A number before and after, as two lying bars from zero. ``label`` states the finding."""
    rows = drawing.change((before_when, before), (after_when, after))
    return {"rows": rows, "unit": unit, "label": label}


@register.inclusion_tag("ui/components/choropleth.html")
def choropleth(
    *,
    areas: Sequence[Area],
    label: Words,
    unit: Words,
    view_box: str,
    limits: Sequence[int] = drawing.LIMITS,
    named: Sequence[str] = (),
    size: str = "nation",
) -> dict[str, object]:
    """A map in five steps of one hue, hatched where there is none; areas with an address are links.

    ``label`` states the finding, ``unit`` what is counted, ``named`` which areas carry their name.
    ``size``: nation (wide) or tall.
    """
    drawn = [(area, drawing.class_of(area.value, limits)) for area in areas]
    return {
        "areas": drawn,
        # On the map of the nation the smallest provinces always carry their name, outside.
        "labels": leaders.labels(areas, named, view_box, small=size == "nation"),
        "linked": any(area.url for area in areas),
        "label": label,
        "unit": unit,
        "view_box": view_box,
        "size": size,
    }


@register.inclusion_tag("ui/components/legend.html")
def legend(
    *, highest: float, limits: Sequence[int] = drawing.LIMITS, none: Words = ""
) -> dict[str, object]:
    """The steps of a map as ranges; ``none`` says what the hatch means."""
    return {"ranges": drawing.class_ranges(limits, int(highest)), "none": none}


@register.inclusion_tag("ui/components/weave.html")
def weave(
    *, rows: Sequence[Line], groups: Sequence[tuple[Words, int]], label: Words
) -> dict[str, object]:
    """The woven chart: one thread a column, one row a line, diamonds that grow with the count.

    ``groups`` names neighbouring columns and says how many they are.
    """
    width = max((len(row.counts) for row in rows), default=0)
    return {
        "rows": [drawing.weave_row(row.label, place, row.counts) for place, row in enumerate(rows)],
        "groups": groups,
        "label": label,
        "width": width * drawing.CELL_WIDTH,
        "height": len(rows) * drawing.CELL_HEIGHT,
        "warp": [drawing.CELL_WIDTH * place + drawing.CELL_WIDTH // 2 for place in range(width)],
        "weft": [
            drawing.CELL_HEIGHT * place + drawing.CELL_HEIGHT // 2 for place in range(len(rows))
        ],
    }
