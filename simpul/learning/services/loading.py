"""Take over the lists of this room from rows."""

from pathlib import Path

from django.db import transaction

from simpul.core.hooks import LoadReport
from simpul.core.loading import Fields, Row, rows_of, take_over
from simpul.learning.models import Language, Role


@transaction.atomic
def load_lists(directory: Path) -> LoadReport:
    """Make languages and roles equal to the files of ``directory``."""
    return _load(Language, directory / "languages.csv") + _load(Role, directory / "roles.csv")


def _load(model, path: Path) -> LoadReport:
    if not path.exists():
        return LoadReport()
    return take_over(model, rows_of(path), key="key", read=_read)


def _read(row: Row) -> Fields:
    said = {name: row[name] for name in ("key", "label_id", "label_en", "source")}
    return {**said, "order": int(row["order"])}
