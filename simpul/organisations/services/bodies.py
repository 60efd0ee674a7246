"""Institutions, their names and successions, kept equal to a list of rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from simpul.core import clock, journal
from simpul.core.loading import LoadReport, fault, split, year
from simpul.geography.models import Region
from simpul.organisations import queries
from simpul.organisations.models import (
    Kind,
    Level,
    NameKind,
    Organisation,
    OrganisationName,
    Status,
    Succession,
    name_key,
)

# The words of the shipped file, and what they mean here.
KINDS = {
    "kementerian koordinator": Kind.COORDINATING_MINISTRY,
    "kementerian": Kind.MINISTRY,
    "lembaga setingkat kementerian": Kind.MINISTERIAL_BODY,
    "lembaga pemerintah nonkementerian": Kind.AGENCY,
    "lembaga negara": Kind.STATE_BODY,
    "lembaga nonstruktural": Kind.NONSTRUCTURAL,
    "lembaga": Kind.BODY,
    "badan hukum publik": Kind.PUBLIC_LAW,
    "pemerintah provinsi": Kind.PROVINCE,
    "pemerintah kabupaten": Kind.REGENCY,
    "pemerintah kota": Kind.CITY,
    "pemerintah wilayah administrasi": Kind.ADMINISTRATIVE,
    "BUMN": Kind.STATE_ENTERPRISE,
    "anak perusahaan BUMN": Kind.STATE_SUBSIDIARY,
    "BUMD": Kind.REGIONAL_ENTERPRISE,
    "swasta": Kind.PRIVATE,
    "tidak diketahui": Kind.UNKNOWN,
}
STATUSES = {"aktif": Status.ACTIVE, "bubar": Status.DISSOLVED, "digabung": Status.MERGED}
LEVELS = {
    Kind.COORDINATING_MINISTRY: Level.MINISTRY,
    Kind.MINISTRY: Level.MINISTRY,
    Kind.PROVINCE: Level.PROVINCE,
    Kind.REGENCY: Level.REGENCY,
    Kind.CITY: Level.CITY,
    Kind.STATE_ENTERPRISE: Level.STATE_ENTERPRISE,
    Kind.STATE_SUBSIDIARY: Level.STATE_ENTERPRISE,
    Kind.REGIONAL_ENTERPRISE: Level.REGIONAL_ENTERPRISE,
    Kind.PRIVATE: Level.PRIVATE,
    Kind.UNKNOWN: Level.UNKNOWN,
}
NATIONAL = "ID"


@dataclass
class _Row:
    """One row of the file, read and checked."""

    code: str
    fields: dict
    names: list[tuple[str, str, str]]
    parent: str
    edges: set[tuple[str, str]]


@transaction.atomic
def load_organisations(rows: Iterable[Mapping[str, str]], *, by=None) -> LoadReport:
    """Make the institutions equal to ``rows`` and touch only those that differ.

    A row that cannot be read is named in ``errors``; the others are loaded.
    """
    wanted, errors = _read(rows)
    created = _create(wanted)
    bodies = {body.code: body for body in Organisation.objects.all()}
    changed = _update(wanted, bodies, errors) | _sync_names(wanted, bodies)
    changed = (changed | _sync_successions(wanted, bodies, errors)) - created
    for verb, codes in (("created", created), ("changed", changed)):
        if codes:
            journal.record_batch(verb, Organisation, [bodies[code].pk for code in codes], by=by)
    same = len(wanted) - len(created) - len(changed)
    return LoadReport(len(created), len(changed), same, errors)


@transaction.atomic
def link_succession(
    predecessor: Organisation,
    *,
    successor: Organisation,
    year: int | None = None,
    is_merger: bool = False,
    by=None,
) -> Succession:
    """Say that ``successor`` took over from ``predecessor``; no later file takes it back.

    Raises ``ValidationError`` when ``predecessor`` would come after itself.
    """
    if queries.leads_to(successor.pk, predecessor.pk):
        raise ValidationError(
            _("%(successor)s cannot follow %(predecessor)s: it already comes before it.")
            % {"successor": successor, "predecessor": predecessor}
        )
    edge, made = Succession.objects.get_or_create(
        predecessor=predecessor,
        successor=successor,
        defaults={"year": year, "is_merger": is_merger, "added_at": clock.now()},
    )
    if made:
        journal.record(edge, "linked", by=by)
    return edge


# --- Reading ------------------------------------------------------------------------------------


def _read(rows) -> tuple[dict[str, _Row], list[str]]:
    regions = {region.code: region for region in Region.objects.all()}
    wanted: dict[str, _Row] = {}
    errors = []
    for line, row in enumerate(rows, start=2):
        try:
            read = _read_row(row, regions)
        except (KeyError, ValidationError) as error:
            errors.append(fault(line, error))
        else:
            wanted[read.code] = read
    return wanted, errors


def _read_row(row: Mapping[str, str], regions: dict[str, Region]) -> _Row:
    code, name = row["id"].strip(), row["name"].strip()
    if not code or not name:
        raise ValidationError(_("An institution needs an id and a name."))
    kind = _meaning(KINDS, row["type"])
    region = _region(row["region_code"], regions)
    others = split(row["other_names"])
    short_name = row["acronym"] or (others[0] if kind in queries.GOVERNMENTS and others else name)
    fields = {
        "name": name,
        "short_name": short_name,
        "acronym": row["acronym"],
        "kind": kind,
        "level": _level(kind, region),
        "region_id": region and region.pk,
        "status": _meaning(STATUSES, row["status"]),
        "valid_from": year(row["valid_from"]),
        "valid_to": year(row["valid_to"]),
        "note": row.get("note") or "",
        "source": row["source"],
    }
    _check(code, fields)
    before, after = split(row["predecessor_ids"]), split(row["successor_ids"])
    return _Row(
        code=code,
        fields=fields,
        names=_names(row, name, short_name, others),
        parent=row["parent_id"],
        edges={(other, code) for other in before} | {(code, other) for other in after},
    )


def _check(code: str, fields: dict) -> None:
    """Raise ``ValidationError`` for what the database would refuse."""
    Organisation(code=code, **fields).clean_fields(exclude=["slug", "parent", "region"])
    if fields["valid_to"] and fields["status"] == Status.ACTIVE:
        raise ValidationError(_("An institution that ended cannot be active."))
    if (fields["valid_from"] or 0) > (fields["valid_to"] or 9999):
        raise ValidationError(_("An institution cannot end before it begins."))


def _names(row, name: str, short_name: str, others: list[str]) -> list[tuple[str, str, str]]:
    """Every way the row names its body, each text once."""
    said = {name: NameKind.NAME}
    groups = {
        NameKind.SHORT: [short_name],
        NameKind.ALIAS: others,
        NameKind.FORMER: split(row.get("former_names")),
        NameKind.UNIT: split(row.get("unit_names")),
    }
    for kind, texts in groups.items():
        for text in texts:
            said.setdefault(text, kind)
    return [(text, str(kind), name_key(text)) for text, kind in said.items()]


def _meaning(words: Mapping, word: str):
    try:
        return words[word]
    except KeyError:
        known = ", ".join(words)
        raise ValidationError(
            _("“%(word)s” is not known here; known are: %(known)s.")
            % {"word": word, "known": known}
        ) from None


def _region(code: str, regions: dict[str, Region]) -> Region | None:
    if code in {"", NATIONAL}:
        return None
    if code not in regions:
        raise ValidationError(_("There is no region %(code)s.") % {"code": code})
    return regions[code]


def _level(kind: Kind, region: Region | None) -> Level:
    if kind == Kind.ADMINISTRATIVE and region:
        return Level.CITY if region.kind == "city" else Level.REGENCY
    return LEVELS.get(kind, Level.AGENCY)


# --- Writing ------------------------------------------------------------------------------------


def _create(wanted: dict[str, _Row]) -> set[str]:
    known = dict(Organisation.objects.values_list("code", "slug"))
    taken = set(known.values())
    new = [row for row in wanted.values() if row.code not in known]
    # The living choose their address first; a name borne twice goes to the body of today.
    new.sort(key=lambda row: row.fields["status"] != Status.ACTIVE)
    bodies = [Organisation(code=row.code, slug=_slug(row, taken), **row.fields) for row in new]
    Organisation.objects.bulk_create(bodies, batch_size=500)
    return {row.code for row in new}


def _slug(row: _Row, taken: set[str]) -> str:
    """A readable address that no other body has; once given it stays."""
    for text in (row.fields["short_name"], row.fields["name"], f"{row.fields['name']} {row.code}"):
        slug = slugify(text.replace("/", " ").replace(".", " "))[:120]
        if slug and slug not in taken:
            break
    taken.add(slug)
    return slug


def _update(wanted, bodies: dict[str, Organisation], errors: list[str]) -> set[str]:
    changed = set()
    columns: set[str] = set()
    for row in wanted.values():
        body = bodies[row.code]
        if body.corrected_at:
            continue
        parent = bodies.get(row.parent)
        if row.parent and parent is None:
            errors.append(_("%(code)s: there is no institution %(parent)s.") % vars(row))
        fields = {**row.fields, "parent_id": parent and parent.pk}
        for name, value in fields.items():
            if getattr(body, name) != value:
                setattr(body, name, value)
                columns.add(name.removesuffix("_id"))
                changed.add(row.code)
    if changed:
        Organisation.objects.bulk_update([bodies[code] for code in changed], columns, 200)
    return changed


def _sync_names(wanted, bodies: dict[str, Organisation]) -> set[str]:
    stored: dict[int, list[tuple[str, str, str]]] = {}
    rows = OrganisationName.objects.order_by("pk").values_list(
        "organisation_id", "name", "kind", "key"
    )
    for pk, name, kind, key in rows:
        stored.setdefault(pk, []).append((name, kind, key))
    stale = [
        row
        for row in wanted.values()
        if not bodies[row.code].corrected_at and stored.get(bodies[row.code].pk) != row.names
    ]
    OrganisationName.objects.filter(organisation__code__in=[row.code for row in stale]).delete()
    OrganisationName.objects.bulk_create(
        [
            OrganisationName(organisation=bodies[row.code], name=name, kind=kind, key=key)
            for row in stale
            for name, kind, key in row.names
        ],
        batch_size=500,
    )
    return {row.code for row in stale}


def _sync_successions(wanted, bodies: dict[str, Organisation], errors: list[str]) -> set[str]:
    """Make the successions among the loaded bodies equal to those that either side names."""
    named = {edge for row in wanted.values() for edge in row.edges}
    stored = {
        (edge.predecessor.code, edge.successor.code): edge
        for edge in Succession.objects.select_related("predecessor", "successor")
    }
    dropped = {
        codes
        for codes, edge in stored.items()
        if codes not in named and wanted.keys() >= set(codes) and edge.added_at is None
    }
    Succession.objects.filter(pk__in=[stored[edge].pk for edge in dropped]).delete()
    added = set()
    for before, after in sorted(named - stored.keys()):
        if before not in bodies or after not in bodies:
            missing = before if before not in bodies else after
            errors.append(_("There is no institution %(code)s.") % {"code": missing})
        elif queries.leads_to(bodies[after].pk, bodies[before].pk):
            pair = {"predecessor": before, "successor": after}
            errors.append(_("%(successor)s already comes before %(predecessor)s.") % pair)
        else:
            Succession.objects.create(predecessor=bodies[before], successor=bodies[after])
            added.add((before, after))
    return {code for edge in added | dropped for code in edge if code in wanted}
