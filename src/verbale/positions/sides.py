"""The two parties of a conflict, where a text only says *both governments, neither side, none of the parties*."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from verbale.positions.mentions import Mention
from verbale.positions.referents import Referent, same_side
from verbale.positions.scene import NOUNS, VERBS, Scene
from verbale.positions.stands import Stand
from verbale.record import Actor

BACK = 2  # sentences before the phrase in which the two are looked for first
PHRASE = 7  # tokens of *none of the two warring parties*
BESIDE = 3  # tokens before a noun in which its *both* stands
PAIR = 9  # tokens after *between* in which two parties stand
LOOK = 200  # mentions that are looked through at most
RANK = ("government", "state", "armed_group", "armed_force", "people", "person")  # who stands for a side best
STATE = frozenset({"government", "state", "armed_force", "people", "person"})


@dataclass(frozen=True, slots=True)
class Named:
    """One mention of a side."""

    at: int
    side: str
    actor: Actor


class Sides:
    """Tells which two are meant. ``stands`` grows while the text is read."""

    def __init__(self, scene: Scene, stands: list[Stand], by_token: dict[int, Mention]) -> None:
        self.scene = scene
        self.stands = stands
        self.by_token = by_token
        found = (
            Named(scene.parse.token_range(span.start, span.end)[0], side, actor)
            for actor in scene.by_id.values()
            if (side := self._side(actor)) is not None
            for span in actor.mentions
        )
        self.named = sorted(found, key=lambda one: one.at)
        self.starts = [one.at for one in self.named]

    def phrase(self, first: int, last: int) -> int:
        """The first token in ``first:last`` at which *both, neither* … counts parties, or -1."""
        return next((i for i in range(first, last) if self.is_phrase(i)), -1)

    def is_phrase(self, i: int) -> bool:
        """Whether *both, neither, none of the two* … at token ``i`` counts parties, and not villages."""
        scene = self.scene
        if not scene.is_in("both", i):
            return False
        for j in range(i + 1, min(i + PHRASE, scene.last_of_sentence(i))):
            token = scene.tokens[j]
            if token.pos in NOUNS or scene.is_in("camps", j):
                return scene.is_in("camps", j) and not self._listed(j + 1)
            if token.norm == "-" or token.pos == "CCONJ":
                return False  # the two-week truce; neither yes nor no
            if token.pos in VERBS or token.pos in ("SCONJ", "PUNCT"):
                break
            if token.pos == "ADP" or scene.is_in("both", j):
                return self._of_them(j)
        number = scene.tokens[i].pos == "NUM"
        before = [token.pos for token in scene.tokens[max(0, i - 2) : i]]
        counted = before[-1:] == ["DET"] or before in (["DET", "CCONJ"], ["PRON", "CCONJ"])  # i due, tutti e due
        return scene.is_in("both_alone", i) and (not number or counted)

    def _of_them(self, first: int) -> bool:
        """Whether what follows *neither of* is a pronoun, *the two* or a noun for parties."""
        scene = self.scene
        for j in range(first, min(first + PHRASE, scene.last_of_sentence(first))):
            if scene.is_in("camps", j):
                return not self._listed(j + 1)
            if scene.tokens[j].pos in NOUNS:
                return False
            if scene.tokens[j].pos in VERBS or scene.tokens[j].pos in ("SCONJ", "PUNCT"):
                break
        return True

    def _listed(self, first: int) -> bool:
        """Whether another is added to what is counted: *neither the president nor his deputy*."""
        for i in range(first, min(first + PHRASE, self.scene.last_of_sentence(first - 1))):
            if self.scene.tokens[i].pos in VERBS or self.scene.tokens[i].pos == "PUNCT":
                return False
            if self.scene.tokens[i].pos == "CCONJ":
                return True
        return False

    def describes(self, actor: Actor) -> bool:
        """Whether an actor is only such a phrase: *due governi*."""
        if actor.members or not actor.mentions:
            return False
        first, last = self.scene.parse.token_range(actor.mentions[0].start, actor.mentions[0].end)
        general = all(
            self.scene.tokens[i].pos in ("DET", "NUM") or self.scene.is_in("both", i) or self.scene.is_in("camps", i)
            for i in range(first, last)
        )
        if not general and (actor.country or actor.of):
            return False
        return self.phrase(max(self.scene.first_of_sentence(first), first - BESIDE), last) >= 0

    def two(self, whom: int, referent: Referent) -> list[Actor]:
        """The two that the phrase at token ``whom`` means: the nearest that were named, if these are two; among more
        the two between whom something is told to be, or who have answered. None where that is not settled."""
        scene = self.scene
        authors = {side for author in referent.authors if (side := self._side(author)) is not None}
        end = bisect_left(self.starts, whom)
        before = [
            one
            for one in self.named[max(0, end - LOOK) : end]
            if one.side not in authors and not any(same_side(one.actor, author) for author in referent.authors)
        ]
        start = scene.parse.sentences[max(0, scene.tokens[whom].sentence - BACK)].first
        near = {one.side for one in before if one.at >= start}
        if len(near) > 2:
            near -= self._mediators
        every = {one.side for one in before}
        others = every - self._mediators
        meant = next((sides for sides in (near, every, others) if len(sides) == 2), None) or self._told(every)
        return [self._best(before, side) for side in _in_order(before, meant)] if len(meant) == 2 else []

    def _told(self, every: set[str]) -> set[str]:
        """Of more than two sides: those of *between X and Y*, if that is always the same two, else who has answered."""
        pairs = {told for pair in self._pairs if len(told := pair & every) == 2}
        if len(pairs) == 1:
            return set(next(iter(pairs)))
        answered = {side for stand in self.stands if (side := self._side(stand.actor)) is not None}
        return answered & every if not pairs else set()

    @cached_property
    def _mediators(self) -> set[str]:
        """The sides of those who have put something on the table."""
        authors = (author for mention in self.by_token.values() for author in mention.authors)
        return {side for author in authors if (side := self._side(author)) is not None}

    @cached_property
    def _pairs(self) -> set[frozenset[str]]:
        return {self._between(i) for i in range(len(self.scene.tokens))}

    def _between(self, i: int) -> frozenset[str]:
        scene = self.scene
        if not scene.is_in("between", i):
            return frozenset()
        actors = scene.actors.within(i + 1, min(i + PAIR, scene.last_of_sentence(i)))
        return frozenset(side for actor in actors if (side := self._side(actor)) is not None)

    def _best(self, before: list[Named], side: str) -> Actor:
        mine = [one.actor for one in before if one.side == side]
        return min(mine, key=lambda actor: RANK.index(actor.kind) if actor.kind in RANK else len(RANK))

    def _side(self, actor: Actor) -> str | None:
        """What is one party to a conflict: a country with its army and its people, or an armed group."""
        for _ in range(len(RANK)):
            of = self.scene.by_id.get(actor.of or "")
            if of is None or of is actor:
                break
            actor = of
        if actor.kind == "armed_group" or (actor.kind in ("government", "state") and actor.country is None):
            return None if self.describes(actor) else actor.id
        return actor.country if actor.kind in STATE else None


def _in_order(before: list[Named], sides: set[str]) -> list[str]:
    return [side for side in dict.fromkeys(one.side for one in before) if side in sides]
