"""What is private where innovations travel: names for cases, plans, lessons and mentors."""

from contextlib import suppress
from datetime import timedelta
from io import BytesIO
from itertools import product

from django.apps import apps
from django.urls import NoReverseMatch, get_resolver, reverse

from simpul.core import clock, files
from simpul.core.models import File
from simpul.documents.services import SignerIn
from simpul.hubs.models import Hub
from simpul.innovations.models import Innovation
from simpul.innovations.services import withdraw
from simpul.learning.models import Session
from simpul.needs.models import Idea, Need
from simpul.needs.services import state_need
from simpul.replication.models import (
    BadgeKind,
    Case,
    Lesson,
    Plan,
    PlanLine,
    PlanPart,
)
from simpul.replication.services import cases, claims, lineage, plans
from tests.factories.accounts import UserFactory
from tests.factories.continuity import HandoverFactory
from tests.factories.innovations import InnovationFactory
from tests.factories.learning import MentorFactory
from tests.factories.mentoring import MentorRequestFactory, MentorshipFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.replication import begun, forward, load_rules, parties
from tests.factories.vocabularies import SectorFactory

PLACES = {
    "kasussatu": "interest that no hub has looked at",
    "kasusdua": "what the parties of a public case say to each other",
    "kasustiga": "draft of an agreement",
    "kasusempat": "private need whose line of a plan became a case",
    "asalsatu": "name of a withdrawn record that others took over",
    "klaimsatu": "past replication that was taken back, and a file that shows one",
    "pendampingsatu": "contact, proof and name of a mentor",
    "pendampingdua": "what was said to a mentor and by one",
    "pelajaransatu": "draft of a lesson",
    "pelajarandua": "withdrawn lesson",
    "rencanasatu": "line of a plan that is being written",
    "serahsatu": "why somebody did not take over",
}

# Of rules there are many, of what people do here few.
FEW = 9


def plant(planted) -> None:
    """Make one of each, with the name that ``planted`` gives its place."""
    load_rules()
    people = parties()
    _cases(people, planted)
    _plans(people, planted)
    _claims(people, planted)
    _lessons(people, planted)
    _mentors(people, planted)
    HandoverFactory(scope=people.adopter, why=planted("serahsatu"))


def _cases(people, planted):
    word = planted("kasussatu")
    begun(
        people, local_name=word, problem=word, expectation=word, contact=word, adopter_unit=word,
        origin=InnovationFactory(owner=people.giver),
    )  # fmt: skip
    word = planted("kasusdua")
    case, _people = begun(people, local_name="Salinan terbuka", contact=word, expectation=word)
    forward(case, people)
    cases.talk(case, word, by=people.giving)
    shown = files.keep(f"{word}.pdf", BytesIO(b"%PDF-1.7 " + word.encode()), by=people.adopting)
    cases.add_paper(case, shown, title=word, by=people.adopting)
    forward(case, people)
    word = planted("kasustiga")
    cases.draft_agreement(
        case,
        for_adopter=SignerIn(name=word, office=word, party=1),
        for_origin=SignerIn(name="Bapak Wali", office="Wali Kota", party=0),
        valid_from=clock.today(),
        valid_to=clock.today() + timedelta(days=700),
        by=people.adopting,
    )


def _plans(people, planted):
    word, now = planted("kasusempat"), clock.now()
    need = state_need(people.adopter, by=people.adopting, title=word, problem=word)
    committed = Plan.objects.create(
        hub=people.hub, year=2031, state="committed", opened_at=now, committed_at=now
    )
    part = PlanPart.objects.create(plan=committed, organisation=people.adopter)
    line = PlanLine.objects.create(
        part=part, innovation=InnovationFactory(owner=people.giver), need=need, unit="Dinas",
        state="determined", added_at=now,
    )  # fmt: skip
    cases.move(plans.start_case(line, by=people.adopting), "verify", by=people.facilitating)
    drafted = Plan.objects.create(hub=people.hub, year=2032, state="drafting", opened_at=now)
    part = PlanPart.objects.create(plan=drafted, organisation=people.adopter)
    word = planted("rencanasatu")
    PlanLine.objects.create(
        part=part, innovation=people.origin, gap=word, unit=word, local_name=word, added_at=now
    )


