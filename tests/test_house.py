"""What imports cannot show: rooms know only rooms below them in every other way, too."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.template.backends.django import get_installed_libraries

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "simpul"
TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
LAYERS = TOOLS["importlinter"]["contracts"][0]["layers"]
HEIGHT = {
    room.strip(" ()"): -depth for depth, layer in enumerate(LAYERS) for room in layer.split("|")
}

FILE_LINES, FUNCTION_LINES, TEMPLATE_LINES = 400, 40, 120

USES = re.compile(r"""{%-?\s*(?:extends|include)\s+["'](\w+)/""")
LOADS = re.compile(r"""{%\s*load\s+([^%]+?)\s*%}""")
ADDRESSES = re.compile(r"""{%\s*url\s+["']([^"']+)["']""")
NAMED_ADDRESS = re.compile(r"""["'](\w+):[a-z][\w-]*["']""")
NAMED_TEMPLATE = re.compile(r"""["'](\w+)/[\w/.-]+\.(?:html|svg|txt|xml)["']""")
INLINE = {
    "a style attribute": re.compile(r"""\sstyle\s*=\s*["'{]"""),
    "a style element": re.compile(r"<style\b"),
    "an event attribute": re.compile(r"""\son[a-z]+\s*=\s*["'{]"""),
    "an htmx event": re.compile(r"""\s(?:data-)?hx-on\b"""),
    "evaluated code": re.compile(r"""["'](?:js|javascript):"""),
    "an inline script": re.compile(
        r"""<script\b(?![^>]*\ssrc=)(?![^>]*type=["']application/(?:ld\+)?json["'])"""
    ),
}


def shipped(pattern):
    """Files of the house that we wrote, in order."""
    return sorted(path for path in HOUSE.glob(pattern) if "vendor" not in path.parts)


def name(path):
    return str(path.relative_to(ROOT))


TEMPLATES = [path for path in shipped("*/templates/**/*") if path.is_file()]
DRAWINGS = shipped("**/*.svg")
MODULES = [path for path in shipped("**/*.py") if "migrations" not in path.parts]
TESTS = sorted((ROOT / "tests").glob("**/*.py"))
STYLES_AND_SCRIPTS = shipped("**/*.css") + shipped("**/*.js")


def offenders(paths, wrong_with):
    """What is wrong with each file, leaving out those with nothing wrong."""
    found = {name(path): wrong_with(path) for path in paths}
    return {path: wrong for path, wrong in found.items() if wrong}


def room_of(path):
    return path.relative_to(HOUSE).parts[0]


def too_high(room, others):
    """Those of ``others`` that ``room`` may not know: neither itself nor below it."""
    known = {other for other in others if other in HEIGHT} - {room}
    return {other for other in known if HEIGHT[other] >= HEIGHT[room]}


def room_of_module(module):
    """The room a dotted name lies in; empty for another package."""
    parts = module.split(".")
    return parts[1] if parts[0] == "simpul" and len(parts) > 1 else ""


@cache
def libraries():
    """The module of every template library, by the name it is loaded under."""
    return get_installed_libraries()


# --- Knowing only below ------------------------------------------------------------------------


def test_relations_point_to_the_same_or_a_lower_room():
    reaching_up = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in [*model._meta.fields, *model._meta.local_many_to_many]
        if field.is_relation and field.related_model and field.related_model != "self"
        if too_high(
            room_of_module(model.__module__) or "config",
            {room_of_module(field.related_model.__module__)},
        )
    }
    to_a_person = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_app_config("core").get_models()
        for field in model._meta.fields
        if field.is_relation and field.related_model._meta.label == "accounts.User"
    }

    assert reaching_up - to_a_person == set()


def test_a_person_points_at_nothing_of_ours():
    from simpul.accounts.models import User

    targets = {field.related_model.__module__ for field in User._meta.fields if field.is_relation}
    assert {target for target in targets if room_of_module(target) == "core"} == set()


def rooms_above_in_template(path):
    text = path.read_text()
    loaded = {word for words in LOADS.findall(text) for word in words.split(" from ")[-1].split()}
    rooms = set(USES.findall(text))
    rooms |= {room_of_module(libraries().get(library, "")) for library in loaded}
    rooms |= {address.split(":")[0] for address in ADDRESSES.findall(text)}
    return too_high(room_of(path), rooms)


def test_templates_use_only_rooms_below():
    assert offenders(TEMPLATES, rooms_above_in_template) == {}


def rooms_above_in_module(path):
    text = path.read_text()
    rooms = {*NAMED_ADDRESS.findall(text), *NAMED_TEMPLATE.findall(text)}
    return too_high(room_of(path), rooms)


def test_modules_name_addresses_and_templates_only_of_rooms_below():
    assert offenders(MODULES, rooms_above_in_module) == {}


def test_models_are_imported_not_looked_up():
    looking = {name(path) for path in MODULES if "apps.get_model(" in path.read_text()}

    # The workflow kernel turns the label in a room's own table into the room's own model.
    assert looking == {"simpul/core/workflow.py"}


