"""What the work of an origin became: descendants, places, people, and how it is cited."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simpul.core import clock
from simpul.geography.models import Region
from simpul.innovations.models import Innovation
from simpul.innovations.queries.citing import SITE
from simpul.replication.models import Badge
from simpul.replication.queries.lineage.badges import given_for
from simpul.replication.queries.lineage.outcomes import Reached, people_reached
from simpul.replication.queries.lineage.reading import Knot, Lineage, lineage_of

SHOWN = 30


@dataclass(frozen=True)
class Attribution:
    """One origin with all that is confirmed to have come of it, at any remove."""

    record: Innovation
    lineage: Lineage

    @cached_property
    def descendants(self) -> list[Knot]:
        return self.lineage.sure()

    @property
    def shown(self) -> list[Knot]:
        return self.descendants[:SHOWN]

    @property
    def hidden(self) -> int:
        return len(self.descendants) - len(self.shown)

    @cached_property
    def provinces(self) -> Sequence[str]:
        """The names of the provinces it reached."""
        found = Region.objects.filter(code__in=self.lineage.provinces()).order_by("code")
        return [region.label for region in found]

    @cached_property
    def bodies(self) -> int:
        """How many institutions took it over."""
        return len({knot.owner.pk for knot in self.descendants if knot.owner})

    @cached_property
    def reached(self) -> Reached:
        cases = {knot.edge.case for knot in self.descendants if knot.edge and knot.edge.case}
        return people_reached(cases)

    @cached_property
    def badges(self) -> list[Badge]:
        return given_for(self.record)

    @property
    def citation(self) -> str:
        """A line for a list of references that names what came of the work."""
        count = len(self.descendants)
        address = reverse("replication:attribution", args=[self.record.slug])
        came = ngettext(
            "%(n)d confirmed replication", "%(n)d confirmed replications", count
        ) % {"n": count}  # fmt: skip
        return _(
            "%(owner)s. (%(year)s). %(title)s [Innovation record, %(came)s as of %(day)s]. "
            "%(site)s. %(url)s"
        ) % {
            "owner": self.record.owner.name if self.record.owner else _("Institution not named"),
            "year": self.record.year or _("n.d."),
            "title": self.record.title,
            "came": came,
            "site": SITE,
            "day": date_format(clock.today(), "j F Y"),
            "url": f"{settings.SITE_URL}{address}",
        }


def attribution_of(record: Innovation) -> Attribution:
    return Attribution(record, lineage_of(record))
