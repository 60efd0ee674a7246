"""Target forms, their lists and their maps, kept equal to the files shipped with the product."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from simpul.core.loading import Fields, LoadReport, Row, changed_here, rows_of, split, take_over
from simpul.profiles.models import (
    Counts,
    Crosswalk,
    Form,
    FormField,
    Kind,
    Option,
    Target,
    Way,
)
from simpul.profiles.models import (
    Mapping as Map,
)
from simpul.profiles.queries.converting import CONVERSIONS

FILES = ("forms", "fields", "maps", "options", "crosswalks")


@transaction.atomic
def load_profiles(directory: Path, *, vocabularies: Path, by=None) -> LoadReport:
    """Take over every file of ``directory``; what was changed here stays.

    ``vocabularies`` holds the lists of IGA, KIPP and OPSI that the forms let choose from.
    """
    rows = {name: rows_of(directory / f"{name}.csv") for name in FILES}
    report = take_over(Form, rows["forms"], key="key", read=_form, is_ours=changed_here, by=by)
    forms = dict(Form.objects.values_list("key", "pk"))
    report += take_over(
        FormField,
        rows["fields"],
        key=("form_id", "key"),
        read=lambda row: _field(row, forms),
        is_ours=changed_here,
        by=by,
    )
    fields = {
        (form, key): pk for form, key, pk in FormField.objects.values_list("form__key", "key", "pk")
    }
    report += take_over(
        Map,
        rows["maps"],
        key=("field_id", "order"),
        read=lambda row: _mapping(row, fields),
        is_ours=changed_here,
        by=by,
    )
    report += take_over(
        Option,
        _options(vocabularies, rows["options"]),
        key=("vocabulary", "code"),
        read=_option,
        is_ours=changed_here,
        by=by,
    )
    return report + take_over(
        Crosswalk, rows["crosswalks"], key=("crosswalk", "ours", "theirs"), read=_pair, by=by
    )


# --- One row -----------------------------------------------------------------------------------


def _form(row: Row) -> Fields:
    plain = ("key", "edition", "language", "about_id", "about_en", "legal_source", "website")
    return {
        **{name: row[name] for name in plain},
        **_labels(row),
        "target": Target(row["target"]).value,
        "order": int(row["order"]),
        "valid_from": date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
    }


def _field(row: Row, forms: Mapping[str, int]) -> Fields:
    plain = ("key", "section_id", "section_en", "hint_id", "hint_en", "options")
    return {
        **{name: row[name] for name in plain},
        **_labels(row),
        "form_id": forms[row["form"]],
        "order": int(row["order"]),
        "kind": Kind(row["kind"]).value,
        "required": row["required"] == "yes",
        "counts": Counts(row["counts"]).value if row["counts"] else "",
        "least": _number(row["least"]),
        "most": _number(row["most"]),
        "takes_evidence": row["takes_evidence"] == "yes",
        "weight": _number(row["weight"]),
        "headings": split(row["headings"]),
    }


def _mapping(row: Row, fields: Mapping[tuple[str, str], int]) -> Fields:
    if row["convert"] not in CONVERSIONS:
        raise ValueError(_("There is no conversion “%(name)s”.") % {"name": row["convert"]})
    plain = ("record", "convert", "crosswalk", "lead_id", "lead_en")
    return {
        **{name: row[name] for name in plain},
        "field_id": fields[row["form"], row["field"]],
        "order": int(row["order"]),
        "way": Way(row["way"]).value,
    }


def _option(row: Row) -> Fields:
    return {
        "vocabulary": row["vocabulary"],
        "code": row["code"],
        "order": int(row["order"]),
        "synonyms": split(row["synonyms"]),
        **_labels(row),
    }


def _pair(row: Row) -> Fields:
    plain = ("crosswalk", "ours", "theirs", "source")
    return {**{name: row[name] for name in plain}, "way": Way(row["way"]).value}


def _labels(row: Row) -> Fields:
    return {name: row[name] for name in ("label_id", "label_en", "source")}


def _number(cell: str) -> int | None:
    return int(cell) if cell else None


# --- Lists that stand among the vocabularies ---------------------------------------------------


def _options(vocabularies: Path, own: Iterable[Row]) -> list[dict[str, str]]:
    """Entries of every list; a row of ours adds to what the vocabularies say of the same code."""
    found = {(row["vocabulary"], row["code"]): row for row in _listed(vocabularies)}
    for row in own:
        kept = found.get((row["vocabulary"], row["code"]), {})
        said = {name: cell for name, cell in row.items() if cell}
        found[row["vocabulary"], row["code"]] = {**row, **kept, **said}
    return list(found.values())


def _listed(vocabularies: Path) -> Iterable[dict[str, str]]:
    files = (
        ("opsi_stage", "opsi_stages.csv", "code", "name"),
        ("opsi_level", "opsi_levels_of_government.csv", "code", "name"),
        ("opsi_tag", "opsi_tags.csv", "tag_en", "tag"),
        ("kipp_group", "kipp_groups.csv", "code", "name"),
    )
    for vocabulary, file, code, name in files:
        for order, row in enumerate(rows_of(vocabularies / file), start=1):
            yield {
                "vocabulary": vocabulary,
                "code": row[code],
                "order": str(order),
                "label_id": row[f"{name}_id"],
                "label_en": _capital(row[f"{name}_en"]),
                "synonyms": "",
                "source": row["source"][:300],
            }


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
