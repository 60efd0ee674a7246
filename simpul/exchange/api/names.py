"""How values in addresses are written; the filters are those of the list on screen."""

import re
from datetime import date
from typing import Annotated, Any

from ninja import Path
from pydantic import AwareDatetime, BeforeValidator, Field
from pydantic_core import PydanticCustomError

MOST = 50
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _written_out(value: Any) -> Any:
    """Refuse seconds since some year: a day is written as one."""
    if value is None or (isinstance(value, str) and DAY.match(value)):
        return value
    raise PydanticCustomError("date_parsing", "Write the day as 2026-02-12.")


Moment = Annotated[AwareDatetime, BeforeValidator(_written_out)]
OnDay = Annotated[date, BeforeValidator(_written_out)]
CODE = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$"

AnyCode = Annotated[str, Field(pattern=CODE)]
Codes = Annotated[list[AnyCode], Field(max_length=MOST)]
Provinces = Annotated[list[Annotated[str, Field(pattern=r"^[0-9]{2}$")]], Field(max_length=MOST)]
Regencies = Annotated[
    list[Annotated[str, Field(pattern=r"^[0-9]{2}\.[0-9]{2}$")]], Field(max_length=MOST)
]
Years = Annotated[
    list[Annotated[str, Field(pattern=r"^(?:19|20)[0-9]{2}$")]], Field(max_length=MOST)
]
Affairs = Annotated[
    list[Annotated[str, Field(pattern=r"^[0-9]{1,2}(?:\.[0-9]{1,2})?$")]], Field(max_length=MOST)
]
Goals = Annotated[
    list[Annotated[str, Field(pattern=r"^(?:1[0-7]|[1-9])$")]], Field(max_length=MOST)
]
States = Annotated[
    list[Annotated[str, Field(pattern=r"^(?:listed|verified)$")]], Field(max_length=MOST)
]

Size = Annotated[int, Field(ge=1, le=100)]
Cursor = Annotated[
    str,
    Field(
        max_length=500,
    ),
]
Text = Annotated[str, Field(max_length=200)]

# --- In paths ----------------------------------------------------------------------------------

Id = Annotated[
    str,
    Path(
        pattern=r"^[0-9a-z]{10}$",
        example="wrh9dfvd4v",
    ),
]
CodeInPath = Annotated[str, Path(pattern=CODE)]
SlugInPath = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9_-]{0,79}$")]
YearInPath = Annotated[int, Path(ge=1900, le=2200)]
KeyInPath = Annotated[int, Path(ge=1, le=2**62)]
