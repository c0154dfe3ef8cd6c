"""Which passages of several accounts deal with one matter.

All passages of two accounts are compared by signs (``signs.py``), and the pairs that are likeliest together are taken,
one passage of each account. Then what an account says more than once, and what follows from the passage before, joins
the point that it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np

from verbale.threads.points.lexicon import TopicIndex
from verbale.threads.points.matching import pairs
from verbale.threads.points.passages import Account, Passage
from verbale.threads.points.senses import SenseIndex
from verbale.threads.points.signs import Matrix, odds

SAME = -1.5  # log-odds from which two passages of two accounts deal with one matter
DENIED = 0.0  # the same where one of the two says that the matter was left out: then most often by the other
WITNESSED = -3.0  # the same where a third text may say so, of a matter that is to be looked for
OWN = -1.0  # from which what an account says was left out is a matter of which it tells
BESIDE = 0.4  # for each neighbour that pairs with a neighbour of the other: accounts often keep one order
AGAIN = 1.5  # from which an account comes back to a matter

Pair = tuple[float, int, int]


def aligned(accounts: Sequence[Account], index: TopicIndex, senses: SenseIndex) -> list[list[Passage]]:
    """Points: passages of one matter, in the order of their first passage."""
    every = [passage for account in accounts for passage in account.passages]
    starts = [sum(len(account.passages) for account in accounts[:n]) for n in range(len(accounts))]
    venue = frozenset().union(*(account.venue for account in accounts))

    def likely(one: int, other: int) -> Matrix:
        return odds(accounts[one].passages, accounts[other].passages, index, senses, venue)

    points = _Points(every)
    within = _ranked(pair for n, start in enumerate(starts) for pair in _within(likely(n, n), start))
    own = _own_omissions(points, within)
    least = DENIED if len(accounts) == 2 else WITNESSED
    across = _ranked(
        pair
        for n, m in combinations(range(len(accounts)), 2)
        for pair in _across((accounts[n], accounts[m]), likely(n, m), (starts[n], starts[m]), own, least)
    )
    for _, here, there in across:
        points.join(here, there)
    for number, passage in enumerate(every):
        if passage.follows:
            points.follow(number)
    for score, here, there in within:
        if score >= AGAIN and _mainly(every[here], every[there]):
            points.attach(here, there)
    for number, passage in enumerate(every):
        if passage.part:
            points.rejoin(number)
    return points.lists()


def _ranked(found: Iterable[Pair]) -> list[Pair]:
    """The likeliest first."""
    return sorted(found, key=lambda pair: (-pair[0], pair[1:]))


def _within(table: Matrix, start: int) -> Iterator[Pair]:
    """Pairs of one account that may be one matter."""
    for one, other in np.argwhere(np.triu(table >= min(OWN, AGAIN), 1)).tolist():
        yield float(table[one, other]), start + one, start + other


def _own_omissions(points: _Points, within: Sequence[Pair]) -> set[int]:
    """What an account says was left out joins the matter in the same account; the passages that need no other."""
    every = points.every
    own = {n for n, passage in enumerate(every) if passage.omits is not None and passage.follows}
    for score, one, other in within:
        omits = [n for n in (one, other) if every[n].omits is not None]
        if len(omits) == 1 and score >= OWN and omits[0] not in own:
            points.attach(one, other)
            own.add(omits[0])
    return own


def _across(
    accounts: tuple[Account, Account], table: Matrix, starts: tuple[int, int], own: set[int], omitting: float
) -> Iterator[Pair]:
    """The likeliest pairs of two accounts, of log-odds of ``omitting`` at least where one leaves the matter out."""
    omits = [np.array([passage.omits is not None for passage in one.passages], dtype=bool) for one in accounts]
    worth = table - np.where(np.logical_xor.outer(*omits), omitting, SAME)
    here, there = ([n - start for n in own if 0 <= n - start < len(omits[side])] for side, start in enumerate(starts))
    worth[here, :] = worth[:, there] = -1.0
    for row, column in pairs(worth + _beside(pairs(worth), worth)):
        yield float(table[row, column]), starts[0] + row, starts[1] + column


def _beside(found: Sequence[tuple[int, int]], worth: Matrix) -> Matrix:
    """What pairs gain by neighbours that are pairs."""
    gain = np.zeros((worth.shape[0] + 2, worth.shape[1] + 2))
    for row, column in found:
        gain[row, column] += BESIDE
        gain[row + 2, column + 2] += BESIDE
    return gain[1:-1, 1:-1]


def _mainly(one: Passage, other: Passage) -> bool:
    """Whether what one of two passages is mainly about is named in the other too, as far as topics tell."""
    return any(key in there.topics for here, there in ((one, other), (other, one)) for key in list(here.topics)[:1])


class _Points:
    """Passages joined to points."""

    def __init__(self, every: Sequence[Passage]) -> None:
        self.every = every
        self.point = list(range(len(every)))
        self.members: dict[int, list[int]] = {n: [n] for n in range(len(every))}

    def join(self, one: int, other: int) -> None:
        """Join two points that have no account in common."""
        here, there = self.point[one], self.point[other]
        if here != there and self._accounts(here).isdisjoint(self._accounts(there)):
            self._merge(here, there)

    def follow(self, number: int) -> None:
        """Join a passage that found no other to the one before it in its account."""
        before = number - 1
        if len(self.members[self.point[number]]) == 1 and self.every[before].account == self.every[number].account:
            self._merge(self.point[before], self.point[number])

    def rejoin(self, number: int) -> None:
        """Join two parts of one sentence that both found no other and do not each say how a matter was dealt with."""
        here, there = self.point[number - 1], self.point[number]
        if self.every[number - 1].manners and self.every[number].manners:
            return
        if len(self.members[here]) == len(self.members[there]) == 1:
            self._merge(here, there)

    def attach(self, one: int, other: int) -> None:
        """Join a passage that stands alone to a point."""
        here, there = self.point[one], self.point[other]
        if here != there and 1 in (len(self.members[here]), len(self.members[there])):
            self._merge(here, there)

    def _accounts(self, point: int) -> set[int]:
        return {self.every[n].account for n in self.members[point]}

    def _merge(self, here: int, there: int) -> None:
        for n in self.members[there]:
            self.point[n] = here
        self.members[here] += self.members.pop(there)

    def lists(self) -> list[list[Passage]]:
        told = (sorted(numbers) for numbers in self.members.values())
        kept = (numbers for numbers in told if len(numbers) > 1 or not self.every[numbers[0]].frame)
        ordered = sorted(kept, key=lambda numbers: numbers[0])
        return [[self.every[n] for n in numbers] for numbers in ordered]
