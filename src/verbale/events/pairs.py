"""Which of two parties does what to the other, if anything: the signs of each reading of a pair, and their odds.

A reading of a pair is an act of their sentence with one of the two as source and the other as target, or that nothing
joins them. Its signs say where both stand around the act, in the tree and in the order of the words; no sign is a word,
so the weights hold for every language that has the codebook's lists. The odds are a conditional logit over all
readings of the pair.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import cast

from verbale.events.acts import Act
from verbale.events.arguments import Arguments, noun_arguments, verb_arguments
from verbale.events.scene import CLAUSE, Scene
from verbale.events.status import reality
from verbale.language.parse import Parse
from verbale.record import EventType, Status

UNWILLING: frozenset[Status] = frozenset({"refused", "denied"})
TO_COME: frozenset[Status] = frozenset({"planned", "proposed", "hypothetical"})
GIVING: frozenset[EventType] = frozenset({"AID", "COOPERATE", "CONCEDE", "RETREAT", "SUPPORT"})
HARMING: frozenset[EventType] = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})
MUTUAL: frozenset[EventType] = frozenset({"CONSULT"})
PARTING = frozenset(";:–—")  # marks after which another clause speaks of others
GOVERNED = ("xcomp", "ccomp", "obj", "obl", "csubj", "advcl")
SHARE = 0.5  # of a hint beside the signs: best on pairs of a writer that the encoder has not seen
GUESSES = 3
FAR = (1, 3, 6, 12)  # limits of the classes of distance, in tokens


@dataclass(frozen=True, slots=True)
class Party:
    """Where a party stands: tokens ``first:last`` of its mention, and the one that governs it."""

    first: int
    last: int
    head: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What one party does to the other; ``onward`` is False where the second acts on the first.

    ``act`` is None where nothing joins them, ``type`` alone where it is not known what does.
    """

    act: Act | None
    type: EventType | None
    onward: bool
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hint:
    """What an encoder makes of a pair, as logarithms of probabilities."""

    types: Mapping[str, float]
    nothing: float
    onward: float
    backward: float

    def of(self, reading: Reading) -> float:
        """What it says of a reading of a known type, or of nothing."""
        if reading.act is None:
            return self.nothing
        mutual = reading.type in MUTUAL
        way = max(self.onward, self.backward) if mutual else self.onward if reading.onward else self.backward
        return way + self.types.get(str(reading.type), min(self.types.values()))


@dataclass(slots=True)
class _Around:
    """The heads around an act by their place, and the reality of the act."""

    places: list[tuple[str, int]]
    status: Status
    ended: bool
    above: frozenset[EventType | None]  # types of the acts that govern it
    below: frozenset[EventType | None]  # and of those that it governs
    depth: int


