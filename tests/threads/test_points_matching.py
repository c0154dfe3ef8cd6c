"""The pairs that are worth most together."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from verbale.threads.points import matching
from verbale.threads.points.matching import pairs

SMALL = st.tuples(st.integers(1, 5), st.integers(1, 5))
WORTH = arrays(np.float64, SMALL, elements=st.integers(-4, 9).map(float))


def most(worth: NDArray[np.float64]) -> float:
    """What the best pairs are worth, by trying all."""
    gain = np.maximum(worth if worth.shape[0] <= worth.shape[1] else worth.T, 0)
    rows = range(gain.shape[0])
    return max(
        sum(gain[row, column] for row, column in zip(rows, order, strict=False))
        for order in permutations(range(gain.shape[1]), gain.shape[0])
    )


@given(WORTH)
def test_no_other_pairs_are_worth_more(worth: NDArray[np.float64]) -> None:
    found = pairs(worth)
    assert sum(worth[pair] for pair in found) == most(worth)
    assert len({row for row, _ in found}) == len({column for _, column in found}) == len(found)


def test_what_is_best_for_one_may_be_left_to_another() -> None:
    assert pairs(np.array([[5.0, 4.0], [4.0, 0.0]])) == [(0, 1), (1, 0)]


def test_what_is_worth_nothing_is_no_pair() -> None:
    assert pairs(np.array([[-1.0, 0.0]])) == []
    assert pairs(np.zeros((0, 3))) == pairs(np.zeros((3, 0))) == []


def test_of_many_the_best_are_taken_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "LARGE", 1)
    assert pairs(np.array([[5.0, 4.0], [4.0, 0.0]])) == [(0, 0)]
    assert pairs(np.array([[5.0, 4.0], [4.0, 1.0]])) == [(0, 0), (1, 1)]
