"""What higher rooms may add to the page of a region."""

from simpul.core.hooks import Panels

# Each builder gets the request and the ``Region`` of the page.
REGION_PANELS = Panels()
