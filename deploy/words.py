"""Compile every catalogue under locale with Babel.

``--strict`` names words without a sure translation and fails; ``--same-as DIR`` compares which
words are there with the catalogues of another directory, and compiles nothing.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def catalogues(directory: Path) -> dict[Path, Catalog]:
    """Every catalogue below the directory, by its path in it."""
    found = {}
    for path in sorted(directory.glob("*/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            found[path.relative_to(directory)] = read_po(file, locale=path.parts[-3])
    return found


def untranslated(catalogue: Catalog) -> list[str]:
    """The words a reader would see in English, or in a translation nobody has confirmed."""
    missing = []
    for message in catalogue:
        texts = [message.string] if isinstance(message.string, str) else message.string
        if message.id and (message.fuzzy or not all(texts)):
            missing.append(f"not translated: {message.id!r}")
    return missing


def compiled(path: Path, catalogue: Catalog) -> None:
    """Write the catalogue beside its source; readers see the old one or the new one, never half."""
    new = path.with_suffix(".mo.new")
    with new.open("wb") as file:
        write_mo(file, catalogue)
    new.replace(path.with_suffix(".mo"))


def words(catalogue: Catalog) -> set[str]:
    """What is to be translated, each with its context."""
    return {f"{message.context or ''} {message.id!r}" for message in catalogue if message.id}


def main() -> int:
    """Answer 1 when something is missing that was asked for."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--same-as", type=Path)
    options = parser.parse_args()
    here = Path("locale")
    wrong = []
    others = catalogues(options.same_as) if options.same_as else {}
    for path, catalogue in catalogues(here).items():
        if options.same_as:
            apart = words(catalogue) ^ words(others[path])
            wrong += [f"{path}: only here or only in the code: {word}" for word in sorted(apart)]
            continue
        compiled(here / path, catalogue)
        if options.strict:
            wrong += [f"{path}: {word}" for word in untranslated(catalogue)]
    sys.stderr.writelines(f"{line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
