"""How a record is cited, and how machines read it."""

import json
from collections.abc import Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from simpul.core import clock
from simpul.innovations.queries.detail import InnovationPage

SITE = "Simpul"


def apa(page: InnovationPage) -> str:
    """A line for a list of references."""
    record = page.innovation
    return _("%(owner)s. (%(year)s). %(title)s [Innovation record]. %(site)s. %(day)s, %(url)s") % {
        "owner": owner_of(page),
        "year": record.year or _("n.d."),
        "title": record.title,
        "site": SITE,
        "day": date_format(clock.today(), "j F Y"),
        "url": page.address,
    }


def owner_of(page: InnovationPage) -> str:
    """Who is named as the author of a citation."""
    owner = page.innovation.owner
    return owner.name if owner else _("Institution not named")


# --- For machines ------------------------------------------------------------------------------


def linked_data(page: InnovationPage) -> dict[str, Any]:
    """The record as schema.org knows a public service, with only what is known."""
    record, owner = page.innovation, page.innovation.owner
    summary = page.texts.get("summary")
    service = {
        "@type": "GovernmentService",
        "@id": page.address,
        "name": record.title,
        "alternateName": [record.acronym, record.long_title] if record.acronym else None,
        "description": summary.text if summary else None,
        "provider": _body(owner) if owner else None,
        "areaServed": _area(record.region or record.province),
        "award": [_award(award) for award in page.awards] or None,
        "category": record.sector.label if record.sector else None,
        "identifier": _identifiers(page),
    }
    told = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": page.address,
        "inLanguage": get_language(),
        "dateCreated": record.created_at.date().isoformat(),
        "dateModified": record.changed_at.date().isoformat(),
        "creativeWorkStatus": "Verified" if record.is_verified else "Listed, not verified",
        "isBasedOn": [row.url for row in page.external_ids if row.url] or None,
        **_terms(page),
        "mainEntity": _known(service),
    }
    return _known(told)


def linked_data_script(page: InnovationPage) -> SafeString:
    """The same, as the text of a data block."""
    return data_block(linked_data(page))


def data_block(told: dict[str, Any]) -> SafeString:
    """What is told to machines as the text of a data block; nothing in it can end the block."""
    text = json.dumps(told, ensure_ascii=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(text)  # noqa: S308 -- JSON without < > &


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def _terms(page: InnovationPage) -> dict[str, Any]:
    """What sources say of their terms: addresses of licences, other words as a notice."""
    said = list(dict.fromkeys(claim.authority.licence for claim in page.claims))
    licences = [words for words in said if words.startswith("http")]
    notices = [words for words in said if words and words not in licences]
    return {"license": licences or None, "copyrightNotice": "; ".join(notices) or None}


def _body(owner) -> dict[str, Any]:
    return _known(
        {"@type": "GovernmentOrganization", "name": owner.name, "alternateName": owner.acronym}
    )


def _area(region) -> dict[str, Any] | None:
    if region is None:
        return None
    return {"@type": "AdministrativeArea", "name": region.name, "identifier": region.code}


def _award(award) -> str:
    parts: Sequence[str] = (award.programme.short_name, str(award.year or ""), award.wording)
    return " ".join(part for part in parts if part)


def _identifiers(page: InnovationPage) -> list[dict[str, str]]:
    own = {"@type": "PropertyValue", "propertyID": "simpul", "value": page.innovation.public_id}
    others = (
        {"@type": "PropertyValue", "propertyID": row.scheme, "value": row.value}
        for row in page.external_ids
    )
    return [own, *others]
