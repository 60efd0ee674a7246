"""Who is told what became of a plan: those who answer for each of its regencies and cities."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core import clock, outbox
from simpul.organisations.queries import deciders_of
from simpul.replication.models import Plan

SAID = {
    "call_meeting": gettext_lazy("Replication plan %(plan)s is determined on %(day)s, %(place)s"),
    "draft_again": gettext_lazy("Replication plan %(plan)s can be written again"),
    "determine": gettext_lazy(
        "The meeting about replication plan %(plan)s is over: see the result"
    ),
    "commit": gettext_lazy("Replication plan %(plan)s is signed and public"),
    "close": gettext_lazy("Replication plan %(plan)s is closed"),
    "withdraw": gettext_lazy("Replication plan %(plan)s was given up"),
}


def tell_bodies(plan: Plan, step: str, *, by, note: str = "") -> None:
    """Tell every body of the plan, each person once, but whoever did it."""
    parts = plan.parts.select_related("organisation__parent__parent")
    people = {one.pk: one for part in parts for one in deciders_of(part.organisation, but=by)}

    def subject() -> str:
        day = date_format(plan.meets_on, "j F Y") if plan.meets_on else ""
        place = plan.place or _("place not said")
        return str(SAID[step]) % {"plan": plan, "day": day, "place": place}

    key = f"plan-{plan.pk}-{step}-{clock.now():%Y%m%d%H%M%S%f}"
    link = reverse("replication:plan_desk", args=[plan.hub.slug, plan.year])
    if step == "withdraw":
        link = reverse("replication:plans_desk")
    outbox.tell_all(key, people.values(), outbox.Message("plan", subject, note, link))
