"""Stating a need, changing it, having it too, and what becomes of it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal, limits, outbox
from simpul.hubs.queries import responsible_hub
from simpul.innovations.models import Innovation
from simpul.needs.models import Direction, Need, NeedFollower, NeedIndicator
from simpul.needs.queries.searching import terms_of
from simpul.needs.services.asking import (
    ask_permission,
    evening,
    name_new,
    people_for,
    without,
)
from simpul.needs.workflow import NEEDS
from simpul.organisations.models import Organisation
from simpul.organisations.policies import acts_for
from simpul.organisations.queries.people import deciding_offices

# What waits for those who answer for an institution.
DEADLINE = "need_deadline"

OWN = _("This is the need of your own institution.")
NO_SOLUTION = _("Say what solved it, so that the next one can learn from it.")
NOT_PUBLIC = _("Only a public record can be named as what solved it.")


@dataclass(frozen=True)
class Baseline:
    """One indicator as it was typed."""

    name: str
    unit: str = ""
    direction: str = Direction.DOWN
    baseline: Decimal | None = None
    baseline_on: date | None = None
    source: str = ""
    target: Decimal | None = None


@transaction.atomic
def state_need(
    organisation: Organisation,
    *,
    by,
    title: str,
    problem: str,
    goals: Iterable = (),
    indicators: Iterable[Baseline] = (),
    **fields: Any,
) -> Need:
    """State a problem of ``organisation``; it is private unless ``visibility`` says otherwise.

    ``fields`` are further fields of ``Need``. Raises ``PermissionDenied`` or ``ValidationError``.
    """
    ask_permission("needs.state_need", organisation, by)
    limits.spend("need", f"user:{by.pk}")
    now = clock.now()
    fields.setdefault("region", organisation.region or organisation.institution.region)
    need = Need(
        **name_new(title),
        organisation=organisation,
        title=title,
        problem=problem,
        by=by,
        stated_at=now,
        changed_at=now,
        **fields,
    )
    _settle_words(need)
    need.save(force_insert=True)
    need.goals.set(goals)
    _write_indicators(need, indicators)
    _await_deadline(need)
    journal.record(need, "state", by=by, details={"visibility": need.visibility})
    return need


@transaction.atomic
def change(
    need: Need,
    *,
    by,
    goals: Iterable | None = None,
    indicators: Iterable[Baseline] | None = None,
    **fields: Any,
) -> Need:
    """Change what a need says; followers are told when its deadline or its readers change."""
    ask_permission("needs.change_need", need, by)
    before = _told_of(need)
    for name, value in fields.items():
        setattr(need, name, value)
    need.changed_at = clock.now()
    _settle_words(need)
    need.save()
    if goals is not None:
        need.goals.set(goals)
    if indicators is not None:
        _write_indicators(need, indicators)
    _await_deadline(need)
    journal.record(need, "change", by=by, details={"fields": sorted(fields)})
    if before != _told_of(need):
        _tell_followers(need, "changed", _("A need you have too was changed: %(need)s"), by=by)
    return need


def answer(need: Need, *, by, note: str = "") -> Need:
    """Say that an answer is being tried, such as when a replication begins."""
    if not need.is_running:
        raise ValidationError(_("This need is not open."), code="not_open")
    if need.state == "answered":
        return need
    return _take("answer", need, by=by, note=note, said=_("An answer is being tried: %(need)s"))


@transaction.atomic
def close(need: Need, *, by, solution: str, solved_by: Innovation | None = None) -> Need:
    """Close a need with what solved it; those who have it too are told."""
    words = solution.strip()
    if not words:
        raise ValidationError({"solution": NO_SOLUTION}, code="no_solution")
    if solved_by is not None and not solved_by.is_public:
        raise ValidationError({"solved_by": NOT_PUBLIC}, code="not_public")
    return _take(
        "close",
        need,
        by=by,
        note=words,
        said=_("A need you have too was solved: %(need)s"),
        solution=words,
        solved_by=solved_by and (solved_by.canonical or solved_by),
        closed_at=clock.now(),
    )


def withdraw(need: Need, *, by, note: str) -> Need:
    """Take a need off the list, for a reason; only the institution and its hub still read it."""
    return _take(
        "withdraw", need, by=by, note=note, said=_("A need you have too was withdrawn: %(need)s")
    )


def reopen(need: Need, *, by, note: str) -> Need:
    """Let a need look for an answer again, for a reason; what solved it before stays in the
    journal.
    """
    return _take(
        "reopen",
        need,
        by=by,
        note=note,
        said=_("A need you have too is open again: %(need)s"),
        solution="",
        solved_by=None,
        closed_at=None,
    )


@transaction.atomic
def follow(need: Need, organisation: Organisation, *, by, note: str = "") -> NeedFollower:
    """Say that another institution has the same need; saying it again changes the note."""
    ask_permission("needs.follow_need", need, by)
    if not acts_for(by, organisation):
        raise PermissionDenied(_("Follow for this institution"))
    if organisation.pk == need.organisation_id:
        raise ValidationError(OWN, code="own")
    follower, created = NeedFollower.objects.update_or_create(
        need=need,
        organisation=organisation,
        defaults={"note": note.strip(), "by": by},
        create_defaults={"note": note.strip(), "by": by, "since": clock.now()},
    )
    if created:
        journal.record(need, "follow", by=by, details={"organisation": organisation.code})
        outbox.tell_all(
            f"need-follower-{follower.pk}",
            without(people_for(need.organisation), by),
            outbox.Message(
                "need",
                lambda: (
                    gettext("%(body)s has the same need: %(need)s")
                    % {"body": organisation.short_name, "need": need.title}
                ),
                note.strip(),
                reverse("needs:desk", args=[need.slug]),
            ),
        )
    return follower


@transaction.atomic
def unfollow(need: Need, organisation: Organisation, *, by) -> bool:
    """Say that an institution has the need no longer; answers whether it had."""
    if not acts_for(by, organisation):
        raise PermissionDenied(_("Follow for this institution"))
    gone, _rows = NeedFollower.objects.filter(need=need, organisation=organisation).delete()
    if gone:
        journal.record(need, "unfollow", by=by, details={"organisation": organisation.code})
    return bool(gone)


# --- Keeping it right --------------------------------------------------------------------------


def _settle_words(need: Need) -> None:
    """The hub that answers for it, its tokens, and what the row itself must never break."""
    need.hub, _reason = responsible_hub(need.organisation)
    need.terms = terms_of(need.text, need.language)
    need.full_clean(exclude=["by", "hub"])


def _write_indicators(need: Need, indicators: Iterable[Baseline]) -> None:
    """Make the indicators equal to what was typed; those with the same name keep their row."""
    kept = {row.name: row for row in need.indicators.all()}
    wanted = {row.name.strip(): row for row in indicators if row.name.strip()}
    for name in kept.keys() - wanted.keys():
        kept[name].delete()
    for order, (name, typed) in enumerate(wanted.items()):
        row = kept.get(name) or NeedIndicator(need=need)
        for field, value in {**asdict(typed), "name": name, "order": order}.items():
            setattr(row, field, value)
        row.full_clean(validate_constraints=False)
        row.save()


def _await_deadline(need: Need) -> None:
    """A need with a deadline waits on the desks of its institution until it is closed."""
    if not need.deadline or not need.is_running:
        duties.settle(DEADLINE, need)
        return
    for office in deciding_offices(need.organisation):
        duties.expect(DEADLINE, need, of=office, due=evening(need.deadline))


def _told_of(need: Need) -> tuple:
    return need.deadline, need.visibility


# --- Steps -------------------------------------------------------------------------------------


@transaction.atomic
def _take(step: str, need: Need, *, by, note: str, said, **changes: Any) -> Need:
    NEEDS.take(step, need, by=by, note=note, changed_at=clock.now(), **changes)
    _await_deadline(need)
    _tell_followers(need, step, said, by=by, words=note)
    if not acts_for(by, need.organisation):
        _tell_its_own(need, step, by=by, words=note)
    return need


def _tell_its_own(need: Need, step: str, *, by, words: str) -> None:
    """Tell the institution what its hub did with its need."""
    own = [*people_for(need.organisation), *([need.by] if need.by else [])]
    told = {"need": need.title, "state": need.get_state_display()}
    outbox.tell_all(
        f"need-own-{step}-{need.pk}-{clock.now().timestamp():.0f}",
        without(own, by),
        outbox.Message(
            "need",
            lambda: gettext("The hub decided about your need: %(need)s, %(state)s") % told,
            words,
            reverse("needs:desk", args=[need.slug]),
        ),
    )


def _tell_followers(need: Need, what: str, said, *, by, words: str = "") -> None:
    """Tell those who have the need too, as far as they may still read it."""
    bodies = [row.organisation for row in need.followers.select_related("organisation__parent")]
    people = [person for body in bodies for person in people_for(body)]
    told: Mapping[str, str] = {"need": need.title}
    outbox.tell_all(
        f"need-{what}-{need.pk}-{clock.now().timestamp():.0f}",
        [one for one in without(people, by) if one.has_perm("needs.view_need", need)],
        outbox.Message("need", lambda: str(said) % told, words, need.get_absolute_url()),
    )
