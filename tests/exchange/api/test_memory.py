"""Anonymous answers of the API are kept by the early layer where they are for everybody."""

import time

import pytest

from simpul.config.early.answers import Answer
from simpul.config.early.keys import Rules
from simpul.config.early.pages import page_of

RULES = Rules(
    hosts=["hub.example"],
    names=frozenset({"q", "lang", "cursor"}),
    cookies=["sessionid"],
    prefixes=("/id/", "/api/v1/"),
    negotiated=("/api/v1/",),
)


def key(path, query="", **head):
    return RULES.key(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": "hub.example",
            "wsgi.url_scheme": "https",
            **head,
        }
    )


@pytest.mark.parametrize(
    ("query", "head", "kept"),
    [
        ("", {}, True),
        ("lang=id", {}, True),
        ("lang=id", {"HTTP_ACCEPT_LANGUAGE": "en"}, True),
        ("", {"HTTP_ACCEPT_LANGUAGE": "en"}, False),
        ("lang=id", {"HTTP_AUTHORIZATION": "Bearer x"}, False),
        ("lang=id", {"HTTP_COOKIE": "sessionid=1"}, False),
        ("nama=1", {}, False),
    ],
)
def test_only_what_anybody_would_get_is_kept(query, head, kept):
    assert (key("/api/v1/regions", query, **head) is not None) is kept


def test_a_page_in_a_language_of_its_own_asks_no_header():
    assert key("/id/inovasi/", HTTP_ACCEPT_LANGUAGE="en") is not None


def test_a_kept_answer_tells_nobody_what_is_left_to_another():
    head = [
        ("Content-Type", "application/json"),
        ("Vary", "Accept-Language"),
        ("RateLimit", '"minute";r=1;t=1'),
        ("RateLimit-Policy", '"minute";q=3;w=60'),
        ("Access-Control-Allow-Origin", "*"),
    ]
    page = page_of(Answer("200 OK", head, [b"{}"]), (1, 1), negotiated=True)

    assert page is not None
    assert page.expires > time.monotonic()
    told = dict(page.forms[""].headers)
    assert "RateLimit" not in told
    assert told["RateLimit-Policy"] == '"minute";q=3;w=60'
    assert told["Vary"] == "Accept-Encoding, Cookie, Accept-Language"
    assert ("Access-Control-Allow-Origin", "*") in page.forms[""].short_headers
