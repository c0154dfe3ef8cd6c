"""The pairs of two rows of things that are worth most together, each thing in one pair at most."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LARGE = 60  # things on both sides from which the best pairs are taken one after the other: the rest grows with the cube


def pairs(worth: NDArray[np.float64]) -> list[tuple[int, int]]:
    """The pairs (row, column) of the greatest sum. What is worth nothing or less is no pair."""
    rows, columns = worth.shape
    if not rows or not columns:
        return []
    gain = np.maximum(worth, 0.0)
    if min(rows, columns) > LARGE:
        found = _greedy(gain)
    elif rows <= columns:
        found = _best(-gain)
    else:
        found = [(row, column) for column, row in _best(-gain.T)]
    return sorted((row, column) for row, column in found if worth[row, column] > 0)


def _greedy(gain: NDArray[np.float64]) -> list[tuple[int, int]]:
    """The pair that is worth most, then the best of what remains."""
    order = np.argsort(-gain, axis=None, kind="stable")
    rows: set[int] = set()
    columns: set[int] = set()
    found = []
    for row, column in zip(*(part.tolist() for part in np.unravel_index(order, gain.shape)), strict=True):
        if gain[row, column] <= 0:
            break
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            found.append((row, column))
    return found


def _best(cost: NDArray[np.float64]) -> list[tuple[int, int]]:
    """A column for each row at the least cost, by shortest augmenting paths (Jonker and Volgenant 1987). There are at
    least as many columns as rows."""
    rows, columns = cost.shape
    row_price, column_price = np.zeros(rows), np.zeros(columns)
    owner = np.full(columns, -1)
    for start in range(rows):
        row, last = start, -1
        reached, done = np.full(columns, np.inf), np.zeros(columns, dtype=bool)
        before = np.full(columns, -1)
        way = 0.0
        while True:
            step = way + cost[row] - row_price[row] - column_price
            nearer = ~done & (step < reached)
            reached[nearer], before[nearer] = step[nearer], last
            column = int(np.argmin(np.where(done, np.inf, reached)))
            way = float(reached[column])
            done[column] = True
            if owner[column] < 0:
                break
            row, last = int(owner[column]), column
        passed = done & (owner >= 0)
        row_price[start] += way
        row_price[owner[passed]] += way - reached[passed]
        column_price[passed] -= way - reached[passed]
        while column >= 0:
            previous = int(before[column])
            owner[column] = start if previous < 0 else owner[previous]
            column = previous
    return [(int(row), column) for column, row in enumerate(owner) if row >= 0]
