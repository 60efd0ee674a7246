"""What an origin gives along, as one ZIP file: its artefacts, its public evidence, an index."""

import json
import tempfile
import zipfile
from typing import IO, Any

from django.core.exceptions import PermissionDenied
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from simpul.core import files, journal
from simpul.innovations.models import Artefact, Evidence, Willingness
from simpul.innovations.queries.sharing import artefacts_for_adopters, willingness_of
from simpul.replication.models import Case


def pack(case: Case, *, by) -> IO[bytes]:
    """Write the package of a case into a file that is gone when it is closed.

    Raises ``PermissionDenied`` for whoever has no part in the case.
    """
    if not by.has_perm("replication.take_package_case", case) or case.origin is None:
        raise PermissionDenied(_("Take the package"))
    record = case.origin.kept_record
    artefacts = list(artefacts_for_adopters(record))
    evidence = list(
        Evidence.objects.public().filter(innovation__canonical=record).select_related("file")
    )
    # Whoever sends it closes it.
    whole = tempfile.TemporaryFile()  # noqa: SIM115
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        rows = [_put(archive, "artefacts", one.title, one.file) for one in artefacts if one.file]
        rows += [_put(archive, "evidence", one.title, one.file) for one in evidence]
        index = _index(case, record, artefacts, willingness_of(record), rows)
        archive.writestr("index.json", json.dumps(index, ensure_ascii=False, indent=2))
        archive.writestr("README.txt", _read_me(index))
    journal.record(case, "take_package", by=by, details={"files": len(rows)})
    whole.seek(0)
    return whole


def _put(archive: zipfile.ZipFile, folder: str, title: str, file) -> dict[str, Any]:
    ending = file.name.rpartition(".")[2].lower() if "." in file.name else "bin"
    path = f"{folder}/{file.pk}-{slugify(title)[:60] or 'file'}.{ending}"
    with files.open_file(file) as content, archive.open(path, "w") as inside:
        while piece := content.read(files.PIECE_BYTES):
            inside.write(piece)
    return {"path": path, "title": title, "sha256": file.sha256}


def _index(
    case: Case,
    record,
    artefacts: list[Artefact],
    willing: Willingness | None,
    rows: list[dict[str, Any]],
) -> dict[str, Any]:
    texts = record.texts.filter(language="id").values_list("field", "text")
    return {
        "case": case.number,
        "innovation": {
            "number": record.public_id,
            "title": record.title,
            "owner": record.owner.name if record.owner else "",
            "texts": dict(texts),
        },
        "willingness": None
        if willing is None
        else {
            "stated_on": willing.stated_on.isoformat(),
            "conditions": willing.conditions,
            "per_quarter": willing.per_quarter,
        },
        "artefacts": [
            {
                "title": one.title,
                "kind": one.kind,
                "licence": one.licence,
                "version": one.version,
                "address": one.url,
            }
            for one in artefacts
        ],
        "files": rows,
    }


def _read_me(index: dict[str, Any]) -> str:
    """The index in words, in the language of the letters."""
    with translation.override("id"):
        lines = [
            _("Knowledge package of %(title)s") % {"title": index["innovation"]["title"]},
            _("Owner: %(owner)s") % {"owner": index["innovation"]["owner"]},
            _("Case: %(case)s") % {"case": index["case"]},
            "",
            _("Every file is used under the licence of its row in index.json."),
            "",
        ]
    lines += [f"{row['path']}  {row['title']}" for row in index["files"]]
    lines += [
        f"{one['address']}  {one['title']} ({one['licence']})"
        for one in index["artefacts"]
        if one["address"]
    ]
    return "\n".join(lines) + "\n"
