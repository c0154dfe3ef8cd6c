"""Examples of like length together, so that little of a batch is padding."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Example = TypeVar("Example")


def batches(
    examples: Sequence[Example], length: Callable[[Example], int], budget: int, chance: random.Random
) -> Iterator[list[Example]]:
    """Batches whose members times the longest of them stay within ``budget``, in random order."""
    groups: list[list[Example]] = [[]]
    for example in sorted(examples, key=lambda e: length(e) * (1 + 0.1 * chance.random())):
        if groups[-1] and (len(groups[-1]) + 1) * length(example) > budget:
            groups.append([])
        groups[-1].append(example)
    chance.shuffle(groups)
    yield from groups
