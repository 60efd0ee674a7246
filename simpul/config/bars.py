"""What every page says first while it holds."""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.core import maintenance

DEMONSTRATION = _(
    "This is a demonstration. People and cases marked “[Contoh]” are made up; nothing here was "
    "verified by a real hub."
)
CLOSED = _("The site is being maintained: you can read everything, and change nothing for now.")


def demonstration() -> str | Promise:
    """Said on every page of a hub to try out."""
    return DEMONSTRATION if settings.DEMO else ""


def closed() -> str | Promise:
    """Said while nothing is written, with the operator's note."""
    found = maintenance.closing()
    if found is None or found.reason == maintenance.DISK:
        return ""
    return found.note or CLOSED
