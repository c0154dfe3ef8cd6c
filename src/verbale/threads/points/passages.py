"""The passages of an account, each about one matter, with all that helps to know the matter again elsewhere.

A passage is a sentence, or the part of one that turns to another topic. Left out are passages of the occasion alone
(who met whom, in what mood) and those without any word that tells a matter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from verbale.record import Actor, Record, Span
from verbale.threads.points.lexicon import PointLexicon, TopicIndex
from verbale.threads.points.sentences import sentences, turns
from verbale.threads.points.wording import Hit, Word, stem, words_of

MOST = 400  # passages of one account; a readout has ten, and what is longer is compared as far as this
SLIGHT = 2  # words that tell something; with no more, a passage without a topic goes with the one before
FEWEST = 3  # words that tell something; with fewer, a passage is shown whole
SHORTEST = 4  # words of a part of a sentence
ITEM = 14  # words of a thing in a list, at most
MAIN = 25  # words that are shown of a passage
_STOP = re.compile(r"[.!?…]")
_BULLET = re.compile(r"[-•*–—▪◦·]\s*$")
_NUMBER = re.compile(r"\d")


@dataclass(slots=True)
class Passage:
    """``first:last`` are words of the account. ``topics`` are those it names, the weightiest first; ``clues`` what else
    helps to know the matter again, by kind (*name*, *number*, *day*, *concept*, *stem*, *country*)."""

    account: int
    number: int
    span: Span
    words: tuple[Word, ...]
    topics: dict[str, float]
    clues: dict[str, set[str]] = field(default_factory=dict)
    manners: tuple[str, ...] = ()
    omits: Span | None = None
    part: bool = False  # a later part of the sentence of the passage before; not of a list
    frame: bool = False  # of the opening or the background, and does not say how a matter was dealt with
    follows: bool = False  # names no topic, and takes up the matter of the passage before or tells hardly anything


@dataclass(frozen=True, slots=True)
class Account:
    """What a record says, passage by passage, in text order. ``venue``: names of its opening, who met and where, which
    come back whatever the matter."""

    passages: tuple[Passage, ...]
    venue: frozenset[str]


def account_of(record: Record, number: int, lexicon: PointLexicon, index: TopicIndex) -> Account:
    """The account that a record gives; ``number`` tells its passages from those of others."""
    return _Reading(record, number, lexicon, index).account()


class _Reading:
    """One record, being read."""

    def __init__(self, record: Record, number: int, lexicon: PointLexicon, index: TopicIndex) -> None:
        self.record, self.number, self.lexicon, self.index = record, number, lexicon, index
        self.text = record.document.text
        self.words = words_of(self.text)
        self.facts = _Facts(record, index, self.words)
        self._found: dict[tuple[int, int], list[Hit[str]]] = {}  # topics by range of words

    def account(self) -> Account:
        found: list[Passage] = []
        ranges = list(sentences(self.text, self.words, self.lexicon))
        start = self._heading(ranges)
        venue = self._names(0, ranges[start][1]) if start < len(ranges) else set()
        for number, (first, last) in enumerate(ranges[start:]):
            before = len(found)
            for begin, end, listed in self._parts(first, last):
                passage = self._passage(begin, end, len(found), opening=number == 0)
                if passage is not None:
                    passage.part = len(found) > before and not listed
                    found.append(passage)
            if len(found) >= MOST:
                break
        return Account(tuple(found), frozenset(venue))

    def _heading(self, ranges: Sequence[tuple[int, int]]) -> int:
        """How many lines stand before the first sentence: those without a full stop, unless no line has one."""
        for number, (first, last) in enumerate(ranges):
            after = self.text[self.words[last - 1].end : self.words[last].start if last < len(self.words) else None]
            before = self.text[self.words[first - 1].end if first > 0 else 0 : self.words[first].start]
            if _STOP.search(after) or _BULLET.search(before):
                return number
        return 0

    def _names(self, first: int, last: int) -> set[str]:
        capital = {stem(word.norm) for word in self.words[first:last] if word.capital}
        peoples = {hit.item for hit in self.lexicon.countries.find(self.words[first:last])}
        return capital | peoples | self.facts.names(first, last) | self.facts.countries(first, last)

    def _parts(self, first: int, last: int) -> Iterator[tuple[int, int, bool]]:
        """The parts of a sentence that are each about a topic of their own, and whether they are things in a list."""
        hits = [hit for hit in self._topics(first, last) if self.index.specific(hit.item)]
        cuts = turns(self.text, self.words, first, last, self.lexicon) if hits else []
        if self.words[first].norm in self.lexicon.fronted:
            cuts = cuts[1:]
        listed = self._listed(first, last, cuts, hits)
        start = first
        for n, cut in enumerate(cuts):
            until = cuts[n + 1] if n + 1 < len(cuts) else last
            before = self._groups(hits, start - first, cut - first)
            after = self._groups(hits, cut - first, until - first)
            turned = bool(after) and before.isdisjoint(after) and (bool(before) or self._stands(start, cut))
            if (turned or listed) and until - cut >= SHORTEST:
                yield start, cut, listed
                start = cut
        yield start, last, listed

    def _stands(self, first: int, last: int) -> bool:
        """Whether words without a topic tell the occasion, or a matter that was dealt with."""
        words = self.words[first:last]
        if self.lexicon.occasions.find(words):
            return True
        dealt = [hit.last for hit in self.lexicon.manners.find(words)]
        return bool(dealt) and sum(n >= dealt[0] for n in self._telling(words)) >= 2

    def _listed(self, first: int, last: int, cuts: Sequence[int], hits: Sequence[Hit[str]]) -> bool:
        """Whether the cuts part a list: something was dealt with, and three or more short things follow, some of them
        known topics."""
        ends = [first, *cuts, last]
        known = [self._groups(hits, begin - first, end - first) for begin, end in pairwise(ends)]
        if len(cuts) < 2 or sum(map(bool, known)) < 2 or not self.lexicon.manners.find(self.words[first : cuts[0]]):
            return False
        items = list(pairwise(ends[1:]))
        told = all(self._telling(self.words[begin:end]) for begin, end in items)
        return told and all(SHORTEST <= end - begin <= ITEM for begin, end in items)

    def _groups(self, hits: Sequence[Hit[str]], first: int, last: int) -> set[str]:
        return {self.index.by_key[hit.item].group for hit in hits if first <= hit.first and hit.last <= last}

    def _topics(self, first: int, last: int) -> list[Hit[str]]:
        """Topics named, but for words of the occasion (*told the press*) and of names (*Port Sudan*)."""
        if (first, last) not in self._found:
            self._found[first, last] = self._find_topics(first, last)
        return self._found[first, last]

    def _find_topics(self, first: int, last: int) -> list[Hit[str]]:
        words = self.words[first:last]
        taken = {n for n in range(first, last) if self.facts.named(n)}
        for hit in (*self.lexicon.occasions.find(words), *self.lexicon.moods.find(words)):
            if hit.sides == 1:
                taken.update(range(first + hit.first, first + hit.last))
        return [
            hit
            for hit in self.lexicon.topics.find(words)
            if hit.item in self.index.by_key and not taken.issuperset(range(first + hit.first, first + hit.last))
        ]

    def _passage(self, first: int, last: int, number: int, opening: bool) -> Passage | None:
        words = self.words[first:last]
        left_out = self._left_out(words)
        begin, end = (first + left_out[0], first + left_out[1]) if left_out else (first, last)
        topics = self._weights(begin, end)
        manners = tuple(dict.fromkeys(hit.item for hit in self.lexicon.manners.find(words)))
        if not left_out and self._idle(words, topics, opening, bool(manners)):
            return None
        told = self._telling(self.words[begin:end])
        if not told and not topics and not left_out:
            return None
        main = self._main(self.words[begin:end], told, self._topics(begin, end))
        return Passage(
            account=self.number,
            number=number,
            span=self._span(begin + main[0], begin + main[1]),
            words=tuple(words),
            topics=topics,
            clues=self._clues(begin, end, told),
            manners=manners,
            omits=self._span(first, last) if left_out else None,
            frame=not left_out and not manners and (opening or bool(self.lexicon.backgrounds.find(words))),
            follows=number > 0
            and (left_out == (0, len(words)) if left_out else self._follows(words, topics, len(told))),
        )

    def _span(self, first: int, last: int) -> Span:
        return Span.of(self.text, self.words[first].start, self.words[last - 1].end)

    def _left_out(self, words: Sequence[Word]) -> tuple[int, int] | None:
        """Words for what a passage says was left out: before *was not raised*, after *made no mention of*; all of them
        where it is the matter of the passage before (*that point was not raised*)."""
        lexicon = self.lexicon
        passive = lexicon.unsaid.find(words)
        hits = passive or lexicon.omissions.find(words)
        if not hits and lexicon.sources.find(words):
            hits = lexicon.silences.find(words)
        if not hits:
            return None
        before, after = (0, hits[0].first), (max(hit.last for hit in hits), len(words))
        sides = (before, after) if passive else (after, before)
        told = next((side for side in sides if self._tells(words[slice(*side)])), None)
        return told or ((0, len(words)) if lexicon.follows.find(words) else None)

    def _follows(self, words: Sequence[Word], topics: dict[str, float], told: int) -> bool:
        """Whether words take up the matter before, or tell too little to be a matter."""
        if any(map(self.index.specific, topics)):
            return False
        return told <= SLIGHT or bool(self.lexicon.follows.find(words))

    def _tells(self, words: Sequence[Word]) -> bool:
        """Whether words tell a matter, not only whose account it is, or that it is the matter before."""
        lexicon = self.lexicon
        hits = [*lexicon.sources.find(words), *lexicon.follows.find(words), *lexicon.countries.find(words)]
        known = {n for hit in hits for n in range(hit.first, hit.last)}
        return any(n not in known for n in self._telling(words))

    def _weights(self, first: int, last: int) -> dict[str, float]:
        """Topics with their weight: 1 for the first that is specific, less for what follows and for broad ones."""
        found: dict[str, float] = {}
        hits = self._topics(first, last)
        for hit in hits:
            if self.index.specific(hit.item):
                found.setdefault(hit.item, 1.0 if not found else 0.6)
        for key in self.facts.topics(first, last) if not hits else ():
            found[key] = 0.6
        for hit in hits:
            found.setdefault(hit.item, 0.35 if found else 0.6)
        return found

    def _idle(self, words: Sequence[Word], topics: dict[str, float], opening: bool, dealt: bool) -> bool:
        """Whether the words tell the occasion or the mood, and no matter."""
        occasion = bool(self.lexicon.occasions.find(words))
        if any(self.index.specific(key) for key in topics):
            return opening and occasion and not dealt
        if (opening and self.lexicon.known) or self.lexicon.moods.find(words):
            return True
        return occasion and all(self.index.by_key[key].occasion for key in topics)

    def _telling(self, words: Sequence[Word]) -> list[int]:
        """Words that are not idle."""
        idle = {n for hit in self.lexicon.idle.find(words) for n in range(hit.first, hit.last)}
        joints = self.lexicon.joints
        return [n for n, word in enumerate(words) if n not in idle and word.norm not in joints]

    def _main(self, words: Sequence[Word], told: Sequence[int], topics: Sequence[Hit[str]]) -> tuple[int, int]:
        """The words to show: from the first that tells something, at most ``MAIN``, a specific topic among them."""
        if len(told) < FEWEST:
            return 0, min(len(words), MAIN)
        first = told[0]
        while first > 0 and words[first - 1].norm in self.lexicon.joints:
            first -= 1
        last = next((hit.last for hit in topics if self.index.specific(hit.item)), 0)
        first = max(first, last - MAIN)
        return first, min(len(words), first + MAIN)

    def _clues(self, first: int, last: int, told: Sequence[int]) -> dict[str, set[str]]:
        words = self.words[first:last]
        concepts = self.lexicon.concepts.find(words)
        peoples = self.lexicon.countries.find(words)
        known = {n for hit in (*concepts, *peoples) for n in range(hit.first, hit.last)}
        clues: dict[str, set[str]] = {
            "concept": {hit.item for hit in concepts},
            "name": self.facts.names(first, last),
            "country": self.facts.countries(first, last) | {hit.item for hit in peoples},
            "day": self.facts.days(first, last),
            "number": set(),
            "stem": set(),
        }
        for n in told:
            word = words[n]
            if word.norm in self.lexicon.numbers:
                clues["number"].add(str(self.lexicon.numbers[word.norm]))
            elif _NUMBER.match(word.norm):
                clues["number"].add(_plain_number(word.norm))
            elif len(word.norm) > 2 and n not in known:
                proper = word.capital and n > 0 and not self.facts.country(first + n)
                clues["name" if proper else "stem"].add(stem(word.norm))
        return clues


def _plain_number(norm: str) -> str:
    """A number without the marks of thousands."""
    return re.sub(r"[.,](?=\d{3}(?!\d))", "", norm)


class _Facts:
    """What the record tells of the words of its text: places, actors, days, and facts that are of a topic."""

    def __init__(self, record: Record, index: TopicIndex, words: Sequence[Word]) -> None:
        self._at: dict[str, dict[int, set[str]]] = {kind: {} for kind in ("name", "country", "day", "topic")}
        self._starts = [word.start for word in words]
        self._words = words
        self._named: set[int] = set()
        self._countries: set[int] = set()
        for place in record.places:
            self._cover(place, self._named)
            if place.geonames_id is not None:
                self._add("name", place, f"place {place.geonames_id}")
            if place.country is not None:
                self._add("country", place, place.country)
        for actor in record.actors:
            for mention in actor.mentions:
                self._mention(actor, mention)
        for time in record.times:
            if (time.value or "")[:1].isdigit() or time.type == "DURATION":
                self._add("day", time, time.value or "")
        for proposal in record.proposals:
            for evidence in proposal.evidence:
                if proposal.kind in index.by_fact:
                    self._add("topic", evidence, index.by_fact[proposal.kind])
        for event in record.events:
            topic = index.by_fact.get(event.mode or event.type)
            if topic is not None and event.evidence:
                self._add("topic", event.evidence[0], topic)

    def _mention(self, actor: Actor, mention: Span) -> None:
        if not mention.text[:1].isupper():
            return
        if actor.kind == "person":
            self._cover(mention, self._named)
        elif actor.kind in ("igo", "organisation", "armed_group"):
            self._add("name", mention, actor.key)
        elif actor.kind in ("state", "government", "people") and actor.country:
            self._add("country", mention, actor.country)
            self._cover(mention, self._countries)

    def _cover(self, span: Span, taken: set[int]) -> None:
        """Take the capitalised words of a name."""
        n = self._first(span)
        while n < len(self._words) and self._words[n].start < span.end:
            if self._words[n].capital:
                taken.add(n)
            n += 1

    def named(self, n: int) -> bool:
        """Whether a word is part of the name of a person or place."""
        return n in self._named

    def country(self, n: int) -> bool:
        """Whether a word is part of the name of a state or its people."""
        return n in self._countries

    def _first(self, span: Span) -> int:
        return max(0, bisect_right(self._starts, span.start) - 1)

    def _add(self, kind: str, span: Span, value: str) -> None:
        if value:
            self._at[kind].setdefault(self._first(span), set()).add(value)

    def _in(self, kind: str, first: int, last: int) -> set[str]:
        table = self._at[kind]
        return {value for n in range(first, last) for value in table.get(n, ())}

    def names(self, first: int, last: int) -> set[str]:
        return self._in("name", first, last)

    def countries(self, first: int, last: int) -> set[str]:
        return self._in("country", first, last)

    def days(self, first: int, last: int) -> set[str]:
        return self._in("day", first, last)

    def topics(self, first: int, last: int) -> list[str]:
        return sorted(self._in("topic", first, last))
