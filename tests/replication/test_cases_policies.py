"""Lists and permissions of cases and past replications say the same."""

import pytest
from django.contrib.auth.models import AnonymousUser

from simpul.core import clock
from simpul.documents.services import SignerIn
from simpul.needs.models import Visibility
from simpul.replication.models import Adoption, Case
from simpul.replication.policies.cases import followed_cases, visible_cases
from simpul.replication.policies.claims import visible_adoptions
from simpul.replication.queries.cases.acts import next_act
from simpul.replication.queries.cases.page import page_of
from simpul.replication.services import cases, claims
from simpul.replication.workflow import CaseState
from simpul.replication.workflow.mentoring import MentorshipState
from tests.factories.accounts import UserFactory
from tests.factories.mentoring import MentorshipFactory
from tests.factories.needs import NeedFactory
from tests.factories.replication import at, begun, load_rules, parties

pytestmark = pytest.mark.django_db


def test_lists_of_cases_and_their_permission_agree():
    load_rules()
    begun()
    _case, people = at(CaseState.LEARNING)
    crowd = [AnonymousUser(), UserFactory(), people.giving, people.adopting, people.facilitating]

    for user in crowd:
        listed = set(Case.objects.filter(visible_cases(user)))
        assert listed == {
            one for one in Case.objects.all() if user.has_perm("replication.view_case", one)
        }
    for user in crowd[1:]:
        followed = set(Case.objects.filter(followed_cases(user)))
        allowed = {
            one for one in Case.objects.all() if user.has_perm("replication.follow_case", one)
        }
        assert followed == allowed


def test_lists_of_past_replications_and_their_permission_agree():
    people = parties()
    claims.record_adoption(people.origin, people.adopter, by=people.adopting, note="Berjalan.")
    other = parties()
    gone = claims.record_adoption(other.origin, other.adopter, by=other.adopting, note="Keliru.")
    claims.take_back(gone, by=other.adopting, note="Keliru.")

    for user in (AnonymousUser(), UserFactory(), other.giving, other.adopting, people.giving):
        listed = set(Adoption.objects.filter(visible_adoptions(user)))
        allowed = {
            one for one in Adoption.objects.all() if user.has_perm("replication.view_adoption", one)
        }
        assert listed == allowed


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_a_desk_asks_as_much_for_many_as_for_one(
    count, client, django_assert_max_num_queries
):
    load_rules()
    people = parties()
    for _number in range(count):
        begun(people, origin=parties().origin)
    client.force_login(
        people.facilitating, backend="allauth.account.auth_backends.AuthenticationBackend"
    )

    with django_assert_max_num_queries(40):
        response = client.get("/en/desk/replication/cases/")

    assert response.status_code == 200
    assert len(response.context["page"].object_list) == count


def test_what_is_private_in_a_case_stays_off_its_public_page(client):
    load_rules()
    case, people = at(CaseState.ADAPTING, contact="Rahasia 0811")
    cases.talk(case, "Pesan rahasia", by=people.giving)
    cases.weigh(
        case.matrix.first(), treatment="dropped", reason="Alasan rahasia", by=people.adopting
    )

    page = client.get(case.get_absolute_url()).content.decode()

    for hidden in ("Rahasia 0811", "Pesan rahasia", "Alasan rahasia"):
        assert hidden not in page
    assert '<form method="post"' not in page


def test_what_an_origin_gives_adopters_waits_until_the_hub_found_the_case_valid():
    load_rules()
    early, people = begun()
    valid, later = at(CaseState.LEARNING)
    takes = "replication.take_package_case"

    assert not people.adopting.has_perm(takes, early)
    assert people.giving.has_perm(takes, early)
    assert people.facilitating.has_perm(takes, early)
    assert later.adopting.has_perm(takes, valid)
    assert not people.adopting.has_perm(takes, valid)


def test_a_part_in_a_case_does_not_open_the_private_need_behind_it():
    load_rules()
    people = parties()
    need = NeedFactory(organisation=people.adopter, visibility=Visibility.PRIVATE)
    case, _people = begun(people, need=need)

    assert page_of(case, people.adopting).need == need
    assert page_of(case, people.giving).need is None
    assert page_of(case, people.facilitating).need is None


def test_whoever_accompanies_a_case_opens_its_desk_while_they_do(client):
    load_rules()
    case, people = at(CaseState.AGREEMENT)
    cases.draft_agreement(
        case,
        for_adopter=SignerIn(name="Ibu Bupati", office="Bupati", party=1),
        for_origin=SignerIn(name="Bapak Wali", office="Wali Kota", party=0),
        valid_from=clock.today(),
        valid_to=clock.today(),
        by=people.adopting,
    )
    running = MentorshipFactory(
        request__case=case, state=MentorshipState.RUNNING, accepted_at=clock.now()
    )
    mentor = running.mentor.person
    client.force_login(mentor)

    page = client.get(case.desk_url, secure=True)

    assert page.status_code == 200
    # A draft is the business of those who will sign it.
    assert page.context["page"].papers == []
    assert set(Case.objects.filter(followed_cases(mentor))) == {case}
    running.state, running.ended_at = MentorshipState.ENDED, clock.now()
    running.save()
    assert client.get(case.desk_url, secure=True).status_code == 404


def test_what_came_of_a_case_is_offered_for_closing_its_need(client):
    load_rules()
    people = parties()
    need = NeedFactory(organisation=people.adopter)
    case, people = at(CaseState.DONE, people, need=need)

    offered = next_act(case, people.adopting)
    client.force_login(people.adopting)
    form = client.get(offered.url, secure=True).context["form"]

    assert need.slug in offered.url
    assert form["solved_by"].value() == case.result.get_absolute_url()
    assert next_act(case, people.giving).url == ""
