"""The byte cache: what is kept, for whom, and until when."""

import gzip
import threading
import time
from email.utils import formatdate

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.config.wsgi import Site


def test_a_page_asked_twice_is_made_once():
    site = Site()

    first, second = site.ask(), site.ask()

    assert len(site.asked) == 1
    assert first == second
    assert first.headers["Cache-Control"] == "no-cache"
    assert first.headers["Vary"] == "Accept-Encoding, Cookie"


def test_one_body_under_three_encodings_with_three_tags():
    site = Site()

    plain = site.ask()
    zipped = site.ask(HTTP_ACCEPT_ENCODING="gzip, deflate")
    small = site.ask(HTTP_ACCEPT_ENCODING="gzip, deflate, br")

    assert len(site.asked) == 1
    assert gzip.decompress(zipped.body) == brotli.decompress(small.body) == plain.body
    assert len({reply.headers["ETag"] for reply in (plain, zipped, small)}) == 3
    assert [r.headers.get("Content-Encoding") for r in (plain, zipped, small)] == [
        None,
        "gzip",
        "br",
    ]
    for reply in (plain, zipped, small):
        assert int(reply.headers["Content-Length"]) == len(reply.body)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", None),
        ("identity", None),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0.5, br;q=0.1", "br"),
        ("*", "br"),
        ("gzip;q=0, *;q=0", None),
        ("br;q=x, gzip;q=1", "gzip"),
        (",;,=", None),
    ],
)
def test_the_encoding_is_one_the_visitor_takes(accepted, encoding):
    reply = Site().ask(HTTP_ACCEPT_ENCODING=accepted)

    assert reply.headers.get("Content-Encoding") == encoding


def test_a_visitor_who_has_the_page_gets_304():
    site = Site()
    tag = site.ask(HTTP_ACCEPT_ENCODING="br").headers["ETag"]

    same = site.ask(HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=f'"other", W/{tag}')
    other_form = site.ask(HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_NONE_MATCH=tag)

    assert (same.status, same.body, same.headers["ETag"]) == (304, b"", tag)
    assert other_form.status == 200


def test_head_is_answered_from_the_page_and_makes_it():
    site = Site()

    head, page = site.ask(method="HEAD"), site.ask()

    assert len(site.asked) == 1
    assert head.body == b""
    assert head.headers == page.headers
    assert int(head.headers["Content-Length"]) == len(page.body)


@pytest.mark.parametrize("changed", ["generation", "watermark"])
def test_a_change_of_data_or_index_ends_every_page(changed):
    site = Site()
    site.ask()
    site.words = "Ditarik."

    setattr(site.pulse, changed, 2)

    assert site.ask().body.startswith(b"Ditarik.")


def test_a_page_made_from_old_data_is_not_served_after_the_change():
    site = Site(pause=0.1)
    slow = threading.Thread(target=site.ask)
    slow.start()
    time.sleep(0.05)
    site.pulse.generation = 2
    slow.join()
    site.words = "Baru."

    assert site.ask().body.startswith(b"Baru.")


def test_a_late_page_of_an_older_stamp_does_not_replace_a_younger_one():
    site = Site()
    site.ask()
    old = site.layer.pages.get(next(iter(site.layer.pages._kept)), (1, 1))
    site.pulse.generation = 2
    site.ask()

    site.layer.pages.put(next(iter(site.layer.pages._kept)), old)

    site.ask()
    assert len(site.asked) == 2


def test_nothing_is_served_from_memory_while_the_relay_is_silent():
    site = Site()
    site.ask()
    site.words = "Ditarik."

    site.pulse.beat = time.time() - 2.1

    assert site.ask().body.startswith(b"Ditarik.")
    assert site.ask().headers.get("ETag") is None


def test_a_page_ends_at_the_date_it_names():
    headers = [("Content-Type", "text/html"), ("Expires", formatdate(time.time() + 2))]
    site = Site(headers=headers)
    site.ask()
    site.ask()
    assert len(site.asked) == 1

    past = Site(headers=[("Content-Type", "text/html"), ("Expires", formatdate(time.time() - 1))])
    past.ask()
    past.ask()

    assert len(past.asked) == 2


@pytest.mark.parametrize(
    "header",
    [
        ("Set-Cookie", "sessionid=1"),
        ("Cache-Control", "private"),
        ("Cache-Control", "no-store"),
        ("Vary", "Cookie, HX-Request"),
        ("Vary", "Accept-Language"),
        ("Vary", "*"),
        ("Content-Encoding", "gzip"),
        ("Content-Security-Policy", "default-src 'self'; script-src 'nonce-abc'"),
    ],
)
def test_an_answer_for_one_visitor_is_never_kept(header):
    site = Site(headers=[("Content-Type", "text/html"), header])

    site.ask()
    site.ask()

    assert len(site.asked) == 2


