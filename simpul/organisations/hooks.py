"""What higher rooms may add to the page of an institution."""

from simpul.core.hooks import Panels

# Each builder gets the request and the ``Organisation`` of the page.
ORGANISATION_PANELS = Panels()
