"""What is kept about letters: their kinds, the registers that number them, and the papers."""

from .kinds import Block, Field, Input, Kind, Layout, Signing
from .papers import (
    ISSUED,
    NUMBERED,
    Document,
    Extension,
    Method,
    Party,
    SignedCopy,
    Signer,
    State,
    new_code,
)
from .registers import Letterhead, Number, Register, Series

__all__ = [
    "ISSUED",
    "NUMBERED",
    "Block",
    "Document",
    "Extension",
    "Field",
    "Input",
    "Kind",
    "Layout",
    "Letterhead",
    "Method",
    "Number",
    "Party",
    "Register",
    "Series",
    "SignedCopy",
    "Signer",
    "Signing",
    "State",
    "new_code",
]
