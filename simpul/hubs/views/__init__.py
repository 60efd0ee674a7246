"""Pages about hubs: for readers, and for those who serve in them."""

from .desk import SECTIONS, add, brand, change, served, team
from .microsite import hub, hubs, region_hub_panel, responsible_hub_panel, theme

__all__ = [
    "SECTIONS",
    "add",
    "brand",
    "change",
    "hub",
    "hubs",
    "region_hub_panel",
    "responsible_hub_panel",
    "served",
    "team",
    "theme",
]
