"""The verbs about hubs; nothing else writes them."""

from .loading import load_agreements, load_hubs, load_milestones
from .network import add_hub, add_milestone, add_territory, brand_hub, change_hub

__all__ = [
    "add_hub",
    "add_milestone",
    "add_territory",
    "brand_hub",
    "change_hub",
    "load_agreements",
    "load_hubs",
    "load_milestones",
]
