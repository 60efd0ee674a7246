"""Whom a step concerns is told of it, exactly those, once, in their language."""

from datetime import timedelta

import pytest

from simpul.core import clock
from simpul.core.models import OutboxMessage
from simpul.hubs.policies import COORDINATOR, EDITOR, VERIFIER
from simpul.innovations.models import Innovation
from simpul.innovations.services import lifecycle
from simpul.learning.services import offering
from simpul.needs.services import needs
from simpul.organisations import services as organisations
from simpul.organisations.policies import HEAD
from simpul.replication.models import BadgeKind
from simpul.replication.services import claims, mentoring, plans
from simpul.replication.services.continuity import handing
from simpul.replication.services.lineage import badges
from simpul.sources.models import Pair
from simpul.sources.services import contradictions, joint
from simpul.sources.services.matching.deciding import reopen, settle
from tests.factories.accounts import UserFactory
from tests.factories.continuity import HandoverFactory
from tests.factories.core import MandateFactory
from tests.factories.hubs import HubFactory, serving
from tests.factories.innovations import listed
from tests.factories.learning import MentorFactory
from tests.factories.mentoring import MentorRequestFactory, MentorshipFactory
from tests.factories.needs import stated
from tests.factories.organisations import OrganisationFactory, admin_of
from tests.factories.replication import load_rules, parties
from tests.replication.test_plans import Region, determined
from tests.sources.joint_world import World, row_of
from tests.sources.test_contradictions import the_one, two

pytestmark = pytest.mark.django_db


class Told:
    """Who was told what since it was made or asked last."""

    def __init__(self):
        self.last = 0
        self()

    def __call__(self):
        rows = list(OutboxMessage.objects.filter(pk__gt=self.last).order_by("pk"))
        self.last = rows[-1].pk if rows else self.last
        return {(row.person_id, row.subject) for row in rows}


def to(words, *people):
    return {(person.pk, words) for person in people}


def test_the_owner_is_told_when_its_hub_withdraws_and_lists_a_record_again():
    hub, body = HubFactory(), OrganisationFactory()
    admin, head = admin_of(body), MandateFactory(office=HEAD, scope=body).person
    english = UserFactory(language="en")
    MandateFactory(office=HEAD, scope=body, person=english)
    verifier = serving(hub, VERIFIER)
    record = listed(title="Jemput Bola", owner=body.code)
    Innovation.objects.filter(pk=record.pk).update(hub=hub)
    record.refresh_from_db()
    told = Told()

    lifecycle.withdraw(record, by=verifier, note="Ganda.")

    assert told() == {
        *to("Dikeluarkan dari katalog: Jemput Bola", admin, head),
        *to("Taken out of the catalogue: Jemput Bola", english),
    }
    Innovation.objects.filter(pk=record.pk).update(hub=hub)
    record.refresh_from_db()
    lifecycle.relist(record, by=verifier, note="Ternyata tidak.")
    assert {person for person, _words in told()} == {admin.pk, head.pk, english.pk}


def test_an_institution_is_told_when_the_hub_withdraws_its_need():
    hub = HubFactory()
    need = stated(visibility="public")
    need.hub = hub
    need.save()
    admin, told = admin_of(need.organisation), Told()

    needs.withdraw(need, by=serving(hub, EDITOR), note="Sama dengan yang lain.")

    words = "Hub memutuskan tentang kebutuhan Anda: Antrean panjang di loket, ditarik"
    assert told() == to(words, admin, need.by)


def test_the_hub_is_told_when_a_mentor_leaves():
    hub = HubFactory()
    coordinator, mentor = serving(hub, COORDINATOR), MentorFactory(hub=hub)
    told = Told()

    offering.leave(mentor, by=mentor.person, note="Pindah.")

    assert told() == to(f"{mentor.person} bukan lagi pendamping hub", coordinator)


def test_every_regency_is_told_how_its_plan_goes_on():
    region = Region()
    told = Told()
    plan = determined(region)
    # Who coordinates knows; a regency is told of the meeting and of what came of it.
    name = f"Rencana replikasi {plan}"
    assert told() >= {
        *to(f"{name} ditetapkan pada 1 Desember 2026, Denpasar", *region.admins),
        *to(f"Rapat tentang rencana replikasi {plan} selesai: lihat hasilnya", *region.admins),
    }

    plans.draft_again(plan, by=region.coordinator, note="Ada baris baru.")
    assert told() == to(f"{name} dapat ditulis lagi", *region.admins)
    plans.withdraw(plan, by=region.coordinator, note="Batal.")
    assert told() == to(f"{name} dihentikan", *region.admins)


