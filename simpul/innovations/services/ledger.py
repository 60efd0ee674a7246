from dataclasses import dataclass, field

from simpul.innovations.queries.precedence import Ladder, ladder
from simpul.innovations.services.codebook import Codebook


@dataclass
class Ledger:
    """What writing records reads again and again: codes, precedence and authorities."""

    codebook: Codebook = field(default_factory=Codebook)
    table: Ladder = field(default_factory=ladder)
