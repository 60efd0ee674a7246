"""A real browser for tests: found on the machine, watched for what pages must not do.

``browser_page`` opens pages of a live server; ``axe_violations`` says what axe finds on one.
"""

import os
import re
import shutil
import threading
import time
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import expect

ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
DEBIAN = Path("/usr/bin/chromium")
# Two busy cores answer late; what is waited for still has to come.
expect.set_options(timeout=30_000)
FONTS = Path(__file__).parents[1] / "simpul" / "ui" / "static" / "ui" / "fonts"


def chromium() -> str | None:
    """The browser named by ``$CHROMIUM``, else on the path, else Debian's, else Playwright's."""
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    # On Ubuntu the name on the path may be a stub that asks for a snap.
    if found and not named and Path(found).resolve().name == "snap":
        found = None
    return found or (str(DEBIAN) if DEBIAN.exists() else None)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """How pytest-playwright starts the browser."""
    return {"executable_path": chromium(), "args": ARGUMENTS, "headless": True}


@pytest.fixture
def site(live_server, built_styles, settings):
    """The address of a live server that gives out pages and styles as a visitor gets them."""
    settings.SECURE_SSL_REDIRECT = False
    yield live_server.url
    # A page that was closed may still be answered; the database is emptied after that, not during.
    deadline = time.monotonic() + 20
    while answering() and time.monotonic() < deadline:
        time.sleep(0.02)


def answering():
    """The threads of the live server that still hold a connection."""
    return [each for each in threading.enumerate() if "process_request_thread" in each.name]


@pytest.fixture
def browser_page(browser, site):
    """Open a path in a fresh context: ``browser_page("/id/", width=390, scheme="dark")``.

    Fails the test when the page breaks the content security policy or a script throws.
    """
    contexts, faults = [], []

    def open_page(path, *, width=1280, height=900, scheme="light", javascript=True):
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=javascript,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: is_fault(message) and faults.append(message.text))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def is_fault(message):
    """A refused style or script, but not an answer such as 404 that the test asked for."""
    return message.type == "error" and "Failed to load resource" not in message.text


def axe_violations(page, *, open_disclosures=True):
    """What axe finds against WCAG 2.2 AA and best practice, as ``rule: element`` lines."""
    from axe_playwright_python.sync_playwright import Axe

    # A page on its way would be judged while it is still empty. What waits by running words in the
    # page again and again (wait_for_function) is refused by the pages' own policy.
    page.wait_for_load_state("load")
    page.locator("h1").first.wait_for(state="attached")
    if open_disclosures:
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = Axe().run(page).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found
        for node in violation["nodes"]
    ]


@pytest.fixture
def built_styles(settings):
    """The style sheet of the site, built where static files are looked for."""
    from simpul.ui import assets

    path = assets.build()
    settings.STATICFILES_DIRS = [path.parents[1]]
    return path


def first_visit_bytes(html):
    """What a first visit carries over the wire without scripts: page, styles, fonts and images.

    The test asks for ``built_styles``, without which there is no style sheet to weigh.
    """
    from django.contrib.staticfiles import finders

    named = set(re.findall(rb'(?:href|src)="/static/([^"#?]+)"', html))
    paths = [Path(finders.find(name.decode()) or "") for name in named if b"/js/" not in name]
    packed = sum(len(brotli.compress(path.read_bytes(), quality=5)) for path in paths)
    fonts = sum(path.stat().st_size for path in FONTS.glob("*.woff2"))
    counted = sum(path.stat().st_size for path in paths if path.suffix == ".woff2")
    return len(brotli.compress(html, quality=5)) + packed + fonts - counted


def overflows(page):
    """Whether the page scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
