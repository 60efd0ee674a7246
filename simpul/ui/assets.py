"""The style sheet of the site: plain files in a declared order, written as one small file."""

import re
from collections.abc import Iterable
from pathlib import Path

from django.apps import apps
from django.conf import settings

from simpul.ui.theme import in_dark

HERE = Path(__file__).parent / "styles"
FIRST = ["order", "fonts", "tokens"]
THEN = ["reset", "base", "components/layout"]
LAST = ["forced", "print"]
DECLARATIONS = re.compile(r":root\s*{(.*?)}", re.DOTALL)
STRING = re.compile(r'"[^"]*"')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def build() -> Path:
    """Write ``ui/simpul.css`` where the static files are collected from; returns its path."""
    target = Path(settings.VAR_DIR) / "assets" / "ui" / "simpul.css"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(stylesheet())
    return target


def stylesheet() -> str:
    """Every style of every room, smallest first: order, tokens, base, components, pages, print."""
    parts = [*map(read, FIRST), dark(), *map(read, THEN), *components(), *pages(), *map(read, LAST)]
    return minified("\n".join(parts))


def read(name: str) -> str:
    return (HERE / f"{name}.css").read_text()


def dark() -> str:
    """The dark tokens, for a dark device and for an explicit choice."""
    found = DECLARATIONS.search(read("dark"))
    if found is None:
        raise ValueError("dark.css holds no :root block")
    return f"@layer tokens {{ {in_dark(found[1])} }}"


def components() -> Iterable[str]:
    """The components by name; `layout` comes before them."""
    paths = sorted((HERE / "components").glob("*.css"))
    return [path.read_text() for path in paths if path.stem != "layout"]


def pages() -> Iterable[str]:
    """Styles that other rooms keep for their own pages, in their `styles` folder."""
    folders = [Path(config.path) / "styles" for config in apps.get_app_configs()]
    return [
        path.read_text()
        for folder in folders
        if folder != HERE
        for path in sorted(folder.glob("*.css"))
    ]


def minified(css: str) -> str:
    """The same rules without comments and needless space; strings stay as they are."""
    strings: list[str] = []

    def put_aside(match: re.Match[str]) -> str:
        strings.append(match[0])
        return f'"{len(strings) - 1}"'

    css = STRING.sub(put_aside, COMMENT.sub("", css))
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    css = re.sub(r"(?<=[\w-]): ", ":", css).replace(";}", "}")
    return STRING.sub(lambda match: strings[int(match[0][1:-1])], css).strip() + "\n"