@pytest.mark.parametrize("status", ["404 Not Found", "302 Found", "500 Internal Server Error"])
def test_only_whole_good_pages_are_kept(status):
    site = Site(status=status)

    site.ask()
    site.ask()

    assert len(site.asked) == 2


@pytest.mark.parametrize(
    "request_parts",
    [
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "other=1; csrftoken=abc"},
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"HTTP_HX_REQUEST": "true"},
        {"HTTP_RANGE": "bytes=0-1"},
        {"method": "POST", "body": b"a=1"},
        {"method": "OPTIONS"},
        {"body": b"a body on a GET"},
        {"host": "stranger.example"},
        {"host": ""},
        {"host": "hub.example:port"},
        {"query": "utm_source=mail"},
        {"query": "q=%ff"},
        {"query": "q=" + "x" * 1001},
        {"query": "&".join(["page=1"] * 41)},
        {"path": "/admin/"},
        {"path": "/id/" + "x" * 500},
    ],
    ids=str,
)
def test_an_unusual_request_passes_the_memory_by(request_parts):
    site = Site()
    site.ask(**request_parts)

    site.ask(**request_parts)

    assert len(site.asked) == 2
    assert site.layer.pages.bytes == 0


def test_a_foreign_cookie_changes_nothing():
    site = Site()

    site.ask()
    site.ask(HTTP_COOKIE="_analytics=1; theme=dark")

    assert len(site.asked) == 1


def test_order_of_the_query_does_not_matter_but_every_part_does():
    site = Site()
    site.ask(query="q=akta&sector=kesehatan")

    site.ask(query="sector=kesehatan&q=akta")
    assert len(site.asked) == 1

    for other in ("q=akta", "q=akta&sector=", "q=akta&q=x&sector=kesehatan", "q=Akta"):
        site.ask(query=other)
    assert len(site.asked) == 5


HEADERS = st.sampled_from(
    ["HTTP_X_FORWARDED_HOST", "HTTP_ACCEPT_LANGUAGE", "HTTP_USER_AGENT", "HTTP_REFERER", "HTTP_X"]
)


@given(name=HEADERS, value=st.text(st.characters(max_codepoint=255), max_size=30))
def test_no_header_of_one_visitor_reaches_a_shared_page(name, value):
    site = Site()

    site.ask(**{name: value})

    kept = {key for key in site.asked[0] if key.startswith("HTTP_")}
    assert kept == {"HTTP_HOST"}


HOSTS = st.sampled_from(["hub.example", "HUB.example", "jatim.daerah.example", "hub.example:8000"])
PATHS = st.sampled_from(["/id/", "/en/", "/id/inovasi/", "/en/innovations/"])
QUERIES = st.sampled_from(["", "q=a", "q=b", "page=2", "q=a&page=2"])
SCHEMES = st.sampled_from([{}, {"HTTP_X_FORWARDED_PROTO": "https"}])


@given(asked=st.lists(st.tuples(HOSTS, PATHS, QUERIES, SCHEMES), max_size=12))
def test_whatever_is_asked_in_any_order_everybody_gets_their_own_page(asked):
    site = Site()
    for host, path, query, scheme in asked:
        reply = site.ask(path, query, host=host, **scheme)
        fresh = Site().ask(path, query, host=host, **scheme)
        assert reply.body.lower() == fresh.body.lower()


def test_many_who_ask_at_once_wait_for_one_page():
    site = Site(pause=0.2)
    replies = []
    visitors = [threading.Thread(target=lambda: replies.append(site.ask())) for _ in range(12)]

    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()

    assert len(site.asked) == 1
    assert len({reply.body for reply in replies}) == 1


def test_those_who_waited_for_an_answer_that_cannot_be_shared_get_their_own():
    site = Site(pause=0.1, status="404 Not Found", slots=4)
    replies = []
    visitors = [threading.Thread(target=lambda: replies.append(site.ask())) for _ in range(4)]

    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()

    assert [reply.status for reply in replies] == [404] * 4


def test_memory_stays_below_its_limit_and_the_least_used_goes_first():
    site = Site(limit=60_000)
    site.ask(query="q=0")
    for number in range(1, 40):
        site.ask(query=f"q={number}")
        site.ask(query="q=0")

    assert site.layer.pages.bytes <= 60_000
    assert len(site.asked) == 40
    site.ask(query="q=1")
    assert len(site.asked) == 41


def test_a_page_as_large_as_the_memory_is_not_kept():
    site = Site(limit=8000)

    site.ask()

    assert site.layer.pages.bytes == 0
