"""How the duties of plans read on a desk."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simpul.core.hooks import DutyTopic
from simpul.replication.models import PlanPart


def _parts(keys):
    return PlanPart.objects.select_related("plan__hub", "organisation").in_bulk(list(keys))


def _url(duty) -> str:
    part = duty.subject
    plan = part.plan
    return reverse("replication:plan_part", args=[plan.hub.slug, plan.year, part.organisation.slug])


TOPICS = {
    "plan_part": DutyTopic(
        _("Write your part of the replication plan"),
        url=_url,
        what=lambda part: f"{part.organisation.short_name}, {part.plan.year}",
        origin=lambda part: part.plan.hub.name,
        kind=_("Plan"),
        icon="calendar",
        load=_parts,
    ),
}
