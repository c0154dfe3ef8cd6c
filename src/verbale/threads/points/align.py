"""Which passages of several accounts deal with one matter.

Two passages are compared by what they share: topics, names, numbers, days, concepts, and the beginnings of words, which
cognates share across languages. What is common in the accounts tells little: each counts by how few passages have it.
The likeliest pairs are joined first; a point takes one passage of each account, then those of the same account that
come back to its matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from verbale.threads.points.lexicon import TopicIndex
from verbale.threads.points.passages import Account, Passage

TOPIC, GROUP = 3.0, 1.0
WEIGHTS = {"name": 1.3, "number": 1.0, "day": 1.0, "concept": 1.0, "stem": 1.0, "country": 1.0, "venue": 0.3}
SAME = 1.7  # score from which two passages of two accounts deal with one matter
APART = 2.2  # the same where they name different topics
AGAIN = 3.8  # the same within one account, where other matters share words too
LEFT = 1.0  # of two passages that found no other
RARE = 2  # power by which a feature counts less the more passages of an account have it
COMMON = 12  # passages of one account beyond which a feature tells nothing

Pair = tuple[int, int]


def aligned(accounts: Sequence[Account], index: TopicIndex) -> list[list[Passage]]:
    """Points: passages of one matter, in the order of their first passage."""
    every = [passage for account in accounts for passage in account.passages]
    scores = _scores(every, index, frozenset().union(*(account.venue for account in accounts)))
    points = _Points(every)
    ranked = [
        (score, every[one], every[other], one, other)
        for (one, other), score in sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    ]
    for score, here, there, one, other in ranked:
        if here.account != there.account and score >= (APART if _apart(here, there, index) else SAME):
            points.join(one, other)
    for score, here, there, one, other in ranked:
        omission = here.account == there.account and (here.omits or there.omits) is not None
        if omission and score >= LEFT and not _apart(here, there, index):
            points.attach(one, other)
    for score, here, there, one, other in ranked:
        if here.account != there.account and score >= LEFT and not _apart(here, there, index):
            points.pair(one, other)
    for number, passage in enumerate(every):
        if passage.follows:
            points.follow(number)
    for score, here, there, one, other in ranked:
        if score >= AGAIN and _mainly(here, there):
            points.attach(one, other)
    for number, passage in enumerate(every):
        if passage.part:
            points.rejoin(number)
    return points.lists()


def _apart(one: Passage, other: Passage, index: TopicIndex) -> bool:
    """Whether both name a matter of their own, and what each is mainly about is not named in the other."""
    here, there = (
        [index.by_key[key].group for key in passage.topics if _sets_apart(key, index)] for passage in (one, other)
    )
    return bool(here and there) and here[0] not in there and there[0] not in here


def _mainly(one: Passage, other: Passage) -> bool:
    """Whether what one of two passages is mainly about is named in the other too, as far as topics tell."""
    return any(key in there.topics for here, there in ((one, other), (other, one)) for key in list(here.topics)[:1])


def _sets_apart(key: str, index: TopicIndex) -> bool:
    return index.specific(key) and not index.by_key[key].loose


def _features(passage: Passage, index: TopicIndex, venue: frozenset[str]) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for key, weight in passage.topics.items():
        found["topic", key] = TOPIC * weight
        group = ("group", index.by_key[key].group)
        found[group] = max(found.get(group, 0.0), GROUP * weight)
    for kind, values in passage.clues.items():
        for value in sorted(values):
            if value in venue:
                found["venue", value] = WEIGHTS["venue"]
            else:
                found["stem" if kind == "name" else kind, value] = WEIGHTS[kind]
    return found


def _scores(every: Sequence[Passage], index: TopicIndex, venue: frozenset[str]) -> dict[Pair, float]:
    """The score of each pair of passages that share anything."""
    having: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    for n, passage in enumerate(every):
        for feature, weight in _features(passage, index, venue).items():
            having[feature].append((n, weight))
    scores: dict[Pair, float] = defaultdict(float)
    for members in having.values():
        count = Counter(every[n].account for n, _ in members)
        often = max(count.values())
        if often > COMMON or len(members) < 2:
            continue
        for place, (one, here) in enumerate(members):
            for other, there in members[place + 1 :]:
                known = often if every[one].account != every[other].account else max(often - 1, 1)
                scores[one, other] += min(here, there) / known**RARE
    return scores


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

    def pair(self, one: int, other: int) -> None:
        """Join two passages that are each left alone: the likeliest that remains."""
        if len(self.members[self.point[one]]) == len(self.members[self.point[other]]) == 1:
            self.join(one, other)

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
        ordered = sorted((sorted(numbers) for numbers in self.members.values()), key=lambda numbers: numbers[0])
        return [[self.every[n] for n in numbers] for numbers in ordered]
