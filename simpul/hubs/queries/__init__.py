"""Questions about hubs: how far each has come, and which one answers for an institution."""

from .pages import (
    FIGURES,
    agreements,
    area_of,
    body_lines,
    facts_of,
    history_of,
    hub_page,
    hubs_by_year,
    institutions_served,
    map_of,
    national_hub,
    province_lines,
    said_about,
    source,
    stage_counts,
)
from .responsible import Reason, ResponsibleHubs, hubs, responsible_hub
from .status import FORMED, REACHED, Stage, Status, hub_status, status_of

__all__ = [
    "FIGURES",
    "FORMED",
    "REACHED",
    "Reason",
    "ResponsibleHubs",
    "Stage",
    "Status",
    "agreements",
    "area_of",
    "body_lines",
    "facts_of",
    "history_of",
    "hub_page",
    "hub_status",
    "hubs",
    "hubs_by_year",
    "institutions_served",
    "map_of",
    "national_hub",
    "province_lines",
    "responsible_hub",
    "said_about",
    "source",
    "stage_counts",
    "status_of",
]
