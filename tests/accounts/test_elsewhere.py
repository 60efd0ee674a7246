"""Coming in through another organisation's sign-in: the whole round, against a small real one."""

import base64
import hashlib
import json
import threading
import time
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlencode, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, make_server

import jwt
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa

from simpul.accounts.models import Purpose, User

pytestmark = pytest.mark.django_db

CLIENT, SECRET = "simpul", "rahasia-untuk-uji"
SITI = {
    "sub": "3271-siti",
    "name": "Siti Aminah",
    "email": "siti@contoh.go.id",
    "email_verified": True,
}


class Silent(WSGIRequestHandler):
    def log_message(self, *words):
        pass


class Organisation:
    """An OpenID provider of one person: codes are used once, with PKCE and the client's secret."""

    def __init__(self):
        self.person, self.codes, self.tokens = dict(SITI), {}, {}
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.server = make_server("127.0.0.1", 0, self, handler_class=Silent)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __call__(self, environ, start_response):
        asked = parse_qs(environ["QUERY_STRING"])
        if environ["REQUEST_METHOD"] == "POST":
            length = int(environ.get("CONTENT_LENGTH") or 0)
            asked = parse_qs(environ["wsgi.input"].read(length).decode())
        given = {name: values[0] for name, values in asked.items()}
        answer = {
            "/.well-known/openid-configuration": self.configuration,
            "/authorize": self.authorize,
            "/token": self.token,
            "/userinfo": self.userinfo,
            "/keys": self.keys,
        }[environ["PATH_INFO"]](given, environ)
        status, headers = "200 OK", [("Content-Type", "application/json")]
        if isinstance(answer, str):
            status, headers, answer = "302 Found", [("Location", answer)], {}
        elif "error" in answer:
            status = "400 Bad Request"
        start_response(status, headers)
        return [json.dumps(answer).encode()]

    def configuration(self, given, environ):
        places = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        return {
            "issuer": self.url,
            "jwks_uri": f"{self.url}/keys",
            **{f"{name}_endpoint": f"{self.url}/{path}" for name, path in places.items()},
        }

    def authorize(self, given, environ):
        """Siti is signed in there and agrees; the code remembers what it was asked for."""
        assert (given["client_id"], given["response_type"]) == (CLIENT, "code")
        assert given["code_challenge_method"] == "S256"
        assert "openid" in given["scope"].split()
        code = f"kode-{len(self.codes)}"
        self.codes[code] = given
        return f"{given['redirect_uri']}?{urlencode({'code': code, 'state': given['state']})}"

    def token(self, given, environ):
        asked = self.codes.pop(given.get("code"), None)
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            asked is None
            or given.get("client_secret") != SECRET
            or given["redirect_uri"] != asked["redirect_uri"]
            or challenge != asked["code_challenge"]
        ):
            return {"error": "invalid_grant"}
        now = int(time.time())
        claims = {**self.person, "iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300}
        token = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "1"})
        self.tokens["masuk"] = self.person
        return {"access_token": "masuk", "token_type": "Bearer", "id_token": token}

    def userinfo(self, given, environ):
        bearer = environ.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        return self.tokens.get(bearer, {"error": "invalid_token"})

    def keys(self, given, environ):
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": "1"}]}


@pytest.fixture
def organisation(settings):
    found = Organisation()
    app = {
        "provider_id": "inapas", "name": "INApas", "client_id": CLIENT, "secret": SECRET,
        "settings": {"server_url": found.url},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}
    }
    yield found
    found.server.shutdown()
    found.server.server_close()


class Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *given):
        return None


def agreed_at(address):
    """Where the other side sends the browser back to, as a path of ours."""
    try:
        urllib.request.build_opener(Stays).open(address, timeout=10)
    except urllib.error.HTTPError as answer:
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"
    raise AssertionError("the other side sent nobody back")


def came_in(client):
    """Press the button at the door, agree there, and come back."""
    there = client.get("/oidc/inapas/")
    assert there.status_code == 302
    return client.get(agreed_at(there.url))


def is_in(client):
    return client.get("/id/akun/").status_code == 200


def test_who_comes_for_the_first_time_completes_an_account_and_is_known_the_next_time(
    client, organisation
):
    back = came_in(client)
    form = client.get(back.url)
    assert 'value="Siti Aminah"' in form.content.decode()
    # Nobody has an account before they agreed to what is kept of them.
    assert User.objects.count() == 0
    client.post(back.url, {"name": "Siti", "email": SITI["email"], "language": "id"})
    assert User.objects.count() == 0

    client.post(back.url, {"name": "Siti Aminah", "email": SITI["email"], "language": "id",
                           "privacy": "on", "website": ""})  # fmt: skip

    person = User.objects.get()
    assert (person.name, person.email) == ("Siti Aminah", SITI["email"])
    # The other side vouches for the address: no mail is sent to confirm it.
    assert EmailAddress.objects.get(user=person).verified
    assert [consent.purpose for consent in person.consents.all()] == [Purpose.PRIVACY]
    assert SocialAccount.objects.get(user=person).uid == SITI["sub"]
    assert is_in(client)

    again = type(client)()
    came_in(again)
    assert is_in(again)
    assert User.objects.count() == 1


def test_an_address_the_other_side_does_not_vouch_for_is_confirmed_first(client, organisation):
    organisation.person["email_verified"] = False
    back = came_in(client)

    client.post(back.url, {"name": "Siti", "email": SITI["email"], "language": "id",
                           "privacy": "on", "website": ""})  # fmt: skip

    assert not EmailAddress.objects.get().verified
    assert not is_in(client)


def test_an_answer_nobody_here_asked_for_opens_nothing(client, organisation):
    there = client.get("/oidc/inapas/")
    back = agreed_at(there.url)
    other = type(client)()

    # Another browser was handed the answer; then a used code comes a second time.
    other.get(back)
    assert not is_in(other)
    client.get(back)
    again = type(client)()
    again.get(back)
    assert not is_in(again)
    assert User.objects.count() == 0


def test_a_code_without_its_secret_opens_nothing(client, organisation, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["secret"] = "tebakan"

    came_in(client)

    assert not is_in(client)
    assert User.objects.count() == 0
