"""Years as bars of a chart."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from simpul.ui.parts import Bar

# Years that find room for their names under a chart.
YEARS = 12


def recent(years: Sequence[tuple[int, int]]) -> list[Bar]:
    """The last years as bars, those before them together."""
    late = [Bar(str(year), count) for year, count in years[-YEARS:]]
    before = sum(count for _year, count in years[:-YEARS])
    if not before:
        return late
    return [Bar(_("to %(year)s") % {"year": years[-YEARS - 1][0]}, before), *late]
