"""What the parties of a sentence do to each other, by the odds of their pairs."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import cast

from verbale.events.acts import Act, ActIndex
from verbale.events.circumstances import event_time
from verbale.events.draft import Draft, add
from verbale.events.hints import Judge
from verbale.events.pairs import MUTUAL, Hint, Pairs, Party, Reading, guessed, odds, party
from verbale.events.scene import Scene
from verbale.events.status import reality
from verbale.language.models import ModelError
from verbale.language.networks import model_file
from verbale.language.parse import Sentence
from verbale.record import Actor, EventType

MOST_PARTIES = 8  # mentions of one sentence that are paired; more is a list, not news
FILE = "events.json"
LIKELY = 0.7  # a relation is told that is at least so likely
LIKELY_HINTED = (
    0.4  # where an encoder has been asked: precision is the same from 0.3 to 0.7 on a writer it has not seen
)
HOPELESS = 0.9  # an encoder is not asked about pairs that have so likely nothing between them
BELONGS = frozenset({"nmod", "amod", "compound", "flat", "appos", "det"})
Chances = dict[EventType, float]


@dataclass(frozen=True, slots=True)
class Relation:
    """That one actor does something to another, and how likely it is."""

    act: Act
    type: EventType
    source: Actor
    target: Actor
    heads: tuple[int, int]
    chance: float


def _file() -> bytes:
    data = model_file(FILE)
    if data is None:
        raise ModelError(f"{FILE} is missing")
    return data


@lru_cache
def weights_digest() -> str:
    """The hash of the file of weights. Raises ``ModelError``."""
    return hashlib.sha256(_file()).hexdigest()


@lru_cache
def load_weights() -> Mapping[str, float]:
    """The weights of the signs of a pair, by sign. Raises ``ModelError``."""
    try:
        return {str(sign): float(weight) for sign, weight in json.loads(_file())["pairs"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{FILE}: {error}") from error


def judged(readings: list[Reading], weights: Mapping[str, float], hint: Hint | None) -> Iterator[tuple[float, Reading]]:
    """The readings of a pair with their chances."""
    if hint is not None:
        readings = guessed(readings, hint)
    return zip(odds(readings, weights, hint), readings, strict=True)


def classify(
    scene: Scene,
    index: ActIndex,
    weights: Mapping[str, float],
    one: Party,
    other: Party,
    judge: Judge | None = None,
) -> Chances:
    """What the first of two given parties does to the second, if it does anything: the chance of each type.

    The acts are those of the sentences of both. Where their words say nothing that the codebook knows it is empty,
    or what the encoder makes of them.
    """
    where = sorted({scene.tokens[party.head].sentence for party in (one, other)})
    acts = [act for at in where for act in index.find(scene.parse, scene.parse.sentences[at])]
    hint = judge.hint(scene, one, other) if judge is not None else None
    found: Chances = {}
    for chance, reading in judged(Pairs(scene, acts).readings(one, other), weights, hint):
        if reading.type is not None and (reading.onward or reading.type in MUTUAL):
            found[reading.type] = found.get(reading.type, 0.0) + chance
    if not found and hint is not None:
        return {cast(EventType, kind): math.exp(value) for kind, value in hint.types.items()}
    return found


def relations(
    scene: Scene, index: ActIndex, weights: Mapping[str, float], sentence: Sentence, judge: Judge | None = None
) -> Iterator[Relation]:
    """The relations of a sentence that are at least ``LIKELY``."""
    named = list(parties(scene, sentence))[:MOST_PARTIES]
    if len({actor.id for _, actor in named}) < 2:
        return
    acts = index.find(scene.parse, sentence)
    if not acts:
        return
    pairs = Pairs(scene, acts)
    best: dict[tuple[int, EventType, str, str], Relation] = {}
    for (one, actor), (two, other) in combinations(named, 2):
        if _one_phrase(scene, one, two) or _akin(actor, other):
            continue
        for relation in _likely(pairs, weights, (one, actor), (two, other), judge):
            key = (relation.act.head, relation.type, relation.source.id, relation.target.id)
            if key not in best or best[key].chance < relation.chance:
                best[key] = relation
    yield from best.values()


def _akin(one: Actor, other: Actor) -> bool:
    """Whether one actor is, is part of, or speaks for the other."""
    return (
        one.id == other.id
        or other.id in one.members
        or one.id in other.members
        or one.of == other.id
        or other.of == one.id
    )


def _one_phrase(scene: Scene, one: Party, other: Party) -> bool:
    """Whether one mention belongs to the noun phrase of the other: *Chile's parliament*, *the envoy of Fiji*."""
    for inner, outer in ((one, other), (other, one)):
        if outer.first <= inner.head < outer.last:
            return True
        token = scene.tokens[inner.head]
        if token.head == outer.head and token.rel in BELONGS:
            return True
    return False


def _likely(
    pairs: Pairs,
    weights: Mapping[str, float],
    one: tuple[Party, Actor],
    other: tuple[Party, Actor],
    judge: Judge | None,
) -> Iterator[Relation]:
    readings = pairs.readings(one[0], other[0])
    hint = None
    if judge is not None:
        if odds(readings, weights)[0] > HOPELESS:
            return
        hint = judge.hint(pairs.scene, one[0], other[0])
    by: dict[tuple[int, EventType, bool], tuple[float, Act]] = {}
    for chance, reading in judged(readings, weights, hint):
        if reading.act is None or reading.type is None:
            continue
        key = (reading.act.head, reading.type, reading.onward)
        by[key] = (by[key][0] + chance if key in by else chance, reading.act)
    for (_, kind, onward), (chance, act) in by.items():
        if chance >= (LIKELY if hint is None else LIKELY_HINTED):
            source, target = (one, other) if onward else (other, one)
            yield Relation(act, kind, source[1], target[1], (source[0].head, target[0].head), chance)


def parties(scene: Scene, sentence: Sentence) -> Iterator[tuple[Party, Actor]]:
    """The mentions of actors in a sentence, in text order; of several around a token the shortest."""
    seen: set[int] = set()
    for at in range(sentence.first, sentence.last):
        actor = scene.actor_at(at)
        span = scene.mention_at(at)
        if actor is None or span is None:
            continue
        first, last = scene.parse.token_range(span.start, span.end)
        where = party(scene.parse, first, last)
        if where.head not in seen:
            seen.add(where.head)
            yield where, actor


def acts_between(scene: Scene, index: ActIndex, found: Iterable[Relation]) -> list[Draft]:
    """One draft for each act and type, with all its sources and targets."""
    out: dict[tuple[int, EventType], Draft] = {}
    for relation in found:
        act = relation.act
        draft = out.get((act.head, relation.type))
        if draft is None:
            how = reality(scene, act.head)
            time = event_time(scene, act.head, how.chain)
            said = scene.said_in(act.head)
            draft = Draft(
                act.head, scene.tokens[act.head].sentence, relation.type, index.mode(scene.parse, act, relation.type)
            )
            draft.status = "happened" if relation.type != act.type else how.status
            draft.time, draft.said_in = time.value if time else None, said.id if said else None
            draft.tokens.update(range(act.first, act.last))
            draft.confidence = relation.chance
            out[act.head, relation.type] = draft
        add(draft.source, relation.source.id)
        add(draft.target, relation.target.id)
        draft.tokens.update(relation.heads)
        draft.confidence = max(draft.confidence, relation.chance)
    for draft in out.values():
        draft.target = [name for name in draft.target if name not in draft.source]
    return [draft for draft in out.values() if draft.target]
