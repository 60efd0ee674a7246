"""Questions about regional replication plans: who takes part, how far each regency is."""

from .lists import plan_at, plans_for, plans_of_user
from .page import PlanPage, bodies_of, page_of

__all__ = ["PlanPage", "bodies_of", "page_of", "plan_at", "plans_for", "plans_of_user"]
