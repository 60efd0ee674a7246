import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from simpul.replication.queries.lineage.badges import REVOKED, STATEMENT, public_keys, verify


class Command(BaseCommand):
    help = (
        "Check the signed statement of a badge of replication, without asking any site: that one "
        "of the keys signed it, that no word of it was changed, and, where the file of keys was "
        "saved with them, that it was not revoked by then. STATEMENT is what the page of a badge "
        "gives as JSON; --keys is the file of public keys beside it. Without --keys the keys of "
        "this installation are taken. Ends with 1 when the badge is not genuine."
    )

    def add_arguments(self, parser):
        parser.add_argument("statement", type=Path, metavar="STATEMENT")
        parser.add_argument("--keys", type=Path, metavar="FILE", help="the public keys, as saved")
        parser.add_argument("--json", action="store_true", help="answer for programs, on stdout")

    def handle(self, *, statement, **options):
        said = _read(statement)
        known = _read(options["keys"]) if options["keys"] else {"keys": public_keys()}
        fault = verify(said, known.get("keys") or []) or _revoked(said, known)
        payload = said.get(STATEMENT) if not fault else None
        if options["json"]:
            told = {"genuine": not fault, "fault": str(fault), "statement": payload}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        if fault:
            raise CommandError(f"Not genuine: {fault}", returncode=1)
        if not options["json"]:
            self.stdout.write(self.style.SUCCESS(f"Genuine: {_told(payload or {})}"))


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError) as wrong:
        raise CommandError(f"{path} cannot be read as JSON: {wrong}", returncode=2) from wrong
    if not isinstance(found, dict):
        raise CommandError(f"{path} holds no JSON object.", returncode=2)
    return found


def _revoked(said: dict[str, Any], known: dict[str, Any]) -> str:
    day = known.get(REVOKED, {}).get("revoked", {}).get(said.get(STATEMENT, {}).get("badge"))
    return f"it was revoked on {day}." if day else ""


def _told(payload: dict[str, Any]) -> str:
    holder, innovation = payload.get("holder", {}), payload.get("innovation", {})
    return (
        f"{payload.get('badge')}, {payload.get('kind')} badge of {holder.get('name')} for "
        f"{innovation.get('title')}, {payload.get('confirmed')} confirmed, "
        f"given {payload.get('given')}."
    )
