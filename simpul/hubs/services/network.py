"""Hubs as people change them: formed, described, dyed, divided into territories."""

import secrets
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from simpul.core import clock, journal
from simpul.geography.models import Region
from simpul.hubs import queries
from simpul.hubs.models import Hub, Milestone, Territory
from simpul.statistics.models import Precision

from .loading import free_slug

FULL_TURN = 360


@transaction.atomic
def brand_hub(hub: Hub, *, hue: int | None, by=None) -> Hub:
    """Dye the pages of ``hub`` in ``hue`` (0 to 359); ``None`` gives back the network's own.

    Raises ``ValidationError`` for any other number, and for colours that cannot be told apart.
    """
    if by is not None and not by.has_perm("hubs.brand_hub", hub):
        raise PermissionDenied
    if hue is not None and not 0 <= hue < FULL_TURN:
        raise ValidationError(
            _("A hue is a number from 0 to 359. You wrote %(hue)s.") % {"hue": hue}
        )
    if hue is not None and not queries.reads_well(hue):
        raise ValidationError(_("Words in these colours cannot be read by everybody."))
    Hub.objects.filter(pk=hub.pk).update(hue=hue)
    hub.hue = hue
    journal.record(hub, "brand", by=by, details={"hue": hue})
    return hub


@transaction.atomic
def add_hub(*, by, areas=(), **fields) -> Hub:
    """Add a hub that no file names."""
    if not by.has_perm("hubs.add_hub"):
        raise PermissionDenied
    slugs = set(Hub.objects.values_list("slug", flat=True))
    hub = Hub(
        code=f"SIMPUL-{secrets.token_hex(4).upper()}",
        slug=free_slug(fields["name"], slugs),
        corrected_at=clock.now(),
        **fields,
    )
    hub.full_clean()
    hub.save(force_insert=True)
    hub.areas.set(areas)
    journal.record(hub, "create", by=by)
    return hub


@transaction.atomic
def change_hub(hub: Hub, *, by, areas=None, **fields) -> Hub:
    """Change what is said about a hub; from then on no file does."""
    if not by.has_perm("hubs.change_hub", hub):
        raise PermissionDenied
    changed = sorted(name for name, value in fields.items() if getattr(hub, name) != value)
    for name in changed:
        setattr(hub, name, fields[name])
    hub.corrected_at = clock.now()
    hub.full_clean()
    hub.save(update_fields=[*changed, "corrected_at"])
    if areas is not None:
        hub.areas.set(areas)
    journal.record(hub, "change", by=by, details={"fields": changed})
    return hub


@transaction.atomic
def add_milestone(
    hub: Hub, *, by, kind: str, day: date, source: str, document: str = "", note: str = ""
) -> Milestone:
    """Record what happened to a hub on a day, with the document and where it is said."""
    if not by.has_perm("hubs.add_milestone", hub):
        raise PermissionDenied
    milestone = Milestone(
        code=f"SIMPUL-{secrets.token_hex(6).upper()}",
        hub=hub,
        kind=kind,
        date=day,
        precision=Precision.DAY,
        document=document,
        note_id=note,
        note_en=note,
        source=source,
    )
    milestone.full_clean()
    milestone.save(force_insert=True)
    journal.record(milestone, "create", by=by)
    return milestone


@transaction.atomic
def add_territory(hub: Hub, *, region: Region, by) -> Territory:
    """Open a regency or city of the hub's area to assistants; one that is open stays.

    Raises ``ValidationError`` for a region the hub does not serve.
    """
    if not by.has_perm("hubs.add_territory", hub):
        raise PermissionDenied
    areas = set(hub.areas.values_list("pk", flat=True))
    if region.pk not in areas and region.parent_id not in areas:
        raise ValidationError(_("The hub does not serve this regency or city."), code="area")
    territory, made = Territory.objects.get_or_create(hub=hub, region=region)
    if made:
        journal.record(territory, "create", by=by)
    return territory
