"""Take over hubs, what happened to them and their agreements from rows."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from simpul.core.loading import Fields, Links, LoadReport, Row, split, take_over
from simpul.geography.models import Region
from simpul.hubs.models import Agreement, Hub, Level, Milestone
from simpul.organisations.models import Organisation
from simpul.statistics.services import partial_date

LEVELS = {
    "nasional": Level.NATIONAL,
    "provinsi": Level.PROVINCE,
    "kementerian": Level.MINISTRY,
    "lembaga": Level.AGENCY,
}


def load_hubs(rows: Iterable[Row], *, by=None) -> LoadReport:
    """Make the hubs and the areas they serve equal to ``rows``.

    A hub keeps its address when its name changes, and what was changed here is left alone.
    """
    bodies = _keys(Organisation)
    regions = _keys(Region)
    slugs = dict(Hub.objects.values_list("code", "slug"))

    def read(row: Row) -> Fields:
        code = row["id"]
        slug = slugs.setdefault(code, free_slug(row["name"], set(slugs.values())))
        return {
            "code": code,
            "slug": slug,
            "name": row["name"],
            "level": LEVELS[row["level"]],
            "organisation_id": bodies[row["institution_id"]],
            "region_id": regions[row["region_code"]] if row["region_code"] else None,
            "website": row["website"],
            "decree": row["decree"],
            "wave": row["wave"],
            "note_id": row["note_id"],
            "note_en": row["note_en"],
            "source": row["source"],
        }

    def links(row: Row) -> Links:
        return {"areas": {regions[code] for code in split(row["area_codes"])}}

    return take_over(
        Hub,
        rows,
        key="code",
        read=read,
        links=links,
        is_ours=lambda hub: hub.corrected_at is not None,
        by=by,
    )


def load_milestones(rows: Iterable[Row], *, by=None) -> LoadReport:
    """Make the milestones equal to ``rows``."""
    hubs = _keys(Hub)

    def read(row: Row) -> Fields:
        day, precision = partial_date(row["date"])
        if row["precision"] and row["precision"] != precision:
            raise ValidationError(
                _("“%(date)s” does not agree with the precision “%(precision)s”.")
                % {"date": row["date"], "precision": row["precision"]}
            )
        return {
            "code": row["id"],
            "hub_id": hubs[row["hub_id"]],
            "kind": row["kind"],
            "date": day,
            "precision": precision,
            "document": row["document"],
            "note_id": row["note_id"],
            "note_en": row["note_en"],
            "source": row["source"],
        }

    return take_over(Milestone, rows, key="code", read=read, by=by)


def load_agreements(rows: Iterable[Row], *, by=None) -> LoadReport:
    """Make the agreements and the hubs they concern equal to ``rows``."""
    hubs = _keys(Hub)

    def links(row: Row) -> Links:
        return {"hubs": {hubs[code] for code in split(row["hub_ids"])}}

    return take_over(Agreement, rows, key="code", read=_agreement, links=links, by=by)


def _agreement(row: Row) -> Fields:
    return {
        "code": row["id"],
        "kind_id": row["kind_id"],
        "kind_en": row["kind_en"],
        "date": date.fromisoformat(row["date"]),
        "parties": split(row["parties"]),
        "signers": split(row["signers"]),
        "subject_id": row["subject_id"],
        "subject_en": row["subject_en"],
        "source": row["source"],
    }


def _keys(model) -> dict[str, int]:
    return dict(model.objects.values_list("code", "pk"))


def free_slug(name: str, taken: set[str]) -> str:
    wanted = slugify(name)[:110]
    tails = ["", *(f"-{number}" for number in range(2, len(taken) + 3))]
    return next(wanted + tail for tail in tails if wanted + tail not in taken)
