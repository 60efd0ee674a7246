"""What is resolved once for a whole run."""

from dataclasses import dataclass
from typing import Any


@dataclass
class Book:
    """Answers for one source, from tables read when first asked. Keep it for one run, not longer.

    ``source`` is the row of the source; its authority says what its records say.
    """

    source: Any