def test_those_who_hold_a_badge_are_told_that_it_is_revoked():
    people = parties()
    Innovation.objects.filter(pk=people.origin.pk).update(hub=people.hub)
    claim = claims.record_adoption(people.origin, people.adopter, by=people.adopting, note="Ya.")
    claims.confirm(claim, by=people.giving)
    badge = badges.take(people.giver, people.origin, BadgeKind.ORIGIN, by=people.giving)
    badge.innovation.refresh_from_db()
    told = Told()

    badges.revoke(badge, by=people.facilitating, note="Keliru.")

    assert told() == to(f"Lencana untuk {people.origin.name} dicabut", people.giving)


def test_whoever_recorded_a_replication_is_told_that_the_origin_is_silent():
    load_rules()
    people = parties()
    claim = claims.record_adoption(people.origin, people.adopter, by=people.adopting, note="Ya.")
    told = Told()

    with clock.frozen(claim.due_at + timedelta(days=1)):
        claims.fall_silent()

    assert {person for person, _words in told()} == {people.adopting.pk}


def test_whoever_confirmed_a_replication_is_told_that_it_was_taken_back():
    people = parties()
    claim = claims.record_adoption(people.origin, people.adopter, by=people.adopting, note="Ya.")
    claims.confirm(claim, by=people.giving)
    told = Told()

    claims.take_back(claim, by=people.adopting, note="Salah catat.")

    assert {person for person, _words in told()} == {people.giving.pk}


def test_whoever_was_named_is_told_that_they_are_asked_no_longer():
    found = HandoverFactory()
    admin, successor = admin_of(found.scope), UserFactory()
    handing.name(found, successor, by=admin)
    told = Told()

    handing.take_back(found, by=admin)

    words = f"Anda tidak lagi diminta melanjutkan pekerjaan {found.person}"
    assert to(words, successor) <= told()


def test_a_mentor_is_told_that_a_request_was_taken_back():
    asked = MentorRequestFactory(state="asked")
    row = MentorshipFactory(request=asked)
    adopter, told = admin_of(asked.case.adopter), Told()

    mentoring.withdraw(asked, by=adopter, note="Sudah ada.")

    assert told() == to(f"Anda tidak lagi diminta mendampingi {asked.case}", row.mentor.person)


def test_all_stewards_and_the_author_are_told_how_a_proposal_goes_on():
    world = World()
    author, second, third = world.stewards
    made, told = world.draft(row_of(kind="official", rank=5)), Told()

    joint.propose(made, by=author)
    assert told() == to("Diusulkan: Usul", second, third)
    joint.open_vote(made, by=author)
    assert told() == to("Suara Anda diminta: Usul", second, third)
    for steward in world.stewards:
        joint.vote(made, agrees=True, by=steward)

    stewards = world.stewards
    assert told() == to("Diterima: Usul", *stewards) | to("Berlaku mulai sekarang: Usul", *stewards)


def test_whoever_asked_a_steward_is_told_of_the_answer():
    world = World()
    two(world, 2019, 2021)
    contradictions.ask(the_one(), world.sources[1], by=world.stewards[0], note="Yang mana?")
    told = Told()

    contradictions.answer(the_one(), by=world.stewards[1], note="Menurut buku kami 2021.")

    assert told() == to("Wali data menjawab tentang Satu", world.stewards[0])


def test_both_owners_are_told_that_their_records_are_one_and_two_again():
    bodies = [OrganisationFactory(), OrganisationFactory()]
    admins = [admin_of(body) for body in bodies]
    first, second = (
        listed(f"UJI-{at}", title=f"Inovasi {at}", owner=body.code)
        for at, body in enumerate(bodies)
    )
    pair = Pair.objects.create(
        left=first, right=second, probability=0.9, levels={}, found_at=clock.now()
    )
    superuser, told = UserFactory(is_superuser=True), Told()

    settle(pair, "merge", by=superuser, kept=first, note="Sama.")

    assert told() == to("Dua catatan kini satu: Inovasi 0 dan Inovasi 1", *admins)
    reopen(pair, by=superuser, note="Beda.")
    assert told() == to("Dua catatan kembali menjadi dua: Inovasi 0 dan Inovasi 1", *admins)


def test_those_who_act_for_an_institution_are_told_that_it_ended():
    body, superuser = OrganisationFactory(), UserFactory(is_superuser=True)
    admin, told = admin_of(body), Told()

    organisations.dissolve_organisation(body, by=superuser, year=2025)

    assert told() == to(f"{body.name} dicatat sudah berakhir", admin)
    organisations.restore_organisation(body, by=superuser)
    assert told() == to(f"{body.name} berdiri lagi", admin)
