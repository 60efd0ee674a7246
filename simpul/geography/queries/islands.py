"""Groups of islands: how the nation is told from west to east."""

from django.utils.translation import gettext_lazy as _

# By the first digit of the ministry's codes.
ISLANDS = (
    ("12", _("Sumatra")),
    ("3", _("Java")),
    ("5", _("Bali and Nusa Tenggara")),
    ("6", _("Kalimantan")),
    ("7", _("Sulawesi")),
    ("8", _("Maluku")),
    ("9", _("Papua")),
)


def island_of(code: str) -> str:
    """The digits under which the region ``code`` stands in ``ISLANDS``; empty for none."""
    return next((digits for digits, _label in ISLANDS if code and code[0] in digits), "")
