"""What the catalogue keeps about people: copied for them, let go when they close their account."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from simpul.core import clock, personal
from simpul.core.personal import PersonalData
from simpul.innovations.models import (
    Artefact,
    Campaign,
    Check,
    CoAuthor,
    Confirmation,
    Contest,
    Draft,
    DraftRival,
    DraftValue,
    Evidence,
    FieldLock,
    LifeStatement,
    PassedTest,
    Reconfirmation,
    Recusal,
    Relation,
    Willingness,
)


def _copy(person) -> Iterator[personal.Row]:
    drafts = Draft.objects.filter(author=person)
    yield from personal.rows(
        "draft", drafts, "innovation__title", "state", "entered_for", "opened_at", "submitted_at"
    )
    for what, model in (("answer", DraftValue), ("second text", DraftRival)):
        written = model._default_manager.filter(by=person)
        yield from personal.rows(what, written, "draft__innovation__title", "field", "value", "at")
    along = CoAuthor.objects.filter(person=person)
    yield from personal.rows(
        "co-authorship", along, "draft__innovation__title", "email", "accepted_at", "ended_at"
    )
    asked = Confirmation.objects.filter(asked_by=person)
    yield from personal.rows("confirmation asked for", asked, "email", "asked_at", "confirmed_at")
    files = Evidence.objects.filter(added_by=person)
    yield from personal.rows("evidence", files, "innovation__title", "title", "added_at")
    yield from _decided(person)


def _decided(person) -> Iterator[personal.Row]:
    taken = Draft.objects.filter(verifier=person)
    yield from personal.rows("verification", taken, "innovation__title", "state", "taken_up_at")
    checks = Check.objects.filter(by=person)
    yield from personal.rows("check", checks, "draft__innovation__title", "field", "verdict", "at")
    locks = FieldLock.objects.filter(by=person)
    yield from personal.rows("lock", locks, "innovation__title", "field", "note", "at")
    steps = Recusal.objects.filter(person=person)
    yield from personal.rows("step back", steps, "draft__innovation__title")
    contests = Contest.objects.filter(by=person)
    yield from personal.rows("contest", contests, "innovation__title", "field", "reason", "at")
    answers = Contest.objects.filter(decided_by=person)
    yield from personal.rows("contest decided", answers, "innovation__title", "answer")
    words = LifeStatement.objects.filter(by=person)
    yield from personal.rows("word on life", words, "innovation__title", "status_id", "as_of")
    tests = PassedTest.objects.filter(by=person)
    yield from personal.rows("test shown", tests, "innovation__title", "test", "shown_on")
    begun = Campaign.objects.filter(begun_by=person)
    yield from personal.rows("campaign begun", begun, "hub__name", "name", "begun_at")
    related = Relation.objects.filter(by=person)
    yield from personal.rows("relation", related, "subject__title", "kind", "object__title", "at")
    willing = Willingness.objects.filter(by=person)
    yield from personal.rows("willingness", willing, "innovation__title", "stated_on", "conditions")
    given = Artefact.objects.filter(added_by=person)
    yield from personal.rows("artefact", given, "innovation__title", "title", "added_at")
    asked = Reconfirmation.objects.filter(asked_to__iexact=person.email)
    yield from personal.rows("asked by mail", asked, "innovation__title", "asked_at", "answered_at")


def _erase(person) -> None:
    """End writing along and forget addresses; what was written for an institution stays its own."""
    now = clock.now()
    along = CoAuthor.objects.filter(person=person)
    along.filter(ended_at=None).update(ended_at=now)
    for row in along:
        CoAuthor.objects.filter(pk=row.pk).update(email=f"{row.pk}@closed.invalid", person=None)
    # Whoever invited somebody or asked a unit is no longer named for it.
    CoAuthor.objects.filter(invited_by=person).update(invited_by=None)
    Confirmation.objects.filter(asked_by=person).update(asked_by=None)
    DraftRival.objects.filter(by=person, settled_at__isnull=False).delete()
    # Who answered by link is not named any more; what was said about the record stays.
    Reconfirmation.objects.filter(asked_to__iexact=person.email).update(asked_to="")
    LifeStatement.objects.filter(said_by__iexact=person.email).update(said_by="")


PERSONAL = PersonalData(
    room="innovations",
    label=_("What you wrote, checked and decided about innovations"),
    copy=_copy,
    erase=_erase,
    relations=(
        "innovations.Artefact.added_by",
        "innovations.Campaign.begun_by",
        "innovations.Check.by",
        "innovations.CoAuthor.invited_by",
        "innovations.CoAuthor.person",
        "innovations.Confirmation.asked_by",
        "innovations.Contest.by",
        "innovations.Contest.decided_by",
        "innovations.Draft.author",
        "innovations.Draft.verifier",
        "innovations.DraftRival.by",
        "innovations.DraftValue.by",
        "innovations.Evidence.added_by",
        "innovations.FieldLock.by",
        "innovations.Innovation.author",
        "innovations.LifeStatement.by",
        "innovations.MergeEdge.by",
        "innovations.PassedTest.accepted_by",
        "innovations.PassedTest.by",
        "innovations.Recusal.person",
        "innovations.Relation.by",
        "innovations.Separation.by",
        "innovations.Willingness.by",
    ),
)
