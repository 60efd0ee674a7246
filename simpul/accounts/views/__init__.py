"""Pages of a person's own account."""

from simpul.accounts.views.doors import central, proved_lately, stepped_up

__all__ = ["central", "proved_lately", "stepped_up"]
