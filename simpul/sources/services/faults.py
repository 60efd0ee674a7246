"""Reading files of others: every fault says where it stands, what it is and what to do."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with one cell of one row."""

    file: str
    line: int
    column: str
    what: str
    remedy: str

    def __str__(self) -> str:
        place = _("%(file)s, row %(line)s") % {"file": self.file, "line": self.line}
        if self.column:
            place = _("%(place)s, column %(column)s") % {"place": place, "column": self.column}
        return f"{place}: {self.what} {self.remedy}"


class Unreadable(Exception):
    """The file as a whole cannot be read; nothing of it is taken over."""


def read_rows(path: Path, *, needs: tuple[str, ...] = ()) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with the line each ends on; raises ``Unreadable``, never garbage."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            _check_header(path.name, reader.fieldnames or [], needs)
            for row in reader:
                yield reader.line_num, row
    except FileNotFoundError as error:
        raise Unreadable(_("%(path)s is not there.") % {"path": path}) from error
    except UnicodeDecodeError as error:
        raise Unreadable(
            _("%(file)s is not UTF-8 (byte %(byte)s). Save it as CSV UTF-8.")
            % {"file": path.name, "byte": error.start}
        ) from error
    except csv.Error as error:
        raise Unreadable(
            _("%(file)s is not a readable CSV file: %(error)s.")
            % {"file": path.name, "error": error}
        ) from error


def _check_header(file: str, header, needs: tuple[str, ...]) -> None:
    missing = [name for name in needs if name not in header]
    if missing:
        raise Unreadable(
            _("%(file)s has no column %(columns)s. Its first row must name the columns.")
            % {"file": file, "columns": ", ".join(missing)}
        )
