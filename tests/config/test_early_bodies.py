"""What visitors send, how slowly, and what it costs the others."""

import io
import threading
import time

import pytest

from simpul.config.early.bodies import Bounds
from tests.config.wsgi import Site


class Line:
    """A body that comes as slowly as a visitor's line lets it."""

    def __init__(self, pieces):
        self.pieces = iter(pieces)

    def read(self, size=-1):
        for pause, piece in self.pieces:
            time.sleep(pause)
            if isinstance(piece, Exception):
                raise piece
            return piece
        return b""


def send(site, pieces, length):
    return site.ask(
        "/form/", method="POST", **{"wsgi.input": Line(pieces), "CONTENT_LENGTH": str(length)}
    )


def test_a_body_reaches_the_application_whole():
    body = b"x" * 300_000

    reply = Site().ask("/form/", method="POST", body=body)

    assert reply.status == 200
    assert reply.body.endswith(body)


def test_a_body_without_a_declared_length_is_measured():
    site = Site()

    line = {"wsgi.input": io.BytesIO(b"abc"), "HTTP_TRANSFER_ENCODING": "chunked"}
    reply = site.ask("/form/", method="POST", **line)

    assert reply.body.endswith(b"abc")
    assert site.asked[0]["CONTENT_LENGTH"] == "3"


def test_too_large_a_body_is_refused_before_it_is_read():
    site = Site(bounds=Bounds(largest=10))

    declared = send(site, [(60, b"never read")], 11)
    line = {"wsgi.input": io.BytesIO(b"x" * 5000), "HTTP_TRANSFER_ENCODING": "chunked"}
    undeclared = site.ask("/form/", method="POST", **line)

    assert (declared.status, undeclared.status) == (413, 413)
    assert "terlalu besar" in declared.body.decode()
    assert site.asked == []


def test_a_visitor_who_sends_nothing_is_let_go():
    site = Site(bounds=Bounds(grace=0.1))

    reply = send(site, [(5, b"late")], 4)

    assert reply.status == 408
    assert site.asked == []


def test_a_trickle_is_let_go_and_a_slow_line_is_not():
    bounds = Bounds(grace=0.2, bytes_a_second=100)

    trickle = send(Site(bounds=bounds), [(0.2, b"x")] * 20, 20)
    slow = send(Site(bounds=bounds), [(0.2, b"x" * 50)] * 8, 400)

    assert (trickle.status, slow.status) == (408, 200)


def test_a_body_never_takes_longer_than_the_longest():
    bounds = Bounds(grace=0.1, bytes_a_second=1, longest=0.8)

    reply = send(Site(bounds=bounds), [(0.1, b"x" * 50)] * 30, 1500)

    assert reply.status == 408


@pytest.mark.parametrize("pieces", [[(0, b"ab")], [(0, OSError("gone"))]])
def test_a_broken_line_is_not_taken_for_the_end(pieces):
    site = Site()

    reply = send(site, pieces, 4)

    assert reply.status == 400
    assert site.asked == []


@pytest.mark.parametrize("length", ["-1", "1e3", "٣", "4, 4"])
def test_a_length_that_is_no_number_is_refused(length):
    reply = Site().ask("/form/", method="POST", CONTENT_LENGTH=length)

    assert reply.status == 400


def test_a_strange_method_never_reaches_the_application():
    site = Site()

    assert site.ask(method="BREW").status == 501
    assert site.asked == []


def test_only_so_many_send_at_once_and_pages_go_on():
    site = Site(bounds=Bounds(at_once=2, grace=3))
    slow = [
        threading.Thread(target=send, args=(site, [(0.8, b"abcd")], 4), daemon=True)
        for _ in range(2)
    ]
    for visitor in slow:
        visitor.start()
    time.sleep(0.2)

    refused = send(site, [(0, b"abcd")], 4)
    page = site.ask()
    for visitor in slow:
        visitor.join()

    assert (refused.status, refused.headers["Retry-After"]) == (503, "10")
    assert page.status == 200
    assert send(site, [(0, b"abcd")], 4).status == 200


def test_those_who_wait_too_long_for_a_slot_are_told_so():
    site = Site(slots=1, patience=0.1, pause=0.6)
    busy = threading.Thread(target=site.ask, args=("/a/",))
    busy.start()
    time.sleep(0.1)

    reply = site.ask("/b/")
    busy.join()

    assert (reply.status, len(site.asked)) == (503, 1)


def test_a_failure_outside_django_is_answered_in_words():
    site = Site()
    site.pulse = None

    reply = site.ask()

    assert (reply.status, "Something went wrong" in reply.body.decode()) == (500, True)


def test_a_large_answer_leaves_from_a_file():
    site = Site(headers=[("Content-Type", "application/octet-stream")])
    site.words = "x" * 3_000_000

    reply = site.ask("/file/")

    assert len(reply.body) > 3_000_000
    assert int(reply.headers["Content-Length"]) == len(reply.body)
    assert site.layer.pages.bytes == 0


def test_an_answer_that_is_not_kept_is_packed_but_not_one_with_a_cookie():
    packed = Site().ask("/form/", HTTP_ACCEPT_ENCODING="gzip")
    personal = Site(headers=[("Content-Type", "text/html"), ("Set-Cookie", "a=1")])

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in personal.ask(HTTP_ACCEPT_ENCODING="gzip").headers
