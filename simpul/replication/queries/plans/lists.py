"""Plans as lists show them, and one plan at its address."""

from django.db.models import Count, Q, QuerySet

from simpul.needs.policies import hubs_served, run_by
from simpul.organisations.policies import runs_the_network
from simpul.replication.models import Plan
from simpul.replication.policies.plans import visible_plans
from simpul.replication.workflow.plans import LineState, PlanState

PER_PAGE = 25


def plans_for(user) -> QuerySet[Plan]:
    """The plans ``user`` may see, with what a list tells of each."""
    kept = Q(parts__lines__state=LineState.DETERMINED)
    return (
        Plan.objects.filter(visible_plans(user))
        .exclude(state=PlanState.WITHDRAWN)
        .select_related("hub__organisation", "hub__region")
        .annotate(
            bodies=Count("parts", distinct=True),
            lines=Count("parts__lines", filter=kept, distinct=True),
            begun=Count(
                "parts__lines", filter=kept & Q(parts__lines__case__isnull=False), distinct=True
            ),
            writing=Count("parts", filter=Q(parts__lines__isnull=False), distinct=True),
        )
        .order_by("-year", "hub__name", "-pk")
    )


def plan_at(slug: str, year: int, user) -> Plan | None:
    """The plan of a hub for a year, where ``user`` may see it."""
    rows = Plan.objects.filter(visible_plans(user), hub__slug=slug, year=year)
    rows = rows.exclude(state=PlanState.WITHDRAWN)
    return rows.select_related("hub__organisation", "minutes", "commitment").first()


def plans_of_user(user) -> QuerySet[Plan]:
    """The plans ``user`` conducts, serves or writes; not those that are only public."""
    found = plans_for(user)
    if runs_the_network(user):
        return found
    own = Plan.objects.filter(parts__organisation__in=run_by(user)).values("pk")
    return found.filter(Q(hub__in=hubs_served(user)) | Q(pk__in=own))
