"""Keys: as good as the person and the mandate behind them, at every moment."""

from datetime import timedelta

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from simpul.core import clock, mandates, personal
from simpul.core.models import Entry, Mandate
from simpul.exchange.models import ApiKey, Scope
from simpul.exchange.services.keys import make_key, revoke_key
from tests.exchange.api.world import Program, institution, key_for
from tests.factories.organisations import MembershipFactory, OrganisationFactory, admin_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return institution()


def kind(answer):
    return answer.status_code, answer.json()["type"].partition("#problem-")[2]


def test_a_secret_is_told_once_and_never_kept(here):
    row = ApiKey.objects.get(pk=here.key.pk)

    assert here.secret.startswith(f"simpul_{row.prefix}_")
    assert here.secret not in str(ApiKey.objects.values().get(pk=row.pk))
    assert Entry.objects.get(verb="make", object_id=row.pk).actor == f"user:{here.admin.pk}"


def test_a_key_says_what_it_is_and_remembers_its_use(here):
    told = here.ask.get("/me").json()

    assert told["organisation"] == here.body.code
    assert told["scopes"] == Scope.values
    here.key.refresh_from_db()
    assert here.key.used_at is not None


def test_a_key_ends_with_the_mandate_at_once(here):
    assert here.ask.get("/drafts").status_code == 200
    mandates.end(Mandate.objects.get(person=here.admin), by=here.admin)

    assert kind(here.ask.get("/drafts")) == (403, "mandate")
    assert kind(here.ask.post("/drafts", {"values": {"title": "x"}})) == (403, "mandate")


def test_a_key_that_was_taken_back_ended_or_whose_account_is_closed_is_refused(here):
    _late, ended = key_for(here.admin, here.body, days=1)
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert kind(Program(ended).get("/me")) == (401, "key")
    other = admin_of(here.body)
    _key, of_other = key_for(other, here.body)
    other.is_active = False
    other.save()
    assert kind(Program(of_other).get("/me")) == (401, "key")
    revoke_key(here.key, by=here.admin)
    assert kind(here.ask.get("/me")) == (401, "key")
    assert here.ask.get("/me")["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "head", ["Bearer x", "Basic dTpw", "Bearer", "", "Bearer simpul_aaaaaaaa_"]
)
def test_a_key_nobody_made_is_refused_even_where_none_is_needed(here, head):
    assert kind(Program().get("/regions", Authorization=head)) == (401, "key")


def test_a_key_does_only_what_it_was_made_for(here):
    _key, secret = key_for(here.admin, here.body, scopes=[Scope.STATUS])
    ask = Program(secret)

    assert kind(ask.get("/drafts")) == (403, "scope")
    assert ask.get("/regions").status_code == 200


def test_no_session_counts(here):
    client = Client()
    client.force_login(here.admin)

    assert client.get("/api/v1/drafts", secure=True).status_code == 401


def test_only_an_admin_makes_a_key_for_an_institution(here):
    ends = clock.now() + timedelta(days=9)
    member = MembershipFactory(organisation=here.body).person
    made = {"name": "x", "expires_at": ends}

    with pytest.raises(PermissionDenied):
        make_key(here.body, scopes=["drafts"], by=member, **made)
    with pytest.raises(ValidationError):
        make_key(None, scopes=["drafts"], by=member, **made)
    key, secret = make_key(None, scopes=["read"], by=member, **made)
    assert Program(secret).get("/me").json()["organisation"] is None
    assert Program(secret).get("/drafts").status_code == 403
    assert not member.has_perm("exchange.view_apikey", here.key)
    assert member.has_perm("exchange.revoke_apikey", key)


@pytest.mark.parametrize(
    "wrong",
    [{"scopes": []}, {"scopes": ["everything"]}, {"days": -1}, {"days": 400}],
)
def test_a_key_without_bounds_is_not_made(here, wrong):
    with pytest.raises(ValidationError):
        key_for(here.admin, here.body, **wrong)


def test_a_key_may_be_copied_and_is_taken_back_with_the_account(here):
    told = [row for part in personal.copy_of(here.admin) for row in part["rows"]]
    assert {"SIM Pemda"} == {row["name"] for row in told if row["what"] == "key for programs"}

    personal.erase(here.admin)

    here.key.refresh_from_db()
    assert here.key.revoked_at is not None


# --- At the desk -------------------------------------------------------------------------------


@pytest.fixture
def desk(client, here, settings):
    settings.SECURE_SSL_REDIRECT = False
    client.force_login(here.admin)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, here.admin, "password", reauthenticated=True)
    request.session.save()
    return client


def test_an_admin_makes_a_key_sees_it_once_and_takes_it_back(desk, here):
    day = clock.today() + timedelta(days=30)
    sent = {
        "name": "SIM Dinas",
        "organisation": here.body.pk,
        "scopes": ["read", "drafts"],
        "last_day_day": day.day,
        "last_day_month": day.month,
        "last_day_year": day.year,
    }
    made = desk.post(reverse("exchange:key_new"), sent)
    page = made.content.decode()
    key = ApiKey.objects.get(name="SIM Dinas")
    secret = page.partition(f"simpul_{key.prefix}_")[2].partition("<")[0]
    listed = desk.get(reverse("exchange:keys")).content.decode()

    assert Program(f"simpul_{key.prefix}_{secret}").get("/me").status_code == 200
    assert "no-store" in made["Cache-Control"]
    assert "SIM Dinas" in listed
    assert secret not in listed
    desk.post(reverse("exchange:key_revoke", args=[key.pk]))
    assert Program(f"simpul_{key.prefix}_{secret}").get("/me").status_code == 401


def test_a_page_of_keys_asks_as_often_for_three_as_for_one(desk, here):
    counts = []
    for _more in range(2):
        with CaptureQueriesContext(connection) as asked:
            desk.get(reverse("exchange:keys"))
        counts.append(len(asked))
        for _number in range(2):
            key_for(here.admin, here.body)
    assert counts[0] == counts[1]


def test_nobody_sees_the_keys_of_another_institution(client, here, settings):
    settings.SECURE_SSL_REDIRECT = False
    client.force_login(admin_of(OrganisationFactory()))

    assert b"SIM Pemda" not in client.get(reverse("exchange:keys")).content
    assert client.get(reverse("exchange:key_revoke", args=[here.key.pk])).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, settings):
    settings.SECURE_SSL_REDIRECT = False
    assert client.get(reverse("exchange:keys")).status_code == 302
