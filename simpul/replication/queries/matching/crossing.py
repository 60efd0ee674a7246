"""From how a problem is told to how its answer is told, in the space of the sentence encoder.

A complaint and the service that answers it are told in unlike words, so their vectors lie apart.
Every known problem is a pair of both: a linear map that carries the statements to their answers
carries a new need to where its answer would lie. It is learned from ``problems.csv`` alone, once a
process, and never from records or from needs that matching is measured with.
"""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simpul.replication.queries.matching.vocabulary import Vocabulary
from simpul.search.meaning.encoder import Matrix

# How strongly the map is held back, and how much of staying where one is it is held back to.
HELD, STAYING = 7.0, 0.3


class Crossing(NamedTuple):
    """The known problems as vectors, and the map from their statements to their answers."""

    # One column for each statement: first all Indonesian ones, then all English ones.
    statements: Matrix
    middle: Matrix
    over: Matrix

    def answer_of(self, vectors: Matrix) -> Matrix:
        """Where what would answer these needs lies, as unit vectors."""
        return units((vectors - self.middle) @ self.over)

    def answer_of_all(self, vectors: Matrix) -> Matrix:
        """Where what would answer one need lies, told in these sentences: the middle of theirs.

        A statement is one sentence, so the map carries sentences better than whole stories.
        """
        return units(self.answer_of(vectors).mean(axis=0, keepdims=True))[0]

    def nearness(self, vectors: Matrix) -> Matrix:
        """How near any of these vectors is to each problem, in the nearer of its languages."""
        return (vectors @ self.statements).max(axis=0).reshape(2, -1).max(axis=0)


def units(vectors: NDArray[Any]) -> Matrix:
    """These vectors, each of length one."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)


@lru_cache(maxsize=2)
def crossing(words: Vocabulary, encoder: Any) -> Crossing:
    """The map of a vocabulary, learned once a process."""
    known = words.problems
    texts = [one.text_id for one in known] + [one.text_en for one in known]
    answered = list(dict.fromkeys(one.answer for one in known))
    vectors = encoder.encode(texts + answered)
    place_of = {answer: place for place, answer in enumerate(answered)}
    answers = vectors[len(texts) :][[place_of[one.answer] for one in known]]
    told = vectors[: len(texts)]
    middle = told.mean(axis=0)
    over = _learned(told - middle, np.concatenate([answers, answers]) - answers.mean(axis=0))
    return Crossing(np.ascontiguousarray(told.T), middle, over)


def _learned(told: Matrix, answered: Matrix) -> Matrix:
    """The linear map nearest to all pairs that stays small (ridge regression)."""
    still = HELD * np.eye(told.shape[1], dtype=np.float32)
    over = np.linalg.solve(told.T @ told + still, told.T @ answered + STAYING * still)
    return over.astype(np.float32)