def _claims(people, planted):
    """A record that was taken over in each way, and is withdrawn then."""
    record = InnovationFactory(owner=people.giver, acronym=planted("asalsatu"))
    proof = files.keep(f"{planted('klaimsatu')}.pdf", BytesIO(b"%PDF-1.7"), by=people.adopting)
    claims.record_adoption(
        record, people.adopter, by=people.giving, since=2022, note="Berjalan.", evidence=proof
    )
    wrong = claims.record_adoption(
        people.origin, OrganisationFactory(), by=people.giving, since=2021,
        note=planted("klaimsatu"), local_name=planted("klaimsatu"),
    )  # fmt: skip
    claims.take_back(wrong, by=people.giving, note=planted("klaimsatu"))
    lineage.take(people.giver, record, BadgeKind.ORIGIN, by=people.giving)
    case, _people = begun(people, origin=record, local_name="Salinan dari yang ditarik")
    forward(case, people)
    plan = Plan.objects.get(year=2031)
    PlanLine.objects.create(
        part=plan.parts.get(), innovation=record, gap="Jauh", unit="Dinas", state="determined",
        added_at=clock.now(),
    )  # fmt: skip
    withdraw(record, by=UserFactory(is_superuser=True), note="Data ganda.")


def _lessons(people, planted):
    for place, state in (("pelajaransatu", "draft"), ("pelajarandua", "withdrawn")):
        word = planted(place)
        Lesson.objects.create(
            organisation=people.adopter, attempt="own", sector=SectorFactory(), year=2024,
            title=word, happened=word, advice=word, state=state,
            written_at=clock.now(), changed_at=clock.now(),
        )  # fmt: skip


def _mentors(people, planted):
    word = planted("pendampingsatu")
    mentor = MentorFactory(
        hub=people.hub, is_public=True, contact=word, proof=word, workplace=word,
        person=UserFactory(name=word, email=f"{word}@kampus.example"),
    )  # fmt: skip
    case = Case.objects.get(local_name="Salinan terbuka")
    word = planted("pendampingdua")
    asked = MentorRequestFactory(case=case, wish=word, state="met")
    MentorshipFactory(request=asked, mentor=mentor, state="running", accepted_at=clock.now())
    Session.objects.create(
        mentor=mentor, subject=case, held_on=clock.today(), kind="call", minutes=30, people=2,
        advice=word, logged_at=clock.now(),
    )  # fmt: skip


def addresses(rooms=("replication", "learning", "needs", "documents")):
    """Every address of these rooms, with every object of theirs in its place."""
    pool = _pool(rooms)
    for room in rooms:
        _prefix, resolver = get_resolver().namespace_dict[room]
        for name in filter(lambda key: isinstance(key, str), resolver.reverse_dict):
            (possible, *_others) = resolver.reverse_dict[name][0]
            parts = ["plan" if "year" in possible[1] and p == "slug" else p for p in possible[1]]
            for values in product(*(pool.get(part, ["x"]) for part in parts)):
                with suppress(NoReverseMatch):
                    yield reverse(f"{room}:{name}", args=values)


def _pool(rooms):
    """What may stand in an address, by the name of its part."""
    models = [model for room in rooms for model in apps.get_app_config(room).get_models()]
    keys = {pk for model in models for pk in model.objects.values_list("pk", flat=True)[:FEW]}
    slugs = {
        *Hub.objects.values_list("slug", flat=True),
        *Innovation.objects.values_list("slug", flat=True),
        *Need.objects.values_list("slug", flat=True),
        *Idea.objects.values_list("slug", flat=True),
    }
    codes = [*Lesson.objects.values_list("code", flat=True)]
    numbers = Case.objects.values_list("number", flat=True)
    return {
        "pk": sorted(key for key in keys if isinstance(key, int)),
        "slug": sorted(slugs),
        "plan": [plan.hub.slug for plan in Plan.objects.all()[:1]],
        "public_id": list(Innovation.objects.values_list("public_id", flat=True)),
        "code": codes,
        "number": list(numbers),
        "year": [2031, 2032],
        "token": list(File.objects.values_list("token", flat=True)),
        "body": [part.organisation.slug for part in PlanPart.objects.all()[:1]],
        "step": ["verify", "withdraw", "cancel", "close"],
        "act": ["accept", "decline", "end"],
        "form": ["csv", "pdf", "docx"],
    }