def imported_from(tree):
    """Where each imported name of a module comes from."""
    return {
        alias.asname or alias.name: node.module or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def signal_arguments(tree):
    """The expressions given to ``@receiver(...)`` and ``signal.connect(...)``."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id == "receiver":
            yield from [*node.args, *(keyword.value for keyword in node.keywords)]
        elif isinstance(node.func, ast.Attribute) and node.func.attr == "connect":
            senders = [keyword.value for keyword in node.keywords if keyword.arg == "sender"]
            yield from [node.func.value, *senders]


def rooms_heard_wrongly(path):
    """Rooms whose signals this file receives but may not, or not here."""
    room, tree = room_of(path), ast.parse(path.read_text())
    origin = imported_from(tree)
    heard = {
        room_of_module(origin.get(word.id, ""))
        for argument in signal_arguments(tree)
        for word in ast.walk(argument)
        if isinstance(word, ast.Name)
    } - {""}
    is_the_place = {path.stem, path.parent.stem} & {"receivers", "apps"}
    return heard & {room} | too_high(room, heard) if is_the_place else heard


def test_signals_are_received_above_where_they_are_sent():
    assert offenders(MODULES, rooms_heard_wrongly) == {}


# --- No code where the content security policy forbids it --------------------------------------


def inline_code(path):
    text = path.read_text()
    return {what for what, pattern in INLINE.items() if pattern.search(text)}


def test_pages_and_drawings_hold_no_inline_code():
    assert offenders(TEMPLATES + DRAWINGS, inline_code) == {}


def inline_code_in_elements(path):
    elements = " ".join(re.findall(r"<[a-zA-Z][^<>]*", path.read_text()))
    banned = ("a style attribute", "an event attribute", "an htmx event")
    return {what for what in banned if INLINE[what].search(elements)}


def test_modules_write_no_inline_code_into_elements():
    assert offenders(MODULES, inline_code_in_elements) == {}


# --- Sizes -------------------------------------------------------------------------------------


def lines_above(limit):
    return lambda path: (lines := len(path.read_text().splitlines())) > limit and lines


def long_functions(path):
    return {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        if node.end_lineno - node.lineno >= FUNCTION_LINES
    }


def test_files_stay_readable():
    assert offenders(MODULES + TESTS + STYLES_AND_SCRIPTS, lines_above(FILE_LINES)) == {}


def test_templates_stay_readable():
    assert offenders(TEMPLATES, lines_above(TEMPLATE_LINES)) == {}


def test_functions_stay_readable():
    assert offenders(MODULES + TESTS, long_functions) == {}


# --- The tests can fail ------------------------------------------------------------------------


@pytest.fixture
def planted(tmp_path, monkeypatch):
    """A file of the hubs room, planted in a house of its own."""
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    monkeypatch.setitem(globals(), "HOUSE", tmp_path / "simpul")

    def plant(text, file="views.py"):
        path = tmp_path / "simpul" / "hubs" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    return plant


@pytest.mark.parametrize(
    ("text", "above"),
    [
        ("{% extends 'portal/page.html' %}", {"portal"}),
        ("{% include 'statistics/a.html' %}", set()),
        ("{% url 'innovations:detail' slug %}", {"innovations"}),
        ("{% url 'hubs:list' %}{% url 'organisations:list' %}", set()),
    ],
)
def test_a_planted_template_is_refused(planted, text, above):
    assert rooms_above_in_template(planted(text, "page.html")) == above


@pytest.mark.parametrize(
    ("text", "above"),
    [
        ("reverse('portal:home')", {"portal"}),
        ("render(request, 'innovations/card.html')", {"innovations"}),
        ("redirect('ui:gallery')", set()),
    ],
)
def test_a_planted_address_is_refused(planted, text, above):
    assert rooms_above_in_module(planted(text)) == above


OWN = "from simpul.hubs.models import Hub\n@receiver(post_save, sender=Hub)\ndef f(): pass"
ABOVE = "from simpul.innovations.hooks import merged\nmerged.connect(f)"
BELOW = "from simpul.core.workflow import step_taken\nstep_taken.connect(f)"


@pytest.mark.parametrize(
    ("text", "file", "wrong"),
    [
        (OWN, "receivers.py", {"hubs"}),
        (ABOVE, "apps.py", {"innovations"}),
        (BELOW, "receivers.py", set()),
        (BELOW, "views.py", {"core"}),
    ],
)
def test_a_planted_receiver_is_refused(planted, text, file, wrong):
    assert rooms_heard_wrongly(planted(text, file)) == wrong


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        '<a onclick="go()">',
        '<a hx-on:click="go()">',
        """<a hx-vals='js:{a: 1}'>""",
        '<a href="javascript:go()">',
        "<script>go()</script>",
        '<script type="module">go()</script>',
    ],
)
def test_planted_inline_code_is_refused(planted, text):
    assert len(inline_code(planted(text, "page.html"))) == 1


def test_data_and_files_are_no_inline_code(planted):
    text = """<script src="a.js"></script><script type="application/ld+json">{}</script>"""

    assert inline_code(planted(text, "page.html")) == set()
