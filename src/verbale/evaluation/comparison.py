"""One article: which facts of the record are which annotated ones, and where they say something else.

A fact is *found* when its words overlap the annotated ones (statements, times and places by half or more, measured as
intersection over union) and, for contacts and positions, the actors agree. It is *right* when what the type is for
agrees as well (``MEANING``). Of several pairings the right and close ones go first; nothing is used twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from verbale.evaluation.attributes import Attributes, Fact, Label
from verbale.evaluation.gold import Gold, GoldContact, GoldFact, GoldPosition, GoldTime, Type
from verbale.evaluation.names import stands_for
from verbale.record import Actor, Event, Place, Position, Record, Span, Statement, Time

MEANING: dict[Type, str] = {
    "statements": "same speaker",
    "contacts": "same status, and the same medium: call, letter or face to face",
    "accusations": "same accuser and accused",
    "incidents": "same country of who did it, number of killed and place",
    "proposals": "same kind and duration",
    "positions": "same stance",
    "times": "same TIMEX3 value",
    "places": "same country",
}
INCIDENTS = frozenset({"ASSAULT", "RETREAT", "COERCE", "MOBILIZE"})
HALF = 0.5
WHOLE: frozenset[Type] = frozenset({"statements", "times", "places"})  # types whose words must overlap by half

Range = tuple[int, int]
Item = TypeVar("Item", GoldTime, Time)


@dataclass(frozen=True, slots=True)
class Pair:
    """An annotated fact and the one of the record; one of them is missing where it was missed or is extra."""

    gold: GoldFact | None
    read: Fact | None
    right: bool
    deciding: dict[str, Label]  # what decides whether it is right
    further: dict[str, Label]  # other attributes


@dataclass(frozen=True, slots=True)
class Compared:
    """One fact type of one article. ``predicted`` does not count extra places: annotations name each place once."""

    gold: int
    predicted: int
    found: int
    right: int
    pairs: tuple[Pair, ...]


def compare(gold: Gold, record: Record, kind: Type) -> Compared | None:
    """How a record and an annotation agree on one fact type; ``None`` where the article is not annotated for it."""
    annotated = gold.facts(kind)
    if annotated is None:
        return None
    return _Article(gold, record, kind).compared(annotated)


def spans_of(fact: Fact) -> tuple[Span, ...]:
    """The words of a fact."""
    if isinstance(fact, Statement):
        return fact.content
    if isinstance(fact, Time | Place):
        return (fact,)
    return fact.evidence


class _Article:
    def __init__(self, gold: Gold, record: Record, kind: Type) -> None:
        self.gold, self.record, self.kind = gold, record, kind
        self.actors = {actor.id: actor for actor in record.actors}
        self.said = Attributes(gold, record)

    def compared(self, annotated: Sequence[GoldFact]) -> Compared:
        read = self._read()
        if self.kind == "times":  # a repeated expression with the same value counts once
            annotated = cast(Sequence[GoldFact], _once(cast(Sequence[GoldTime], annotated)))
            read = cast(Sequence[Fact], _once(cast(Sequence[Time], read)))
        pairs = [self._paired(annotated[n], read[m]) for n, m in self._matched(annotated, read)]
        right = sum(pair.right for pair in pairs)
        used_gold, used_read = {id(pair.gold) for pair in pairs}, {id(pair.read) for pair in pairs}
        missed = [Pair(one, None, False, {}, {}) for one in annotated if id(one) not in used_gold]
        beside = [one for one in read if id(one) not in used_read]
        extra = [Pair(None, one, False, {}, {}) for one in self._errors(beside)]
        if self.kind == "places":
            extra = []
        return Compared(len(annotated), len(pairs) + len(extra), len(pairs), right, (*pairs, *missed, *extra))

    def _errors(self, beside: Sequence[Fact]) -> Sequence[Fact]:
        """What is an error of that which was read beside the annotation: all of it, or where that is partial, what a
        person rejected."""
        if not self.gold.partial:
            return beside
        return [beside[m] for _, m in self._matched(self.gold.rejected.facts(self.kind), beside)]

    def _read(self) -> Sequence[Fact]:
        events = self.record.events
        if self.kind == "contacts":
            return [event for event in events if event.type == "CONSULT"]
        if self.kind == "accusations":
            return [event for event in events if event.type == "ACCUSE"]
        if self.kind == "incidents":
            return [event for event in events if event.type in INCIDENTS]
        return cast(Sequence[Fact], getattr(self.record, self.kind))

    def _matched(self, annotated: Sequence[GoldFact], read: Sequence[Fact]) -> list[tuple[int, int]]:
        """Pairs of places in both lists, one to one: the right ones first, then those whose words agree best."""
        where = {fact.words: _occurrences(self.gold.text, fact.words) for fact in annotated}
        ranges = [[(span.start, span.end) for span in spans_of(fact)] for fact in read]
        ranked = [
            (self._right(one, other), close, n, m)
            for n, one in enumerate(annotated)
            for m, other in enumerate(read)
            if (close := self._closeness(one, other, where[one.words], ranges[m])) > 0
        ]
        chosen: dict[int, int] = {}
        used: set[int] = set()
        for _, _, n, m in sorted(ranked, key=lambda pair: pair[:2], reverse=True):
            if n not in chosen and m not in used:
                chosen[n] = m
                used.add(m)
        return [*chosen.items()]

    def _closeness(self, gold: GoldFact, read: Fact, where: Sequence[Range], ranges: Sequence[Range]) -> float:
        """How well the words agree, 0 to 1; 0 where it is another fact."""
        best = max((_shared(ranges, one) for one in where), default=0.0)
        if self.kind in WHOLE:
            return best if best >= HALF else 0.0
        if best == 0.0:
            return 0.0
        if isinstance(gold, GoldContact) and not self._same_participants(gold, cast(Event, read)):
            return 0.0
        if isinstance(gold, GoldPosition):
            actor = self.actors.get(cast(Position, read).actor)
            if actor is None or not stands_for(actor, gold.actor, gold.country):
                return 0.0
        return best

    def _same_participants(self, gold: GoldContact, read: Event) -> bool:
        people = self._people((*read.source, *read.target))
        hits = sum(any(stands_for(one, names) for one in people) for names in gold.participants)
        countries = {one.country for one in people} - {None}
        return hits >= min(2, len(gold.participants)) or (len(countries) > 1 and countries == set(gold.countries))

    def _people(self, ids: Iterable[str]) -> list[Actor]:
        return [self.actors[id] for id in ids if id in self.actors]

    def _right(self, gold: GoldFact, read: Fact) -> bool:
        return all(one.same for one in self.said.deciding(gold, read).values())

    def _paired(self, gold: GoldFact, read: Fact) -> Pair:
        deciding = self.said.deciding(gold, read)
        right = all(one.same for one in deciding.values())
        return Pair(gold, read, right, deciding, self.said.further(gold, read))


def _once(times: Sequence[Item]) -> list[Item]:
    """Each expression with each value once."""
    once: dict[tuple[str, str | None], Item] = {}
    for time in times:
        once[time.text.casefold(), time.value] = time
    return list(once.values())


def _occurrences(text: str, words: str) -> list[Range]:
    return [match.span() for match in re.finditer(re.escape(words), text)]


def _shared(ranges: Sequence[Range], one: Range) -> float:
    """Intersection over union of some ranges and one, in characters."""
    common = sum(max(0, min(end, one[1]) - max(start, one[0])) for start, end in ranges)
    total = sum(end - start for start, end in ranges) + one[1] - one[0] - common
    return common / total if total else 0.0