class Pairs:
    """The readings of the pairs of a scene; what is known of an act is found out once."""

    def __init__(self, scene: Scene, acts: list[Act]) -> None:
        self.scene, self.acts = scene, acts
        self._around: dict[int, _Around] = {}
        self._typed: dict[int, frozenset[EventType | None]] = {}
        for act in acts:
            self._typed[act.head] = self._typed.get(act.head, frozenset()) | {act.type}

    def readings(self, one: Party, other: Party) -> list[Reading]:
        """All readings of a pair, that nothing joins them first."""
        out = [Reading(None, None, True, tuple(self._nothing(one, other)))]
        for act in self.acts:
            around = self._of(act)
            for onward, source, target in ((True, one, other), (False, other, one)):
                signs = tuple(self._signs(act, around, source, target))
                for kind, how in _types(act.type, around):
                    out.append(Reading(act, kind, onward, (*signs, f"type {kind}{how}", f"{kind}{how} {act.kind}")))
        return out

    def _nothing(self, one: Party, other: Party) -> Iterator[str]:
        first, second = sorted((one.head, other.head))
        verbs = sum(self.scene.tokens[i].pos == "VERB" for i in range(first + 1, second))
        yield "nothing"
        yield f"nothing, verbs between {min(verbs, 3)}"
        yield f"nothing, acts {min(len({act.head for act in self.acts}), 4)}"
        yield f"nothing, apart {_class(second - first)}"
        if second in self.scene.joined(first):
            yield "nothing, joined"
        if self.scene.tokens[first].sentence != self.scene.tokens[second].sentence:
            yield "nothing, two sentences"
        if any(act.first >= second for act in self.acts) and not any(first < act.head < second for act in self.acts):
            yield "nothing, acts only after"

    def _signs(self, act: Act, around: _Around, source: Party, target: Party) -> Iterator[str]:
        turned = act.kind == "turned"
        kind = "noun" if act.kind == "noun" else "verb"
        agent, patient = (target, source) if turned else (source, target)
        by, to = self._place(act, around, agent), self._place(act, around, patient)
        yield f"{kind} agent {by}"
        yield f"{kind} patient {to}"
        yield f"{kind} {by.removeprefix('in ')}, {to.removeprefix('in ')}"
        for name, party in (("agent", agent), ("patient", patient)):
            between = sorted((act.head, party.head))
            yield f"{name} apart {_class(between[1] - between[0])}"
            verbs = sum(self.scene.tokens[i].pos == "VERB" for i in range(between[0] + 1, between[1]))
            yield f"{name} verbs between {min(verbs, 3)}"
            yield f"{name} other acts between {min(self._acts_between(*between), 2)}"
        order = "before" if agent.head < patient.head else "after"
        yield f"{kind} agent {order} patient"
        middle = min(source.head, target.head) < act.head < max(source.head, target.head)
        yield f"{kind} {'between' if middle else 'outside'}"
        yield f"words {min(act.words, 3)}"
        yield f"depth {min(around.depth, 4)}"
        yield f"types here {min(len(self._typed[act.head]), 3)}"
        yield f"{act.type} {around.status}"
        for above in around.above:
            yield f"under {above}"
            yield f"{act.type} under {above}"
        if around.below:
            yield f"{act.type} over another"
        low, high = sorted((source.head, target.head))
        if any(self.scene.tokens[i].text in PARTING for i in range(low + 1, high)):
            yield "parted by a mark"
        if patient.head in self.scene.joined(agent.head) or agent.head in self.scene.joined(patient.head):
            yield "joined to each other"
        if self.scene.cue_at(act.head) is not None:
            yield "act is a cue"

    def _acts_between(self, first: int, last: int) -> int:
        return len({act.head for act in self.acts if first < act.head < last})

    def _place(self, act: Act, around: _Around, party: Party) -> str:
        """Where a party stands around an act: as or within a subject, object or phrase of it, else before or after."""
        if party.first <= act.head < party.last:
            return "holds"
        inner = ""
        for name, head in around.places:
            if party.first <= head < party.last:
                return name
            first, last = self.scene.parse.extent(head)
            if not inner and first <= party.head < last and not first <= act.head < last:
                inner = "in " + name
        if inner:
            return inner
        return "before" if party.head < act.head else "after"

    def _of(self, act: Act) -> _Around:
        found = self._around.get(act.head)
        if found is None:
            scene = self.scene
            above = frozenset(
                kind
                for steps, at in enumerate(scene.parse.ancestors(act.head))
                if steps < 3
                for kind in self._typed.get(at, ())
            )
            below = frozenset(
                kind for child in scene.parse.dependents(act.head, *GOVERNED) for kind in self._typed.get(child.i, ())
            )
            depth = sum(1 for _, at in zip(range(6), scene.parse.ancestors(act.head), strict=False) if at >= 0)
            found = _Around(
                list(self._places(act)), reality(scene, act.head).status, self._ended(act), above, below, depth
            )
            self._around[act.head] = found
        return found

    def _ended(self, act: Act) -> bool:
        """Whether the verb above an act says that it ends."""
        token = self.scene.tokens[act.head]
        above = self.scene.tokens[token.head]
        return token.rel in ("obj", "nsubj", "xcomp") and above.lemma in self.scene.lexicon.ending

    def _places(self, act: Act) -> Iterator[tuple[str, int]]:
        scene, head = self.scene, act.head
        if act.kind != "noun":
            yield from self._named(_parted(verb_arguments(scene, head), head))
            return
        yield from self._named(noun_arguments(scene, head), owner=True)
        verb = scene.governing_verb(head)
        if verb is not None and verb != head:
            for name, at in self._named(_parted(verb_arguments(scene, verb), verb)):
                if at != head:
                    yield f"above {name}", at

    def _named(self, arguments: Arguments, *, owner: bool = False) -> Iterator[tuple[str, int]]:
        scene, lexicon = self.scene, self.scene.lexicon
        voice = " passive" if arguments.passive else ""
        for head in arguments.subject:
            yield from ((("owner" if owner else "subject" + voice), part) for part in scene.joined(head))
        for head in arguments.object:
            yield from (("object" + voice, part) for part in scene.joined(head))
        for preposition, head in arguments.oblique:
            name = (
                "with" if preposition in lexicon.with_
                else "from" if preposition in lexicon.origin
                else "by" if preposition in lexicon.agent
                else "of" if preposition in lexicon.of
                else "between" if preposition in lexicon.between
                else "to" if preposition in lexicon.toward
                else "bare" if not preposition
                else "oblique"
            )  # fmt: skip
            yield from ((name, part) for part in scene.joined(head))


