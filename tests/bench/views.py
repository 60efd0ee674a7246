"""Rendered pages: against a plain Django view of the same rows, and an empty JSON answer."""

import io
import statistics
import threading
import time
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation

from tests.bench.registry import Result, bench

PLAIN = """{% extends "ui/page.html" %}{% block main %}<ul>{% for row in rows %}
<li><a href="/x/{{ row.slug }}/">{{ row.title }}</a> {{ row.owner.name }}, {{ row.region.name }},
{{ row.province.name }}, {{ row.sector.label_en }}, {{ row.year }}</li>{% endfor %}</ul>
<p>{{ total }}</p>{% endblock %}"""
RELATED = ["owner", "region", "province", "sector"]


def ask(application, path, query=""):
    """One request through every middleware; seconds it took."""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "HTTP_HOST": "localhost:8000",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    }
    said = []
    began = time.perf_counter()
    result = application(environ, lambda status, headers: said.append(status))
    b"".join(result)
    result.close()
    if not said[0].startswith("200"):
        raise RuntimeError(f"{path} answers {said[0]}")
    return time.perf_counter() - began


def seconds(application, path, query="", rounds=15):
    """Median seconds of one request, after three to warm up."""
    taken = [ask(application, path, query) for _ in range(rounds + 3)]
    return statistics.median(taken[3:])


def plain_application():
    """The site's own Django with two more addresses: an empty JSON answer and a plain list."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.http import HttpResponse, JsonResponse
    from django.template import engines
    from django.urls import path

    from simpul.config import urls
    from simpul.innovations.models import Innovation

    template = engines["django"].from_string(PLAIN)

    def empty(request):
        return JsonResponse({})

    def listed(request, size):
        translation.activate("en")
        rows = Innovation.objects.select_related(*RELATED).order_by("-year", "title")
        total = Innovation.objects.count()
        return HttpResponse(template.render({"rows": rows[:size], "total": total}, request))

    urls.urlpatterns[:0] = [path("bench/empty", empty), path("bench/list/<int:size>", listed)]
    return WSGIHandler()


@bench("catalogue page, uncached", needs="hub")
def catalogue_page(size):
    """The catalogue of 20 rows and its eight facets, against a plain list of 20 of its rows."""
    application = plain_application()
    rounds = 10 if size == "ci" else 60
    empty = seconds(application, "/bench/empty", rounds=rounds)
    for rows in (20, 100):
        with a_living_relay():
            plain = seconds(application, f"/bench/list/{rows}", rounds=rounds)
            ours = seconds(application, "/en/innovations/", f"size={rows}", rounds=rounds)
        yield Result(
            f"catalogue page of {rows}, uncached",
            ours / plain,
            "a plain Django list view of as many rows in the same page frame",
            "at most 3" if rows == 20 else "",
            {
                "page": f"{ours * 1000:.1f} ms",
                "plain list": f"{plain * 1000:.1f} ms",
                "empty JSON view": f"{empty * 1000:.1f} ms",
                "queries": str(queries(application, f"size={rows}")),
            },
        )


@contextmanager
def a_living_relay():
    """The pulse beats as where the hub is served; without it nothing that was read may be kept."""
    from simpul.core import pulse

    done = threading.Event()

    def beat():
        while not done.wait(0.2):
            pulse.beat()

    pulse.beat()
    relay = threading.Thread(target=beat, daemon=True)
    relay.start()
    try:
        yield
    finally:
        done.set()
        relay.join()


def queries(application, query):
    """How many statements one catalogue page asks."""
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connections["default"]) as asked:
        ask(application, "/en/innovations/", query)
    return len(asked)


@bench("empty JSON view", needs="hub")
def empty_json_view(size):
    """What Django and our middleware cost before any work: with them, against without."""
    application = plain_application()
    rounds = 100 if size == "ci" else 1000
    whole = seconds(application, "/bench/empty", rounds=rounds)
    kept, settings.MIDDLEWARE = settings.MIDDLEWARE, []
    try:
        bare = seconds(plain_application(), "/bench/empty", rounds=rounds)
    finally:
        settings.MIDDLEWARE = kept
    yield Result(
        "empty JSON view",
        whole / bare,
        "the same view without middleware",
        figures={"with": f"{whole * 1000:.2f} ms", "without": f"{bare * 1000:.2f} ms"},
    )
