"""Figures with what they are worth: F1, intervals of 95 %, agreement beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

Z = 1.959963984540054  # of the normal distribution, 97.5 %
RESAMPLES = 2_000
SEED = 20_240_101
FEWEST = 5  # articles from which on they are resampled


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds of 95 %."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of ``n`` facts that both have, the share on which they say the same, and Cohen's kappa; ``None`` where chance
    alone would agree always, or nothing is compared."""

    n: int
    share: float | None
    kappa: float | None


def f1(gold: int, predicted: int, hits: int) -> float | None:
    """The harmonic mean of precision and recall; ``None`` where there is nothing on both sides."""
    return 2 * hits / (gold + predicted) if gold + predicted else None


def wilson(hits: int, n: int) -> Interval | None:
    """The interval of a share (Wilson 1927, doi:10.1080/01621459.1927.10502953); ``None`` of nothing."""
    if n == 0:
        return None
    share = hits / n
    middle = share + Z * Z / (2 * n)
    reach = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    whole = 1 + Z * Z / n
    return Interval(max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole))


def f1_interval(counts: Sequence[tuple[int, int, int]]) -> Interval | None:
    """The interval of an F1 from its counts in each article (gold, predicted, hits), by resampling articles: facts of
    one article are not independent (percentile bootstrap, Efron 1979, doi:10.1214/aos/1176344552). The same numbers
    give the same interval. ``None`` where there are fewer than ``FEWEST`` articles, or nothing to count."""
    table = np.asarray(counts, dtype=np.int64).reshape(-1, 3)
    table = table[table[:, :2].sum(axis=1) > 0]
    if len(table) < FEWEST:
        return None
    drawn = np.random.Generator(np.random.PCG64(SEED)).integers(0, len(table), (RESAMPLES, len(table)))
    gold, predicted, hits = table[drawn].sum(axis=1).T
    low, high = np.percentile(2 * hits / (gold + predicted), (2.5, 97.5))
    return Interval(float(low), float(high))


def agreement(pairs: Sequence[tuple[str, str]], same: int | None = None) -> Agreement:
    """How often both name the same category, and how much more often than by chance (Cohen 1960,
    doi:10.1177/001316446002000104). ``same`` counts the pairs that agree where that is not told by the words."""
    n = len(pairs)
    if n == 0:
        return Agreement(0, None, None)
    hits = sum(one == other for one, other in pairs) if same is None else same
    share = hits / n
    mine, theirs = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(mine[name] * theirs[name] for name in mine) / (n * n)
    return Agreement(n, share, (share - chance) / (1 - chance) if chance < 1 else None)