def _parted(arguments: Arguments, verb: int) -> Arguments:
    """The arguments of an active verb; of two subjects on its two sides and no object, the second is its object."""
    before = [head for head in arguments.subject if head < verb]
    if not arguments.passive and not arguments.object and before and len(before) < len(arguments.subject):
        arguments.object = [head for head in arguments.subject if head > verb]
        arguments.subject = before
    return arguments


def _types(kind: EventType | None, around: _Around) -> Iterator[tuple[EventType | None, str]]:
    """What an act is in its mood: a good deed promised is consent, refused a rejection, a bad one a threat."""
    yield kind, ""
    if kind in GIVING and around.status in TO_COME:
        yield "AGREE", " to come"
    if (kind in GIVING or kind == "AGREE") and around.status in UNWILLING:
        yield "REJECT", " unwilling"
    if kind in HARMING and around.status in TO_COME:
        yield "THREATEN", " to come"
    if around.ended and (kind in GIVING or kind in ("CONSULT", "AGREE")):
        yield "SANCTION", " ended"
    if around.ended and kind in HARMING:
        yield "CONCEDE", " ended"


def _class(distance: int) -> int:
    return next((n for n, limit in enumerate(FAR) if distance <= limit), len(FAR))


def guessed(readings: list[Reading], hint: Hint) -> list[Reading]:
    """The readings with those acts whose type no list knows taken for each of the types that a hint finds likeliest."""
    kinds = sorted(hint.types, key=lambda kind: -hint.types[kind])[:GUESSES]
    out: list[Reading] = []
    for reading in readings:
        if reading.act is None or reading.type is not None:
            out.append(reading)
        else:
            out.extend(replace(reading, type=cast(EventType, kind)) for kind in kinds)
    return out


def odds(readings: list[Reading], weights: Mapping[str, float], hint: Hint | None = None) -> list[float]:
    """The probability of each reading of a pair."""
    scores = [sum(weights.get(sign, 0.0) for sign in reading.signs) for reading in readings]
    if hint is not None:
        scores = [score + SHARE * hint.of(reading) for score, reading in zip(scores, readings, strict=True)]
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def party(parse: Parse, first: int, last: int) -> Party:
    """The party whose mention is tokens ``first:last``."""
    tokens = parse.tokens
    heads = [i for i in range(first, last) if not first <= tokens[i].head < last or tokens[i].head == i]
    nominal = [i for i in heads if tokens[i].pos not in CLAUSE and tokens[i].pos not in ("ADP", "PUNCT", "DET")]
    return Party(first, last, (nominal or heads or [first])[0])
