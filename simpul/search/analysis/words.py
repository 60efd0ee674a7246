"""The words the analysis is made of: lists read from data files, and those met on the way."""

import csv
import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

Value = TypeVar("Value")

# Written words remembered at once: enough for those that come back, whatever a collection holds.
MOST_KNOWN = 50_000

# Raised when the code of this package changes what it makes of a text.
ALGORITHM = "1"


@dataclass(frozen=True)
class WordLists:
    """Every list of one folder; each is read once, when first asked for."""

    folder: Path

    def lines(self, name: str) -> list[str]:
        """The lines of a plain list without comments and blanks."""
        text = (self.folder / name).read_text(encoding="utf-8")
        return [line for raw in text.splitlines() if (line := raw.strip()) and line[0] != "#"]

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of a CSV file, by heading."""
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @cached_property
    def stop_words(self) -> frozenset[str]:
        return frozenset(self.lines("stop_id.txt") + self.lines("stop_en.txt"))

    @cached_property
    def english_words(self) -> frozenset[str]:
        """Function words that tell English from Indonesian."""
        return frozenset(self.lines("stop_en.txt"))

    @cached_property
    def exceptions(self) -> dict[str, str]:
        return {row["form"]: row["stem"] for row in self.rows("exceptions.csv")}

    @cached_property
    def aliases(self) -> dict[str, tuple[str, ...]]:
        return {row["written"]: tuple(row["tokens"].split()) for row in self.rows("aliases.csv")}

    @cached_property
    def roots(self) -> dict[str, int]:
        """Root -> how many affix rules it takes, a sign of how common it is."""
        roots: dict[str, int] = {}
        for line in self.lines("hunspell-id/roots.tsv"):
            word, _, rules = line.partition("\t")
            roots[word] = int(rules)
        for word in self.lines("roots.txt"):
            roots[word] = max(roots.get(word, 0), 6)
        return roots

    @cached_property
    def underivable(self) -> frozenset[str]:
        return frozenset(self.lines("function_words.txt"))

    @cached_property
    def light(self) -> dict[str, float]:
        """Stems that say little in a catalogue of public services -> their weight."""
        return {row["stem"]: float(row["weight"]) for row in self.rows("light.csv")}

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever a text would be analysed otherwise."""
        digest = hashlib.sha256(ALGORITHM.encode())
        for name in INDEXED_LISTS:
            digest.update(name.encode() + (self.folder / name).read_bytes())
        return digest.hexdigest()[:12]


class Remembered(dict[str, Value]):
    """What was found out about a word; when full it begins anew, and common words soon return."""

    def __setitem__(self, word: str, value: Value) -> None:
        if len(self) >= MOST_KNOWN:
            self.clear()
        super().__setitem__(word, value)


# Lists that decide which tokens stand in the index; the others act on queries only.
INDEXED_LISTS = (
    "affixes.csv",
    "aliases.csv",
    "exceptions.csv",
    "function_words.txt",
    "hunspell-id/roots.tsv",
    "roots.txt",
    "stop_en.txt",
    "stop_id.txt",
)
