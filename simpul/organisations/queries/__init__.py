"""Questions about institutions: who is meant, who came before, who took over."""

from .lineage import family, heirs, leads_to, predecessors, successors
from .naming import GOVERNMENTS, government_named, resolve
from .pages import (
    FIGURES,
    SORTS,
    InstitutionFilter,
    columns,
    facts_of,
    history_of,
    in_region,
    institution_page,
    institutions,
    link_to,
    names_of,
    parts_of,
    table_rows,
    years_of,
)
from .people import administered_by, admins_of, institutions_of, mandates_over, with_units

__all__ = [
    "FIGURES",
    "GOVERNMENTS",
    "SORTS",
    "InstitutionFilter",
    "administered_by",
    "admins_of",
    "columns",
    "facts_of",
    "family",
    "government_named",
    "heirs",
    "history_of",
    "in_region",
    "institution_page",
    "institutions",
    "institutions_of",
    "leads_to",
    "link_to",
    "mandates_over",
    "names_of",
    "parts_of",
    "predecessors",
    "resolve",
    "successors",
    "table_rows",
    "with_units",
    "years_of",
]
