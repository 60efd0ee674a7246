"""Who checks, in turn: no submission without an office, each with its reason, in working days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from simpul.core import clock, mandates
from simpul.core.models import Mandate
from simpul.hubs.models import Level, Territory
from simpul.hubs.policies import ASSISTANT, VERIFIER
from simpul.innovations.models import ChainLink, ChainScope, DraftState, RestDay
from simpul.innovations.queries import chain
from simpul.innovations.queries.differences import Mark, differences
from simpul.innovations.queries.working_days import Calendar
from simpul.innovations.services import submission, verifying
from simpul.organisations.models import Kind
from simpul.organisations.policies import ADMIN
from tests.factories.geography import RegencyFactory
from tests.factories.hubs import HubFactory, MilestoneFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.verification import Scene, holding

FRIDAY = datetime(2026, 12, 18, 3, 0, tzinfo=UTC)


@pytest.mark.django_db
class TestChain:
    def test_without_rows_the_responsible_hub_checks_alone(self):
        scene = Scene()

        (desk,) = chain.desks(scene.draft())

        assert (desk.office, desk.scope, desk.link) == (VERIFIER, scene.hub, 1)

    def test_a_hub_without_a_verifier_is_helped_by_the_nation(self):
        scene = Scene()
        own = HubFactory(level=Level.MINISTRY, organisation=scene.body)
        for kind in ("appointed", "launched", "portal_opened"):
            MilestoneFactory(hub=own, kind=kind)
        ChainLink.objects.create(
            order=1, scope=ChainScope.HUB, office=VERIFIER, valid_from=date(2024, 1, 1)
        )

        (desk,) = chain.desks(scene.draft())
        assert desk.scope == scene.hub
        assert own.name in desk.why or desk.hub == scene.hub

    def test_a_chain_runs_from_the_unit_to_the_nation(self):
        scene = Scene()
        for order, scope, office in (
            (1, ChainScope.UNIT, ADMIN),
            (2, ChainScope.HUB, VERIFIER),
        ):
            ChainLink.objects.create(
                hub=scene.hub, order=order, scope=scope, office=office, valid_from=date(2024, 1, 1)
            )
        draft = scene.submitted()
        assert (draft.office, draft.desk, draft.link) == (ADMIN, scene.body, 1)

        verifying.take_up(draft, by=scene.admin)
        verifying.accept_rest(draft, by=scene.admin)
        with pytest.raises(ValidationError):
            verifying.verify_draft(draft, by=scene.admin)
        verifying.pass_on(draft, by=scene.admin)

        assert (draft.state, draft.office, draft.desk, draft.link) == (
            DraftState.SUBMITTED,
            VERIFIER,
            scene.hub,
            2,
        )
        verifying.take_up(draft, by=scene.verifier)
        verifying.verify_draft(draft, by=scene.verifier)
        assert draft.state == DraftState.ACCEPTED

    def test_assistants_check_only_where_they_hold_their_territory(self):
        scene = Scene()
        region = RegencyFactory()
        scene.body.region = region
        scene.body.kind = Kind.REGENCY
        scene.body.save()
        ChainLink.objects.create(
            hub=scene.hub,
            order=1,
            scope=ChainScope.DISTRICT,
            office=ASSISTANT,
            valid_from=date(2024, 1, 1),
        )
        draft = scene.draft()
        # Nobody assists there: the nation checks.
        assert chain.first_desk(draft).office == VERIFIER

        territory = Territory.objects.create(hub=scene.hub, region=region)
        holding(ASSISTANT, territory)

        assert chain.first_desk(draft).scope == territory

    def test_the_nation_steps_in_where_the_last_verifier_left(self):
        scene = Scene()
        hub = HubFactory(organisation=OrganisationFactory())
        last = holding(VERIFIER, hub)
        draft = scene.draft()
        submission.submit(draft, by=scene.author)
        type(draft).objects.filter(pk=draft.pk).update(desk_id=hub.pk, hub=hub)
        draft.refresh_from_db()
        mandates.end(Mandate.objects.get(person=last), by=last)

        verifying.take_up(draft, by=scene.verifier)

        assert (draft.desk, draft.verifier) == (scene.hub, scene.verifier)


@pytest.mark.django_db
def test_days_of_rest_are_not_counted():
    for day in (date(2026, 12, 24), date(2026, 12, 25)):
        RestDay.objects.create(date=day, label_id="Libur", label_en="Rest", source="uji")

    calendar = Calendar(FRIDAY)

    # Monday to Wednesday, then Monday: the fourth working day.
    assert calendar.after(FRIDAY, 4) == datetime(2026, 12, 28, 9, 0, tzinfo=UTC)
    assert calendar.between(FRIDAY, FRIDAY + timedelta(days=10)) == 4


@pytest.mark.django_db
def test_a_stopped_clock_leaves_what_was_left():
    calendar = Calendar(FRIDAY)
    due = calendar.after(FRIDAY, 5)
    stopped, resumed = FRIDAY + timedelta(days=3), FRIDAY + timedelta(days=17)

    moved = calendar.moved_on(due, stopped, resumed)

    assert calendar.between(resumed, moved) == calendar.between(stopped, due)
    assert clock.now() is not None


@given(before=st.text(max_size=60), after=st.text(max_size=60))
def test_differences_hold_both_texts(before, after):
    pieces = differences(before, after)

    old = "".join(piece.text for piece in pieces if piece.mark != Mark.NEW)
    new = "".join(piece.text for piece in pieces if piece.mark != Mark.GONE)
    assert (old, new) == (before, after)


def test_differences_show_phrases():
    pieces = differences("memberikan penyuluhan bagi siswa", "mengadakan kelas bagi siswa")

    assert [(piece.mark, piece.text) for piece in pieces] == [
        (Mark.GONE, "memberikan penyuluhan"),
        (Mark.NEW, "mengadakan kelas"),
        (Mark.SAME, " bagi siswa"),
    ]
