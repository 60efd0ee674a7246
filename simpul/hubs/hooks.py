"""What higher rooms may add to the page of a hub."""

from simpul.core.hooks import Panels

# Each builder gets the request and the ``Hub`` of the page.
HUB_PANELS = Panels()
