"""What the encoder makes of two parties, where a language has one: a hint beside the signs of ``pairs``.

It knows words that no list has; the signs know the syntax. Their log-odds are added.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verbale.events.pairs import Hint, Party
from verbale.events.scene import Scene
from verbale.language.encoder import Encoder
from verbale.language.pieces import Pieces

LONGEST = 160  # pieces that are read at once


@dataclass(frozen=True, slots=True)
class Judge:
    """An encoder that was taught pairs."""

    encoder: Encoder

    def hint(self, scene: Scene, one: Party, other: Party) -> Hint | None:
        """What the first party does to the second; None where their sentences are too long to be seen."""
        sentences = [scene.parse.sentences[scene.tokens[party.head].sentence] for party in (one, other)]
        first, last = min(s.first for s in sentences), max(s.last for s in sentences)
        words = [token.text for token in scene.tokens[first : min(last, first + LONGEST)]]
        spans = [(party.first - first, party.last - first) for party in (one, other)]
        pieces, roles = pieces_of(words, spans[0], spans[1], self.encoder.pieces)
        if not {1, 2} <= set(roles):
            return None
        logits = self.encoder.pair(np.array(pieces, dtype=np.int64), np.array(roles, dtype=np.int64))
        kinds = self.encoder.types
        types, ways = _logarithms(logits[: len(kinds)]), _logarithms(logits[len(kinds) :])
        return Hint(dict(zip(kinds, types, strict=True)), *ways)


def pieces_of(
    words: Sequence[str], one: tuple[int, int], other: tuple[int, int], pieces: Pieces
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The pieces of words with the marks of their ends, and the role of each: 1 of the first party, 2 of the second."""
    found, roles = [pieces.opening], [0]
    for at, word in enumerate(words):
        parts = pieces.of(word)
        if len(found) + len(parts) >= LONGEST:
            break
        found.extend(parts)
        roles.extend([1 if one[0] <= at < one[1] else 2 if other[0] <= at < other[1] else 0] * len(parts))
    return (*found, pieces.closing), (*roles, 0)


def _logarithms(logits: npt.NDArray[np.float32]) -> list[float]:
    """The logarithms of the probabilities that logits stand for."""
    values = [float(logit) for logit in logits]
    top = max(values)
    total = top + math.log(sum(math.exp(value - top) for value in values))
    return [value - total for value in values]
