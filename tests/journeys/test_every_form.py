"""Every form that people of the demonstration can reach takes whatever is typed into it.

What no form of ours would send is refused in words or taken as text; nothing of it is a fault of
ours. What a form did is undone before the next one is sent.
"""

import random
from collections import Counter, deque

import lxml.html
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from simpul.accounts.models import User
from tests.journeys import demonstration
from tests.matrix import hostile

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

STARTS = ["/id/meja/", "/id/akun/", "/id/kebutuhan/", "/id/inovasi/", "/id/hub/", "/id/replikasi/"]
# Two pages of each shape a person, and so many tries of each form; the first try types words.
EACH_SHAPE, TRIES, EACH_FORM = 2, 5, 15
WORDS = "Uji coba yang cukup panjang untuk sebuah isian."
TYPED = [
    *hostile.VALUES.values(),
    "", "0", "12.5.3", "31/12/99999", "null", "[]", "{}", "a@b", "x" * 70_000, "\U0001f600" * 300,
    "../../etc/passwd", "javascript:alert(1)", "http://[::1", "\r\nSubject: x", "=1+1", "İß",
]  # fmt: skip
SENT = [
    b"%PDF-1.4\nx",
    b"PK\x03\x04zz",
    b"\x89PNG\r\n\x1a\nzz",
    b"a;b\n1;2\n",
    b"\xff\xfe\x00",
    b"",
]
# Forms that end the session or ask another machine.
LEFT_OUT = ("keluar", "bahasa")


def test_no_form_breaks_whatever_is_typed(settings, tmp_path):
    people = demonstration.made(settings, tmp_path)
    settings.LIMITS = {name: (10**9, span) for name, (_most, span) in settings.LIMITS.items()}
    walk = Walk()

    for email in people:
        walk.go(User.objects.get(email=email))

    assert not walk.faults, "\n".join(map(str, walk.faults))
    assert len(walk.tried) > 80


class Walk:
    """One person after the other follows links and fills what forms there are."""

    def __init__(self):
        self.chance = random.Random(20)
        self.tried, self.faults = Counter(), []

    def go(self, person):
        self.client, shapes = Client(raise_request_exception=False), Counter()
        self.client.force_login(person)
        waiting, seen = deque(STARTS), set()
        while waiting:
            url = waiting.popleft()
            shape = shape_of(url)
            if url in seen or shape is None or shapes[shape] >= EACH_SHAPE:
                continue
            seen.add(url)
            shapes[shape] += 1
            answer = self.asked("get", url)
            if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
                page = lxml.html.fromstring(answer.content.decode(), base_url=url)
                page.make_links_absolute(url)
                waiting.extend(self.links(page))
                for form in page.forms:
                    self.fill(form, person)

    def links(self, page):
        found = {link.split("#")[0] for link in page.xpath("//a/@href")}
        kept = [link for link in sorted(found) if link.startswith("/id/")]
        self.chance.shuffle(kept)
        return kept

    def fill(self, form, person):
        action, shape = form.action or "", shape_of(form.action or "")
        if form.method != "POST" or shape is None or any(word in action for word in LEFT_OUT):
            return
        if self.tried[shape, person.pk] or self.tried[shape] >= EACH_FORM:
            return
        for turn in range(TRIES):
            self.tried[shape] += 1
            self.tried[shape, person.pk] += 1
            self.asked("post", action, self.typed(form, turn))

    def typed(self, form, turn):
        data = {}
        for box in form.inputs:
            name, kind = box.get("name"), box.get("type")
            if kind == "file" and name:
                data[name] = SimpleUploadedFile("!!!.pdf", self.chance.choice(SENT))
            elif name and name != "csrfmiddlewaretoken":
                data[name] = value_of(box, self.chance)
                # Every second try spoils most of a form, the others a little of it.
                if turn and self.chance.random() < (0.8, 0.3)[turn % 2]:
                    data[name] = self.chance.choice(TYPED)
        return data

    def asked(self, how, url, data=None):
        before = {name: transaction.savepoint(using=name) for name in settings.DATABASES}
        answer = getattr(self.client, how)(url, data)
        for name, point in before.items():
            undo = transaction.savepoint_rollback if how == "post" else transaction.savepoint_commit
            undo(point, using=name)
        if answer.status_code >= 500:
            short = {name: str(value)[:60] for name, value in (data or {}).items()}
            self.faults.append((url, answer.exc_info and repr(answer.exc_info[1]), short))
        return answer


def shape_of(url):
    try:
        return resolve(url.split("?")[0]).view_name
    except Resolver404:
        return None


def value_of(box, chance):
    """What somebody who fills a box as it is meant would leave in it."""
    if box.tag == "select":
        values = [each.get("value") for each in box.iter("option") if each.get("value")]
        return chance.choice(values) if values else ""
    if box.get("type") in {"checkbox", "radio"}:
        return box.get("value", "on")
    return (box.text if box.tag == "textarea" else box.get("value")) or WORDS
