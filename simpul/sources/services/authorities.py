"""Who is behind a page, whose word is shown first, and what each grade of evidence means."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction

from simpul.core import journal
from simpul.core.loading import Fields, LoadReport, Row, changed_here, split, take_over
from simpul.innovations.models import Authority, AuthorityKind, EvidenceGrade, Precedence
from simpul.sources.services.faults import read_rows

# Names of machines that serve the same site in another dress.
_DRESSES = ("www.", "m.", "amp.", "mobile.")
CURATION = "penyunting"
NO_ADDRESS = "tanpa-alamat"


def load_authorities(directory: Path) -> LoadReport:
    """Take over the sources we know by name, their precedence and the grades of evidence."""
    report = LoadReport()
    with transaction.atomic():
        for file, model, key, read in _LISTS:
            rows = (row for _line, row in read_rows(our(directory, file)))
            loaded = take_over(model, rows, key=key, read=read, is_ours=changed_here)
            loaded.errors = [f"{file}, {error}" for error in loaded.errors]
            report += loaded
    return report


def our(directory: Path, file: str) -> Path:
    """The file of ``directory``, or the one shipped where it brings none of its own."""
    own = directory / file
    return own if own.is_file() else settings.DATA_DIR / file


def _authority(row: Row) -> Fields:
    return {
        "key": row["key"],
        "name": row["name"],
        "name_en": row["name_en"],
        "kind": AuthorityKind(row["kind"]).value,
        "url": row["url"],
        "licence": row["licence"],
    }


def _precedence(row: Row) -> Fields:
    authority = Authority.objects.filter(key=row["authority"]).first()
    if row["authority"] and authority is None:
        raise KeyError(row["authority"])
    return {
        "field": row["field"],
        "authority_id": authority.pk if authority else None,
        "kind": AuthorityKind(row["kind"]).value if row["kind"] else "",
        "rank": int(row["rank"]),
        "reason_id": row["reason_id"],
        "reason_en": row["reason_en"],
    }


def _grade(row: Row) -> Fields:
    return {
        "grade": int(row["grade"]),
        "months": int(row["months"]) if row.get("months") else None,
        **{name: row[name] for name in ("label_id", "label_en", "rule_id", "rule_en")},
    }


_LISTS: tuple[tuple[str, type[models.Model], str | tuple[str, ...], Callable], ...] = (
    ("authorities.csv", Authority, "key", _authority),
    ("precedence.csv", Precedence, ("field", "authority_id", "kind"), _precedence),
    ("evidence_grades.csv", EvidenceGrade, "grade", _grade),
)


class AuthorityBook:
    """Names the authority behind a source; a site never seen before becomes one of its own."""

    def __init__(self, directory: Path) -> None:
        self._by_key = {authority.key: authority for authority in Authority.objects.all()}
        self._hosts: dict[str, str] = {}
        self._programmes: dict[str, str] = {}
        for _line, row in read_rows(our(directory, "authorities.csv")):
            self._hosts.update((host, row["key"]) for host in split(row["hosts"]))
            self._programmes.update((name, row["key"]) for name in split(row["programmes"]))

    @property
    def curation(self) -> Authority:
        """Those who classified and summarised this collection."""
        return self._by_key[CURATION]

    def behind(self, url: str, programme: str) -> Authority:
        """Who says what stands at ``url``; a register is known by its programme, even in a copy."""
        host = _bare(urlsplit(url).hostname or "")
        known = self._known_host(host) or self._programmes.get(programme)
        if known:
            return self._by_key[known]
        if not host:
            return self._by_key[NO_ADDRESS]
        return self._by_key.get(host) or self._new(host)

    def _known_host(self, host: str) -> str | None:
        """The authority of the host or of the site it belongs to."""
        parts = host.split(".")
        sites = (".".join(parts[start:]) for start in range(len(parts) - 1))
        return next((self._hosts[site] for site in sites if site in self._hosts), None)

    def _new(self, host: str) -> Authority:
        official = host.endswith(".go.id")
        authority = Authority.objects.create(
            key=host,
            name=host,
            kind=AuthorityKind.OFFICIAL if official else AuthorityKind.PRESS,
            url=f"https://{host}",
        )
        journal.record(authority, "create")
        self._by_key[host] = authority
        return authority

    def all(self) -> dict[int, Authority]:
        return {authority.pk: authority for authority in self._by_key.values()}


def _bare(host: str) -> str:
    for dress in _DRESSES:
        host = host.removeprefix(dress)
    return host
