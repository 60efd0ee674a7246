from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.hubs.models import Level, Milestone, MilestoneKind
from simpul.hubs.queries import (
    REACHED,
    Reason,
    ResponsibleHubs,
    Stage,
    hub_status,
    responsible_hub,
    status_of,
)
from tests.factories.geography import ProvinceFactory, RegencyFactory
from tests.factories.hubs import HubFactory, MilestoneFactory
from tests.factories.organisations import OrganisationFactory

K = MilestoneKind


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kinds", "stage"),
    [
        ([], Stage.UNKNOWN),
        ([K.INVITED], Stage.INVITED),
        ([K.INVITED, K.COMMITTED], Stage.COMMITTED),
        ([K.COMMITTED, K.INVITED], Stage.COMMITTED),
        ([K.COMMITTED, K.APPOINTED], Stage.APPOINTED),
        ([K.LAUNCHED, K.APPOINTED], Stage.OPERATIONAL),
        ([K.PORTAL], Stage.OPERATIONAL),
        ([K.INVITED, K.DECLINED], Stage.DECLINED),
        ([K.INVITED, K.DECLINED, K.COMMITTED], Stage.COMMITTED),
        ([K.LAUNCHED, K.SUSPENDED], Stage.SUSPENDED),
    ],
)
def test_a_hub_has_come_as_far_as_its_milestones_say(kinds, stage):
    hub = HubFactory()
    for year, kind in enumerate(kinds, start=2015):
        MilestoneFactory(hub=hub, kind=kind, date=date(year, 1, 1))

    assert hub_status(hub).stage == stage


@given(st.lists(st.tuples(st.dates(), st.sampled_from(list(MilestoneKind))), max_size=6))
def test_the_order_of_rows_does_not_matter(said):
    milestones = [
        Milestone(pk=pk, date=day, kind=kind) for pk, (day, kind) in enumerate(said, start=1)
    ]

    forward, backward = status_of(milestones), status_of(reversed(milestones))

    assert forward == backward
    if forward.shown_by is None:
        assert not {kind for _, kind in said} & set(REACHED)


@pytest.fixture
def nation(db):
    national = HubFactory(level=Level.NATIONAL)
    MilestoneFactory(hub=national, kind=K.LAUNCHED)
    return national


def hub_of(region, *kinds):
    hub = HubFactory(level=Level.PROVINCE, region=region, areas=[region])
    for kind in kinds:
        MilestoneFactory(hub=hub, kind=kind)
    return hub


def test_an_institution_answers_to_its_own_hub_once_it_works(nation):
    ministry = OrganisationFactory()
    own = HubFactory(organisation=ministry)
    MilestoneFactory(hub=own, kind=K.COMMITTED)
    before = responsible_hub(ministry)
    MilestoneFactory(hub=own, kind=K.LAUNCHED)

    assert before == (nation, Reason.NATIONAL)
    assert responsible_hub(ministry) == (own, Reason.OWN)


def test_a_regency_answers_to_the_hub_of_its_province(nation):
    formed, invited = ProvinceFactory(), ProvinceFactory()
    hub = hub_of(formed, K.COMMITTED)
    hub_of(invited, K.INVITED)
    regency = OrganisationFactory(region=RegencyFactory(parent=formed))
    other = OrganisationFactory(region=RegencyFactory(parent=invited))

    assert responsible_hub(regency) == (hub, Reason.PROVINCE)
    assert responsible_hub(other) == (nation, Reason.NATIONAL)


def test_many_institutions_cost_as_many_questions_as_one(nation, django_assert_num_queries):
    bodies = [OrganisationFactory() for _ in range(5)]

    with django_assert_num_queries(3):
        answers = ResponsibleHubs()
        assert {answers.of(body)[0] for body in bodies} == {nation}
