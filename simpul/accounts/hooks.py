"""What higher rooms add to a person's account: where it opens, and panels on its page."""

from dataclasses import dataclass

from simpul.core.hooks import Panels


@dataclass
class Landing:
    """The page somebody sees after signing in, unless they were on their way elsewhere."""

    url_name: str = "accounts:me"


LANDING = Landing()

# Panels of the account page; ``build(request, person)``.
ACCOUNT_PANELS = Panels()
