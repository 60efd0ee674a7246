"""Stating a need, its readers, its followers, and what becomes of it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from simpul.core import clock, duties
from simpul.core.models import Entry
from simpul.hubs.policies import COORDINATOR
from simpul.needs import services
from simpul.needs.models import Need, NeedState, Visibility
from simpul.needs.policies import PERMISSIONS, visible
from simpul.needs.services import Baseline
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.hubs import HubFactory, serving
from tests.factories.innovations import InnovationFactory
from tests.factories.needs import NeedFactory, admin_of, member_of, regency, stated
from tests.factories.organisations import UnitFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 5, 0, tzinfo=UTC)


def words_of(person):
    return [notice.subject for notice in person.messages.order_by("pk")]


def test_a_need_is_private_unless_it_says_otherwise_and_takes_the_region_of_its_body():
    body = regency()

    need = services.state_need(body, by=member_of(body), title="Antrean", problem="Warga menunggu.")

    assert (need.visibility, need.state, need.region) == ("private", "open", body.region)
    assert Entry.objects.filter(verb="state", object_id=need.pk).exists()


def test_only_those_who_speak_for_a_body_state_its_needs():
    with pytest.raises(PermissionDenied):
        stated(regency(), by=UserFactory())

    assert not Need.objects.exists()


def test_a_budget_that_runs_backwards_is_refused_in_words():
    with pytest.raises(ValidationError, match=r"lebih rendah|lower"):
        stated(budget_min=10, budget_max=5)


def test_indicators_with_the_same_name_keep_their_row_and_those_left_out_go():
    body = regency()
    member = member_of(body)
    need = stated(body, by=member, indicators=[Baseline("Lama antre", "menit"), Baseline("Aduan")])
    first = need.indicators.get(name="Lama antre").pk

    services.change(
        need, by=member, indicators=[Baseline("Lama antre", "menit", "down", Decimal(90))]
    )

    [row] = need.indicators.all()
    assert (row.pk, row.baseline) == (first, Decimal(90))


def test_a_deadline_waits_for_the_admin_until_the_need_is_closed():
    body = regency()
    with clock.frozen(NOON):
        admin = admin_of(body)
        need = stated(body, by=admin, deadline=date(2026, 3, 1))
        [duty] = duties.waiting_for(admin)
        services.close(need, by=admin, solution="Loket kedua dibuka.")

    assert duty.subject == need
    assert list(duties.waiting_for(admin)) == []


def test_closing_asks_what_solved_it_and_tells_those_who_have_it_too():
    body, other = regency(), regency()
    admin, neighbour = admin_of(body), admin_of(other)
    need = stated(body, by=admin)
    services.follow(need, other, by=neighbour, note="Sama di sini.")
    record = InnovationFactory()

    with pytest.raises(ValidationError):
        services.close(need, by=admin, solution=" ")
    services.close(need, by=admin, solution="Antrean daring.", solved_by=record)

    assert (need.state, need.solved_by) == (NeedState.CLOSED, record)
    assert words_of(admin) == [f"{other.short_name} mempunyai kebutuhan yang sama: {need.title}"]
    assert words_of(neighbour) == [
        f"Kebutuhan yang juga ada pada instansi Anda terpecahkan: {need.title}"
    ]


def test_an_unpublished_record_is_not_named_as_what_solved_it():
    need = stated()

    with pytest.raises(ValidationError):
        services.close(
            need, by=admin_of(need.organisation), solution="Ini.",
            solved_by=InnovationFactory(state="draft"),
        )  # fmt: skip


def test_a_closed_need_opens_again_for_a_reason_and_forgets_what_solved_it():
    need = stated()
    admin = admin_of(need.organisation)
    services.close(need, by=admin, solution="Loket kedua.")

    services.reopen(need, by=admin, note="Loket kedua ditutup lagi.")

    need.refresh_from_db()
    assert (need.state, need.solution, need.closed_at) == ("open", "", None)


def test_a_body_does_not_follow_its_own_need_nor_one_it_cannot_read():
    need = stated()
    admin = admin_of(need.organisation)
    other = member_of(regency())
    private = stated(visibility=Visibility.PRIVATE)

    with pytest.raises(PermissionDenied):
        services.follow(need, need.organisation, by=admin)
    with pytest.raises(PermissionDenied):
        services.follow(private, other.memberships.get().organisation, by=other)


def test_unfollowing_forgets_that_the_body_has_it():
    need, body = stated(), regency()
    member = member_of(body)
    services.follow(need, body, by=member)

    assert services.unfollow(need, body, by=member)
    assert not need.followers.exists()


def _people(hub, body):
    unit = UnitFactory(parent=body)
    return {
        "resident": UserFactory(),
        "member": member_of(body),
        "member of a unit": member_of(unit),
        "admin": admin_of(body),
        "coordinator": serving(hub, COORDINATOR),
        "other coordinator": serving(HubFactory(), COORDINATOR),
        "national": MandateFactory(office="national_admin", scope=None).person,
    }


def test_the_list_and_the_permission_agree():
    hub, body = HubFactory(), regency()
    people = _people(hub, body)
    for visibility, state in product(Visibility.values, ["open", "closed", "withdrawn"]):
        closing = {"solution": "Ini.", "closed_at": NOON} if state == "closed" else {}
        need = NeedFactory(
            organisation=body, hub=hub, visibility=visibility, state=state, **closing
        )

        asked = {who for who, one in people.items() if one.has_perm("needs.view_need", need)}
        listed = {
            who
            for who, one in people.items()
            if Need.objects.filter(visible(one), pk=need.pk).exists()
        }

        assert asked == listed
        assert "member" in asked
        assert ("coordinator" in asked) == (visibility != Visibility.PRIVATE)
        assert ("resident" in asked) == (visibility == "public" and state != "withdrawn")


def test_every_permission_is_named_after_this_room():
    assert {name.partition(".")[0] for name in PERMISSIONS} == {"needs"}
