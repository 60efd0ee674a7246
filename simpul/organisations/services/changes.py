"""Institutions and units as people change them here: added, renamed, ended, merged, restored."""

import secrets

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal, outbox
from simpul.organisations.models import (
    Kind,
    NameKind,
    Organisation,
    OrganisationName,
    Status,
    Succession,
    name_key,
)
from simpul.organisations.queries import deciders_of
from simpul.organisations.workflow import STANDING

from .bodies import link_succession

INTO_ENDED = _("An institution that ended takes nothing over. Choose one that stands.")
INTO_ITSELF = _("An institution cannot be merged into itself or one of its own units.")
TAKEN = _("%(name)s is the name of another institution here.")


@transaction.atomic
def add_unit(
    parent: Organisation, *, by, name: str, short_name: str = "", acronym: str = ""
) -> Organisation:
    """Add a unit to an institution or to another unit of it; it lies in the same region."""
    if not by.has_perm("organisations.add_unit", parent):
        raise PermissionDenied
    _refuse_twin(name, Organisation.objects.filter(parent=parent, kind=Kind.UNIT))
    return _add(
        by,
        name=name,
        short_name=short_name or name,
        acronym=acronym,
        kind=Kind.UNIT,
        level=parent.level,
        parent=parent,
        region=parent.region,
        source=parent.institution.name,
    )


@transaction.atomic
def add_organisation(*, by, **fields) -> Organisation:
    """Add an institution that no file names."""
    if not by.has_perm("organisations.administer_network"):
        raise PermissionDenied
    _refuse_twin(fields["name"], Organisation.objects.exclude(kind=Kind.UNIT))
    fields["short_name"] = fields.get("short_name") or fields["name"]
    return _add(by, **fields)


@transaction.atomic
def rename_organisation(
    organisation: Organisation, *, by, name: str, short_name: str = "", acronym: str = ""
) -> Organisation:
    """Give the body another name; the old one stays with it as a former name with the date."""
    if not by.has_perm("organisations.rename_organisation", organisation):
        raise PermissionDenied
    before = organisation.name
    organisation.name = name
    organisation.short_name = short_name or name
    organisation.acronym = acronym
    organisation.corrected_at = clock.now()
    organisation.full_clean()
    organisation.save(update_fields=["name", "short_name", "acronym", "corrected_at"])
    if before != name:
        _call(organisation, before, NameKind.FORMER, until=clock.today())
    _call(organisation, organisation.short_name, NameKind.SHORT)
    _call(organisation, name, NameKind.NAME)
    journal.record(organisation, "rename", by=by, details={"before": before, "after": name})
    return organisation


@transaction.atomic
def dissolve_organisation(
    organisation: Organisation, *, by, year: int, note: str = ""
) -> Organisation:
    """Record that the body ended in ``year``; its works stay under its name."""
    STANDING.take(
        "dissolve", organisation, by=by, note=note, valid_to=year, corrected_at=clock.now()
    )
    _tell("dissolve", organisation, _("%(body)s was recorded as ended"), by=by, note=note)
    return organisation


@transaction.atomic
def merge_organisation(
    organisation: Organisation, *, into: Organisation, by, year: int, note: str = ""
) -> Organisation:
    """Say that the body went into another: an edge, no row moves. Undone by ``restore``."""
    if not into.is_active:
        raise ValidationError(INTO_ENDED, code="ended")
    if organisation in into.chain:
        raise ValidationError(INTO_ITSELF, code="itself")
    STANDING.take("merge", organisation, by=by, note=note, valid_to=year, corrected_at=clock.now())
    link_succession(organisation, successor=into, year=year, is_merger=True, by=by)
    words = _("%(body)s was recorded as merged into another institution")
    _tell("merge", organisation, words, by=by, note=note)
    return organisation


@transaction.atomic
def restore_organisation(organisation: Organisation, *, by, note: str = "") -> Organisation:
    """Undo its end: it stands again, and a merger recorded here is taken back."""
    STANDING.take(
        "restore", organisation, by=by, note=note, valid_to=None, corrected_at=clock.now()
    )
    for edge in Succession.objects.filter(predecessor=organisation, is_merger=True):
        journal.record(edge, "unlink", by=by)
        edge.delete()
    _tell("restore", organisation, _("%(body)s stands again"), by=by, note=note)
    return organisation


@transaction.atomic
def succeed_organisation(
    predecessor: Organisation, *, successor: Organisation, by, year: int | None = None
) -> Succession:
    """Say that ``successor`` took over tasks of ``predecessor`` in ``year``."""
    if not by.has_perm("organisations.succeed_organisation", predecessor):
        raise PermissionDenied
    return link_succession(predecessor, successor=successor, year=year, by=by)


def _tell(step: str, organisation: Organisation, words, *, by, note: str) -> None:
    """Tell those who administer or head the body what became of it."""
    name = organisation.name
    outbox.tell_all(
        f"organisation-{organisation.pk}-{step}-{clock.now():%Y%m%d%H%M%S%f}",
        deciders_of(organisation, but=by),
        outbox.Message(
            "organisation",
            lambda: str(words) % {"body": name},
            note,
            organisation.get_absolute_url(),
        ),
    )


def _add(by, **fields) -> Organisation:
    organisation = Organisation(
        code=f"SIMPUL-{secrets.token_hex(4).upper()}",
        slug=_free_slug(fields["short_name"]),
        corrected_at=clock.now(),
        **fields,
    )
    organisation.full_clean()
    organisation.save(force_insert=True)
    for name, kind in (
        (organisation.acronym, NameKind.SHORT),
        (organisation.short_name, NameKind.SHORT),
        (organisation.name, NameKind.NAME),
    ):
        if name:
            _call(organisation, name, kind)
    journal.record(organisation, "create", by=by)
    return organisation


def _call(organisation: Organisation, name: str, kind: str, until=None) -> None:
    """Let the body be found by a name; one it has already keeps one row."""
    OrganisationName.objects.update_or_create(
        organisation=organisation,
        name=name,
        defaults={"kind": kind, "key": name_key(name), "until": until},
    )


def _refuse_twin(name: str, among) -> None:
    if among.filter(status=Status.ACTIVE, name__iexact=name.strip()).exists():
        raise ValidationError({"name": TAKEN % {"name": name}})


def _free_slug(text: str) -> str:
    wanted = slugify(text.replace("/", " "))[:100] or "unit"
    taken = set(Organisation.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    tails = ["", *(f"-{number}" for number in range(2, len(taken) + 3))]
    return next(wanted + tail for tail in tails if wanted + tail not in taken)
