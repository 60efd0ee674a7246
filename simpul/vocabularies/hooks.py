"""What higher rooms may add to the pages of sectors and goals."""

from simpul.core.hooks import Panels

# Each builder gets the request and the ``Sector`` or ``Goal`` of the page.
SECTOR_PANELS = Panels()
GOAL_PANELS = Panels()
