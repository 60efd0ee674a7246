import pytest
from django.urls import reverse

from simpul.learning.models import Mentor, MentorState
from tests.factories.geography import ProvinceFactory
from tests.factories.learning import LanguageFactory, MentorFactory
from tests.factories.vocabularies import SectorFactory

pytestmark = pytest.mark.django_db

# Planted in everything a mentor keeps to themselves.
CANARY = "kenari-0811"


def read(client, name, *args, **query):
    return client.get(reverse(f"learning:{name}", args=args), query, secure=True)


@pytest.fixture
def shy():
    return MentorFactory(
        is_public=True,
        person__name=f"{CANARY} nama",
        workplace=f"{CANARY} kantor",
        contact=f"{CANARY} telepon",
        proof=f"{CANARY} bukti",
    )


def test_the_directory_shows_nothing_the_mentor_did_not_agree_to(client, shy):
    pages = [
        read(client, "mentors"),
        read(client, "mentor", shy.pk),
        client.get(shy.hub.get_absolute_url(), secure=True),
    ]

    for page in pages:
        assert page.status_code == 200
        assert shy.profile[:20] in page.content.decode() or page is not pages[1]
        assert CANARY not in page.content.decode()


def test_it_shows_what_the_mentor_agreed_to_and_never_the_contact(client, shy):
    Mentor.objects.update(shows_name=True, shows_workplace=True)

    said = read(client, "mentor", shy.pk).content.decode()

    assert f"{CANARY} nama" in said
    assert f"{CANARY} kantor" in said
    assert f"{CANARY} telepon" not in said
    assert f"{CANARY} bukti" not in said


@pytest.mark.parametrize("state", [state for state in MentorState if state != MentorState.ACTIVE])
def test_who_is_not_ready_is_not_found(client, state):
    mentor = MentorFactory(is_public=True, state=state)

    assert read(client, "mentor", mentor.pk).status_code == 404
    assert list(read(client, "mentors").context["lines"]) == []


def test_each_filter_of_the_address_narrows(client):
    sector, province = SectorFactory(key="air"), ProvinceFactory()
    sundanese = LanguageFactory(key="sun")
    wanted = MentorFactory(
        is_public=True,
        kind="hub",
        is_remote=False,
        sectors=[sector],
        languages=[sundanese],
        provinces=[province],
    )
    MentorFactory(is_public=True, is_remote=False, capacity=1, running=1)

    asked = {"theme": "air", "language": "sun", "province": province.code, "kind": "hub", "free": 1}
    for name, value in asked.items():
        lines = read(client, "mentors", **{name: value}).context["lines"]
        assert [mentor for mentor, _left in lines] == [wanted], name
    assert len(read(client, "mentors", theme="apa", kind="apa").context["lines"]) == 2


def test_the_directory_asks_the_same_however_many_stand_in_it(
    client, django_assert_max_num_queries
):
    MentorFactory(is_public=True)
    read(client, "mentors")
    with django_assert_max_num_queries(40) as one:
        read(client, "mentors")
    MentorFactory.create_batch(3, is_public=True)
    with django_assert_max_num_queries(len(one)):
        read(client, "mentors")
