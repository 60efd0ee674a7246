"""What may be meant by the letters typed so far."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.innovations.queries.catalogue import catalogue_rows
from simpul.innovations.queries.finding import suggested
from simpul.innovations.queries.lists import Lists, lists
from simpul.innovations.queries.url_state import CatalogueQuery

SHORTEST = 2
MOST_WORDS, MOST_RECORDS, MOST_NAMED = 4, 4, 2

Suggestion = dict[str, str]


def suggestions_for(text: str, *, user) -> list[Suggestion]:
    """Words to go on with, then things of that name: records, institutions, regions, sectors."""
    if len(text) < SHORTEST:
        return []
    known = lists()
    words, ids = suggested(text)
    rows = catalogue_rows(ids[:MOST_RECORDS], user=user, lists=known)
    return [
        *({"text": word, "url": "", "note": ""} for word in words[:MOST_WORDS]),
        *(
            {"text": row.acronym or row.title, "url": row.url, "note": _owner_of(row)}
            for row in rows
        ),
        *_named(text, known),
    ]


def _owner_of(row) -> str:
    return row.owner.label if row.owner else _("innovation")


def _named(text: str, known: Lists) -> Iterator[Suggestion]:
    """Institutions, regions and sectors called so, each as a filter of the catalogue."""
    page = reverse("innovations:catalogue")
    kinds = {
        "owner": (known.owners, _("institution")),
        "province": ((code for code in known.places if "." not in code), _("province")),
        "regency": ((code for code in known.places if "." in code), _("regency or city")),
        "sector": (known.terms["sector"], _("sector")),
    }
    for name, (codes, note) in kinds.items():
        for code in _called(text, name, codes, known):
            address = CatalogueQuery().with_filter(name, code).address
            yield {"text": known.label(name, code), "url": page + address, "note": note}


def _called(text: str, name: str, codes, known: Lists) -> list[str]:
    """The codes one of whose names begins like the words typed, the shortest names first."""
    typed = text.casefold().split()
    found = []
    for code in codes:
        parts = known.spoken(name, code).split()
        if all(any(part.startswith(word) for part in parts) for word in typed):
            label = known.label(name, code)
            found.append((len(label), label, code))
    return [code for _length, _label, code in sorted(found)[:MOST_NAMED]]
