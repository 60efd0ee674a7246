"""How good a ranking is: nDCG and recall against graded judgements."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key")


@dataclass(frozen=True)
class Judged:
    """One query with its figures."""

    query: str
    text: str
    language: str
    ndcg: float
    recall: float


def ndcg(ranked: Sequence[Key], grades: Mapping[Key, int], depth: int = 10) -> float:
    """Gain 2^grade - 1, discount log2(rank + 1), divided by the best possible order."""
    best = sorted(grades.values(), reverse=True)
    ideal = _gain(best[:depth])
    return _gain([grades.get(key, 0) for key in ranked[:depth]]) / ideal if ideal else 0.0


def recall(ranked: Sequence[Key], grades: Mapping[Key, int], depth: int = 50) -> float:
    """The share of relevant records among the first ``depth``."""
    relevant = {key for key, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranked[:depth])) / len(relevant) if relevant else 0.0


def _gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def folded(grades: Mapping[str, int], record_of: Mapping[str, Key]) -> dict[Key, int]:
    """Grades of mentions as grades of records: merged mentions count once, with the best grade."""
    records: dict[Key, int] = {}
    for mention, grade in grades.items():
        if mention in record_of:
            record = record_of[mention]
            records[record] = max(grade, records.get(record, 0))
    return records


def means(judged: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """Mean figures over all queries and for each language."""
    groups: dict[str, list[Judged]] = {"all": list(judged)}
    for item in judged:
        groups.setdefault(item.language, []).append(item)
    return {
        name: {
            "queries": len(items),
            "ndcg@10": sum(item.ndcg for item in items) / len(items),
            "recall@50": sum(item.recall for item in items) / len(items),
        }
        for name, items in groups.items()
        if items
    }


def worst(judged: Sequence[Judged], limit: int = 10) -> list[Judged]:
    """The queries with the lowest nDCG, worst first."""
    return sorted(judged, key=lambda item: (item.ndcg, item.recall, item.query))[:limit]
