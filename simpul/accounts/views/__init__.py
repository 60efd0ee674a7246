"""Pages of a person's own account."""

from simpul.accounts.adapters.account import proved_lately
from simpul.accounts.views.doors import block_of, central, stepped_up

__all__ = ["block_of", "central", "proved_lately", "stepped_up"]
