"""The signs that two passages deal with one matter, and what they weigh together.

What is shared counts by how few passages of an account have it. The weights are those of a logistic regression on
annotated pairs of accounts; no sign is a word, so they are the same in all languages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from verbale.threads.points.lexicon import TopicIndex
from verbale.threads.points.passages import Passage
from verbale.threads.points.senses import SenseIndex

WEIGHTS = {
    "topic": 0.55,
    "group": 2.0,  # a topic of the same group, or the same topic
    "concept": 1.5,
    "stem": 1.45,
    "name": 2.0,
    "number": 0.05,
    "day": 0.05,
    "country": 0.8,
    "venue": -0.7,  # who met and where comes back whatever the matter
    "sense": 2.6,  # cosine of the senses
    "apart": -0.8,  # each is mainly about a topic that the other does not name
    "place": -2.0,  # how far apart they stand, as shares of their accounts
}
BIAS = -2.6
SHARED = ("topic", "group", "concept", "stem", "name", "number", "day", "country", "venue")
RARE = 2  # power by which a sign counts less the more passages of an account have it
COMMON = 12  # passages of one account beyond which what they share tells nothing

Matrix = NDArray[np.float64]
Having = dict[tuple[str, str], list[tuple[int, float]]]


def odds(
    one: Sequence[Passage], other: Sequence[Passage], index: TopicIndex, senses: SenseIndex, venue: frozenset[str]
) -> Matrix:
    """Log-odds that passages of two accounts, or of one if both are the same, deal with one matter."""
    weights = np.array([*WEIGHTS.values()])
    return np.asarray(signs(one, other, index, senses, venue) @ weights + BIAS, dtype=np.float64)


def signs(
    one: Sequence[Passage], other: Sequence[Passage], index: TopicIndex, senses: SenseIndex, venue: frozenset[str]
) -> Matrix:
    """[passages of one, of the other, signs in the order of ``WEIGHTS``]."""
    found = np.zeros((len(one), len(other), len(WEIGHTS)))
    at = {kind: n for n, kind in enumerate(WEIGHTS)}
    same = one is other
    here, there = _having(one, index, venue), _having(other, index, venue)
    for feature, own in here.items():
        others = there.get(feature, [])
        often = max(len(own), len(others))
        if not others or often > COMMON:
            continue
        known = max(often - 1, 1) if same else often
        for n, weight in own:
            for m, weight_there in others:
                found[n, m, at[feature[0]]] += min(weight, weight_there) / known**RARE
    found[:, :, at["sense"]] = senses.directions(one) @ senses.directions(other).T
    found[:, :, at["apart"]] = _apart(one, other, index)
    if not same:
        found[:, :, at["place"]] = _places(one, other)
    return found


def _having(passages: Sequence[Passage], index: TopicIndex, venue: frozenset[str]) -> Having:
    """Which passages have what, and how much."""
    having: Having = defaultdict(list)
    for n, passage in enumerate(passages):
        for feature, weight in _features(passage, index, venue).items():
            having[feature].append((n, weight))
    return having


def _features(passage: Passage, index: TopicIndex, venue: frozenset[str]) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for key, weight in passage.topics.items():
        found["topic", key] = weight
        group = ("group", index.by_key[key].group)
        found[group] = max(found.get(group, 0.0), weight)
    for kind, values in passage.clues.items():
        for value in sorted(values):
            found["venue" if value in venue else kind, value] = 1.0
    return found


def _apart(one: Sequence[Passage], other: Sequence[Passage], index: TopicIndex) -> Matrix:
    """Where both name a matter of their own, and what each is mainly about is not named in the other: 1, else 0."""
    groups: dict[str, int] = {}
    told = [[_own_groups(passage, index, groups) for passage in passages] for passages in (one, other)]
    every = [np.zeros((len(own), len(groups))) for own in told]
    mainly = [np.zeros((len(own), len(groups))) for own in told]
    for side, own in enumerate(told):
        for n, named in enumerate(own):
            every[side][n, named] = 1
            mainly[side][n, named[:1]] = 1
    both = np.outer(every[0].any(axis=1), every[1].any(axis=1))
    met = (mainly[0] @ every[1].T > 0) | (every[0] @ mainly[1].T > 0)
    return np.asarray(both & ~met, dtype=np.float64)


def _own_groups(passage: Passage, index: TopicIndex, groups: dict[str, int]) -> list[int]:
    named = [index.by_key[key].group for key in passage.topics if sets_apart(key, index)]
    return [groups.setdefault(group, len(groups)) for group in named]


def sets_apart(key: str, index: TopicIndex) -> bool:
    """Whether a passage about a topic is hardly about another matter."""
    return index.specific(key) and not index.by_key[key].loose


def _places(one: Sequence[Passage], other: Sequence[Passage]) -> Matrix:
    here, there = ((np.arange(len(own)) + 0.5) / max(len(own), 1) for own in (one, other))
    return np.asarray(np.abs(np.subtract.outer(here, there)), dtype=np.float64)
