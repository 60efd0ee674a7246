"""A listed record whose owner no source names is taken over by the institution that made it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from simpul.core import mandates
from simpul.innovations.models import AuthorityKind, Claim, DraftKind, State
from simpul.innovations.services import submission, verifying
from simpul.innovations.services.drafting import open_draft
from simpul.organisations.policies import ADMIN
from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.verification import VALUES, Scene, holding
from tests.innovations.writing_world import form

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return Scene()


@pytest.fixture
def nobodys(scene):
    return scene.record(State.LISTED, owner=None, author=None)


def test_an_admin_takes_it_over_from_its_page(scene, nobodys, client):
    form()
    client.force_login(scene.admin)
    address = reverse("innovations:revise", args=[nobodys.slug])

    assert scene.body.name in client.get(address).content.decode()
    assert client.post(address, {"organisation": scene.body.pk}).status_code == 302
    assert nobodys.drafts.get().organisation == scene.body


def test_it_is_theirs_once_the_hub_has_checked(scene, nobodys):
    draft = open_draft(
        kind=DraftKind.CLAIM, innovation=nobodys, organisation=scene.body, by=scene.admin
    )
    scene.write(draft, **VALUES)
    submission.submit(draft, by=scene.admin)
    nobodys.refresh_from_db()
    assert nobodys.owner is None

    verifying.take_up(draft, by=scene.verifier)
    verifying.accept_rest(draft, by=scene.verifier)
    verifying.verify_draft(draft, by=scene.verifier)

    nobodys.refresh_from_db()
    assert (nobodys.owner, nobodys.state) == (scene.body, State.PUBLISHED)
    owner = Claim.objects.get(innovation=nobodys, field="owner", retired_at=None)
    assert (owner.value, owner.authority.kind) == (scene.body.code, AuthorityKind.OWNER)


def test_one_who_speaks_for_several_says_for_which(scene, nobodys, client):
    other = OrganisationFactory()
    admin = holding(ADMIN, other)
    mandates.grant(admin, office=ADMIN, scope=scene.body, by=admin)
    client.force_login(admin)
    page = client.get(reverse("innovations:revise", args=[nobodys.slug])).content.decode()

    assert scene.body.name in page
    assert other.name in page
    with pytest.raises(PermissionDenied):
        open_draft(kind=DraftKind.CLAIM, innovation=nobodys, by=admin)


def test_nobody_takes_it_in_a_name_that_is_not_theirs(scene, nobodys):
    for person in (scene.author, UserFactory(), holding(ADMIN, OrganisationFactory())):
        with pytest.raises(PermissionDenied):
            open_draft(kind=DraftKind.CLAIM, innovation=nobodys, organisation=scene.body, by=person)


def test_a_record_with_an_owner_is_not_for_others(scene):
    listed = scene.record(State.LISTED)
    other = OrganisationFactory()
    with pytest.raises(PermissionDenied):
        open_draft(
            kind=DraftKind.CLAIM, innovation=listed, organisation=other, by=holding(ADMIN, other)
        )
