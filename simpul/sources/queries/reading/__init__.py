"""Files as institutions send them, read into records, with every step said aloud."""

from .encodings import Encoding, decoded, encoding_of
from .headers import SECTION, fingerprint
from .tables import (
    Look,
    Record,
    SheetLook,
    Unfit,
    Way,
    kind_of,
    look,
    records,
)

__all__ = [
    "SECTION",
    "Encoding",
    "Look",
    "Record",
    "SheetLook",
    "Unfit",
    "Way",
    "decoded",
    "encoding_of",
    "fingerprint",
    "kind_of",
    "look",
    "records",
]
