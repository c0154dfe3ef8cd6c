"""How near topics and concepts are to each other: *salary* to *banks*, *warships* to *sailors*, in all languages alike.

Two accounts often tell one matter by different topics. Each topic and concept has a vector (``world/senses.toml``, made
by ``training/senses.py``), longer the rarer it is; a passage has the direction of the sum of those that it names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from verbale.codebook import Codebook, Section
from verbale.threads.points.passages import Passage

CONCEPT = 0.7  # what a concept counts beside a topic


class Senses(Section):
    """``world/senses.toml``: a vector a key, signed bytes in hexadecimal."""

    file: ClassVar[str] = "senses.toml"
    world: ClassVar[bool] = True
    topic: dict[str, str]
    concept: dict[str, str]


class SenseIndex:
    """The vectors of topics and concepts. Built once a codebook; a key that has none tells nothing."""

    def __init__(self, codebook: Codebook) -> None:
        senses = codebook.section(Senses)
        self.topics = {key: _vector(told) for key, told in senses.topic.items()}
        self.concepts = {key: _vector(told) for key, told in senses.concept.items()}
        self._nothing = np.zeros_like(next(iter(self.topics.values())))

    def directions(self, passages: Sequence[Passage]) -> NDArray[np.float64]:
        """The sense of each passage, a row of length 1; of length 0 where it names nothing."""
        rows = np.array([self._sum(passage) for passage in passages]).reshape(len(passages), len(self._nothing))
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(lengths > 0, lengths, 1.0), dtype=np.float64)

    def _sum(self, passage: Passage) -> NDArray[np.float64]:
        total = self._nothing.copy()
        for key, weight in passage.topics.items():
            total += weight * self.topics.get(key, self._nothing)
        for key in sorted(passage.clues.get("concept", ())):
            total += CONCEPT * self.concepts.get(key, self._nothing)
        return total


def _vector(told: str) -> NDArray[np.float64]:
    return np.frombuffer(bytes.fromhex(told), dtype=np.int8).astype(np.float64)
