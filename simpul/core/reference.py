"""The reference pages, written from the code: what is true there is true here."""

import ast
import inspect
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from pkgutil import iter_modules

from django.conf import ENVIRONMENT_VARIABLE
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import override

from simpul.core import figures, hooks, permissions, retention
from simpul.core.workflow import WORKFLOWS

HEAD = "Written from the code by `simpul reference`; do not edit.\n"

# What Django gives every command, and ours do not explain again.
COMMON_OPTIONS = {action.dest for action in BaseCommand().create_parser("", "")._actions}


def pages() -> dict[str, str]:
    """Each page by file name."""
    with override("en"):
        return {name: f"{write()}".rstrip() + "\n" for name, write in sorted(PAGES.items())}


def _page(title: str, about: str, *parts: str) -> str:
    return "\n".join([f"# {title}\n", HEAD, f"{about}\n", *parts])


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    cells = [header, ["---"] * len(header), *rows]
    lines = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in cells]
    return "\n".join([*lines, ""])


def _cell(value: object) -> str:
    return re.sub(r"\s+", " ", str(value)).replace("|", "\\|").strip()


# --- Settings ----------------------------------------------------------------------------------


def settings_page() -> str:
    """Every setting that the environment may change, with the comment that explains it."""
    settings = import_module(os.environ[ENVIRONMENT_VARIABLE])
    modules = [settings] + [
        import_module(f"{settings.__name__}.{part.name}")
        for part in iter_modules(getattr(settings, "__path__", []))
    ]
    found = [row for module in modules for row in _environment(inspect.getsource(module))]
    # A setting that is read twice is explained where it is explained.
    found.sort(key=lambda row: bool(row[-1]))
    rows = sorted({row[0]: row for row in found}.values())
    return _page(
        "Settings",
        "Read from the environment or from the file `.env`. A setting without a default must be "
        "set.",
        _table(["variable", "kind", "default", "what it changes"], rows),
    )


def _environment(source: str) -> Iterator[tuple[str, str, str, str]]:
    lines = source.splitlines()
    for statement in ast.walk(ast.parse(source)):
        if isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value:
            for call in ast.walk(statement.value):
                if _is_environment_call(call):
                    yield _described(call, _comment_above(lines, statement.lineno))


def _is_environment_call(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
    )


def _described(call, comment: str) -> tuple[str, str, str, str]:
    default = [ast.unparse(word.value) for word in call.keywords if word.arg == "default"]
    kind = call.func.attr.removeprefix("dj_").replace("_", " ")
    return f"`{call.args[0].value}`", kind, f"`{default[0]}`" if default else "", comment


def _comment_above(lines: list[str], number: int) -> str:
    comment: list[str] = []
    for line in reversed(lines[: number - 1]):
        if not line.lstrip().startswith("# ") or line.startswith("# ---"):
            break
        comment.insert(0, line.strip("# "))
    return " ".join(comment)


# --- Commands ----------------------------------------------------------------------------------


def commands_page() -> str:
    """Every command of ours, as its ``--help`` has it."""
    ours = {name: app for name, app in get_commands().items() if str(app).startswith("simpul.")}
    parts = [_command(name, load_command_class(app, name)) for name, app in sorted(ours.items())]
    return _page("Commands", "`simpul WORD --help` says the same on the terminal.", *parts)


def _command(name: str, command: BaseCommand) -> str:
    word = name.replace("_", "-")
    actions = [
        action
        for action in command.create_parser("simpul", word)._actions
        if action.dest not in COMMON_OPTIONS and action.help != "==SUPPRESS=="
    ]
    rows = [row for action in actions for row in _explained(action)]
    table = _table(["argument", "meaning"], rows) if rows else ""
    return f"## simpul {word}\n\n{_cell(command.help)}\n\n{table}"


def _explained(action) -> Iterator[tuple[str, str]]:
    """One row for an argument, or one for each word that it may be."""
    words = getattr(action, "_choices_actions", None)
    if words is None:
        yield _spelling(action), action.help or ""
    for word in words or []:
        arguments = [
            _spelling(argument).strip("`")
            for argument in action.choices[word.dest]._actions
            if argument.dest not in COMMON_OPTIONS and not argument.option_strings
        ]
        yield f"`{' '.join([word.dest, *arguments])}`", word.help or ""


def _spelling(action) -> str:
    name = action.metavar if isinstance(action.metavar, str) else action.dest
    if not action.option_strings:
        return f"`{name.upper()}`"
    value = "" if action.nargs == 0 else f" {name.upper()}"
    return f"`{', '.join(action.option_strings)}{value}`"


# --- Tables of the rooms -----------------------------------------------------------------------


def permissions_page() -> str:
    rows = [(f"`{name}`", f"`{row}`") for name, row in permissions.table().items()]
    return _page(
        "Permissions",
        "Who may do what. A row about an object answers no when asked without one; superusers pass "
        "every row, so daily staff are never superusers.",
        _table(["permission", "who"], rows),
    )


def workflows_page() -> str:
    parts = []
    for workflow in sorted(WORKFLOWS, key=lambda workflow: workflow.model_label):
        rows = [
            (
                step.label,
                ", ".join(sorted(step.sources)),
                step.target,
                "the system" if step.by_system else f"`{step.permission(workflow.model)}`",
                "yes" if step.needs_note else "",
            )
            for step in workflow.steps.values()
        ]
        header = ["step", "from", "to", "permission", "needs a note"]
        parts.append(f"## {workflow.model_label}, {workflow.field}\n\n{_table(header, rows)}")
    about = "The states of each kind of record and the steps between them."
    return _page("Workflows", about, *(parts or ["No room has a workflow yet."]))


def figures_page() -> str:
    rows = [
        (f"`{figure.key}`", figure.name, figure.unit, figure.definition)
        for figure in figures.everything()
    ]
    return _page(
        "Figures",
        "Every number that pages show by name. Each opens a page that says how it is counted.",
        _table(["key", "name", "unit", "how it is counted"], rows),
    )


def retention_page() -> str:
    cleared = {kind.key for kind in hooks.RETENTION}
    rows = [
        (rule.what_en, f"{rule.days} days after {rule.from_en}", rule.remains_en, rule.why_en)
        for rule in retention.rules()
        if rule.key in cleared
    ]
    return _page(
        "Retention",
        "What is kept how long. `simpul serve` removes what is past its time once a day, "
        "`simpul retention --dry-run` counts it.",
        _table(["what", "kept until", "what remains", "why"], rows),
    )


def routes_page() -> str:
    rows = sorted(_routes(get_resolver().url_patterns, "", ""))
    return _page(
        "Routes",
        "Every address. Pages stand under `/id/` and `/en/`; path words are translated.",
        _table(["route", "address"], rows),
    )


def _routes(patterns, namespace: str, path: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        here = f"{path}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            yield f"`{namespace}{pattern.name}`", f"`/{here}`"
        elif isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _routes(pattern.url_patterns, inner, here)


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "figures.md": figures_page,
    "permissions.md": permissions_page,
    "retention.md": retention_page,
    "routes.md": routes_page,
    "settings.md": settings_page,
    "workflows.md": workflows_page,
}
