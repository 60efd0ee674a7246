"""Every page that each person of the demonstration can reach stands, fits and can be used by all.

A page of each shape is judged on a phone's width, in Indonesian by day and in English by night.
"""

import re
from collections import Counter
from html import unescape

import pytest

from tests.browser import axe_violations, overflows
from tests.journeys import demonstration
from tests.journeys.demonstration import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

STARTS = {
    "id": ["/id/meja/", "/id/akun/", "/id/"],
    "en": ["/en/desk/", "/en/account/", "/en/"],
}
FILES = re.compile(r"\.[a-z]{2,7}(\?|$)|keluar|sign-out|salinan|copy|/file")
EACH_SHAPE = 2
MOST = 200
LINK = re.compile(r"<a [^>]*href=[\"']([^\"']+)")


@pytest.fixture
def people(settings, tmp_path):
    return demonstration.made(settings, tmp_path)


@pytest.mark.parametrize(("language", "scheme"), [("id", "light"), ("en", "dark")])
def test_every_page_can_be_used_by_everybody(people, browser_page, language, scheme):
    judged, faults = set(), []
    for email in [None, *people]:
        page = browser_page("/id/akun/masuk/", width=390, scheme=scheme)
        if email:
            page.locator("input[name=login]").fill(email)
            page.locator("input[name=password]").fill(PASSWORD)
            page.get_by_role("button", name="Masuk", exact=True).first.click()
            page.wait_for_url("**/meja/**")
        faults += walk(page, language, judged, email)
        page.context.close()

    assert faults == []
    assert len(judged) > 60


def walk(page, language, judged, email):
    """What is wrong with the pages reached from the starts; each shape is judged once or twice.

    Whatever is not judged again is only asked for, which is much quicker than showing it.
    """
    todo, seen, shapes, faults = list(STARTS[language]), set(), Counter(), []
    while todo and len(seen) < MOST:
        address = todo.pop(0)
        shape = shape_of(address)
        if address in seen or shapes[shape] >= EACH_SHAPE or FILES.search(address):
            continue
        seen.add(address)
        shapes[shape] += 1
        answer = page.request.get(address)
        if answer.status >= 400:
            faults.append((email, address, answer.status))
        if answer.status >= 400 or "text/html" not in answer.headers.get("content-type", ""):
            continue
        todo += [
            unescape(link).split("#")[0]
            for link in LINK.findall(answer.text())
            if link.startswith(f"/{language}/")
        ]
        if (shape, bool(email)) not in judged:
            judged.add((shape, bool(email)))
            faults += [(email, address, fault) for fault in judge(page, address)]
    return faults


def judge(page, address):
    """What is wrong with one page as it is shown."""
    page.goto(address)
    found = axe_violations(page)
    return [*found, "wider than the screen"] if overflows(page) else found


def shape_of(address):
    """An address without what differs from record to record."""
    path, _mark, query = address.partition("?")
    path = re.sub(r"\d+|[a-z0-9-]+-[a-z0-9]{10}", "N", path)
    parts = path.strip("/").split("/")
    kept = [
        re.sub(r".*-.*", "N", part) if len(parts) > 2 and place > 1 else part
        for place, part in enumerate(parts)
    ]
    names = "&".join(sorted({pair.split("=")[0] for pair in query.split("&") if pair}))
    return f"{'/'.join(kept)}?{names}"
