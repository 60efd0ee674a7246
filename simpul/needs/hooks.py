"""What higher rooms may add to the pages of needs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from simpul.core.hooks import Panels

# Each builder gets the request and the ``Need`` of the page. On public pages nothing may depend on
# who reads, and nothing may post.
NEED_PANELS = Panels()
# The same for the page of an idea and of a challenge.
IDEA_PANELS = Panels()
CHALLENGE_PANELS = Panels()


@dataclass(frozen=True)
class NeedAct:
    """Something that can be done about a need: ``url(request, need)`` is where, or empty.

    ``on_desk`` ones stand on the desk page of those who speak for the need; the others on its
    public page, for everybody.
    """

    key: str
    label: str | Promise
    url: Callable[[Any, Any], str]
    icon: str = "arrow-right"
    on_desk: bool = False
    order: int = 100


NEED_ACTS: list[NeedAct] = []
