"""A mention as it is kept between the dry run and the import, so that both say the same."""

from datetime import date
from typing import Any

from simpul.innovations.models import Authority
from simpul.innovations.services.mentions import Mention, Statement


def kept(mention: Mention) -> dict[str, Any]:
    """Everything a mention says, as JSON."""
    return {
        "scheme": mention.scheme,
        "key": mention.record_key,
        "authority": mention.authority.pk,
        "url": mention.url,
        "synthetic": mention.synthetic,
        "said": [
            [
                said.field,
                said.value,
                said.authority_id,
                said.wording,
                said.language,
                said.asserted_on.isoformat() if said.asserted_on else None,
                said.evidence_url,
            ]
            for said in mention.statements
        ],
    }


def spoken(says: dict[str, Any], authorities: dict[int, Authority]) -> Mention:
    """The mention that was kept; raises ``KeyError`` where its authority is gone."""
    return Mention(
        scheme=says["scheme"],
        record_key=says["key"],
        authority=authorities[says["authority"]],
        statements=tuple(
            Statement(
                says["key"],
                field,
                value,
                authority,
                wording=wording,
                language=language,
                asserted_on=date.fromisoformat(on) if on else None,
                evidence_url=url,
            )
            for field, value, authority, wording, language, on, url in says["said"]
        ),
        url=says["url"],
        synthetic=says["synthetic"],
    )
