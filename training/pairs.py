"""Fit what the signs of a pair of parties count for, on ``corpus/events``, in all languages together.

    python -m training.pairs --out src/verbale/models/events.json

A conditional logit over the readings of each annotated pair of the ``train`` passages (``verbale.events.pairs``): the
reading that the annotation has against all others. Of several that agree with it, those at the annotated words are
preferred, and which of them is meant is left to the fit. Adam, full batch, with a ridge penalty. Deterministic.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from training.attribution import document
from training.passages import Event, Passage, load
from verbale.events.acts import ActIndex
from verbale.events.hints import Judge
from verbale.events.lexicon import Lexicon
from verbale.events.pairs import MUTUAL, Hint, Pairs, Party, Reading, party
from verbale.events.relations import judged
from verbale.events.scene import Scene
from verbale.language.parse import Parse
from verbale.pipeline import Reader, read_parse
from verbale.record import EventType
from verbale.settings import Settings

CORPUS = Path("corpus/events")
RIDGE, STEPS, RATE = 3.0, 400, 0.05
RARE = 5  # a sign of fewer pairs has no weight


@dataclass(frozen=True)
class Pair:
    """Two parties of a passage: the type of what the first does to the second (None: nothing), and all readings."""

    passage: Passage
    type: EventType | None
    readings: tuple[Reading, ...]
    right: tuple[int, ...]  # readings that agree with the annotation
    words: tuple[str, ...] = ()  # of their sentences
    one: tuple[int, int] = (0, 0)
    other: tuple[int, int] = (0, 0)
    hint: Hint | None = None  # what the reader's encoder makes of them


def scene_of(reader: Reader, passage: Passage) -> Scene:
    """What the reader makes of a passage, as the event stage sees it."""
    parser = reader.parser(passage.language)
    doc = document(passage.id, passage.text, passage.language, passage.published)
    parse = next(iter(parser.parse_all([doc])))
    record = read_parse(doc, parse, parser.codebook, reader.info(passage.language), reader.tagger(passage.language))
    lexicon: Lexicon = parser.codebook.derived(Lexicon)
    return Scene(parse, lexicon, record.actors, record.times, record.places, record.statements)


def judge_of(reader: Reader, language: str) -> Judge | None:
    """The reader's encoder for a language, if it was taught pairs."""
    tagger = reader.tagger(language)
    encoder = tagger.encoder if tagger is not None else None
    return Judge(encoder) if encoder is not None and encoder.types else None


def annotated(reader: Reader, passage: Passage) -> Iterator[Pair]:
    """The pairs of a passage that are joined by an event, or that its annotation says are not."""
    judge = judge_of(reader, passage.language)
    scene = scene_of(reader, passage)
    index: ActIndex = reader.parser(passage.language).codebook.derived(ActIndex)
    for event in passage.events:
        near = [at for words in event.trigger for at in _found(scene.parse, words)]
        for one, other in _sides(event):
            yield _pair(scene, index, passage, (one, other), event, near, judge)
    for one, other in _apart(passage):
        yield _pair(scene, index, passage, (one, other), None, [], judge)


def _apart(passage: Passage) -> list[tuple[str, str]]:
    """The pairs that an annotation says are unrelated, and those of its parties that no event joins."""
    joined = {frozenset(pair) for event in passage.events for pair in combinations((*event.source, *event.target), 2)}
    named = dict.fromkeys(name for event in passage.events for name in (*event.source, *event.target))
    implied = [(a, b) for a, b in combinations(named, 2) if a not in b and b not in a]
    told = [*passage.unrelated, *implied]
    return [pair for pair in dict.fromkeys(told) if frozenset(pair) not in joined]


def _sides(event: Event) -> Iterator[tuple[str, str]]:
    if event.type in MUTUAL:
        yield from ((event.source[0], other) for other in event.source[1:])
    else:
        yield from ((one, other) for one in event.source for other in event.target)


def _pair(
    scene: Scene,
    index: ActIndex,
    passage: Passage,
    names: tuple[str, str],
    event: Event | None,
    near: list[tuple[int, int]],
    judge: Judge | None,
) -> Pair:
    parse = scene.parse
    one, other = _nearest(parse, names, near)
    sentences = sorted({parse.tokens[one.head].sentence, parse.tokens[other.head].sentence})
    acts = [act for sentence in sentences for act in index.find(parse, parse.sentences[sentence])]
    readings = Pairs(scene, acts).readings(one, other)
    first, last = parse.sentences[sentences[0]].first, parse.sentences[sentences[-1]].last
    words = tuple(token.text for token in parse.tokens[first:last])
    ranges = [(p.first - first, p.last - first) for p in (one, other)]
    hint = judge.hint(scene, one, other) if judge is not None else None
    if event is None:
        return Pair(passage, None, tuple(readings), (0,), words, ranges[0], ranges[1], hint)
    right = [
        n
        for n, reading in enumerate(readings)
        if reading.type == event.type and (reading.onward or event.type in MUTUAL)
    ]
    held = [n for n in right if any(_overlap(parse, readings[n], span) for span in near)]
    if not held and not right:  # no list has the words: some act of unknown type, if it is a verb
        right = [n for n, r in enumerate(readings) if r.act and r.type is None and r.onward]
        held = right = [n for n in right if any(_overlap(parse, readings[n], span) for span in near)]
    return Pair(passage, event.type, tuple(readings), tuple(held or right), words, ranges[0], ranges[1], hint)


def _overlap(parse: Parse, reading: Reading, span: tuple[int, int]) -> bool:
    return reading.act is not None and reading.act.first < span[1] and span[0] < reading.act.last


def _found(parse: Parse, words: str) -> list[tuple[int, int]]:
    """Token ranges of a string, wherever it stands."""
    text, low, out = parse.text.casefold(), words.casefold(), []
    at = text.find(low)
    while at >= 0:
        first, last = parse.token_range(at, at + len(words))
        if first < last:
            out.append((first, last))
        at = text.find(low, at + 1)
    return out


def _nearest(parse: Parse, names: tuple[str, str], near: list[tuple[int, int]]) -> tuple[Party, Party]:
    """Where two parties stand: of several places, those nearest to each other and to the words of the event."""
    places = [
        (abs(a[0] - b[0]) + sum(abs(a[0] - c[0]) + abs(b[0] - c[0]) for c in near[:1]), a, b)
        for a in _found(parse, names[0])
        for b in _found(parse, names[1])
        if a != b
    ]
    _, one, other = min(places or [(0, (0, 1), (0, 1))])
    return _party(parse, one), _party(parse, other)


def _party(parse: Parse, span: tuple[int, int]) -> Party:
    return party(parse, *span)


def fit(pairs: list[Pair]) -> dict[str, float]:
    """Weights by sign."""
    usable = [pair for pair in pairs if pair.right]
    count = Counter(sign for pair in usable for sign in {s for r in pair.readings for s in r.signs})
    names = sorted(sign for sign, n in count.items() if n >= RARE)
    number = {name: n for n, name in enumerate(names)}
    rows, columns, owner, good = [], [], [], []
    row = 0
    for at, pair in enumerate(usable):
        for n, reading in enumerate(pair.readings):
            for sign in reading.signs:
                if sign in number:
                    rows.append(row)
                    columns.append(number[sign])
            owner.append(at)
            good.append(n in pair.right)
            row += 1
    r, c, o, g = np.array(rows), np.array(columns), np.array(owner), np.array(good)
    weights = np.zeros(len(names))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = np.bincount(r, weights[c], minlength=row)
        top = np.full(len(usable), -np.inf)
        np.maximum.at(top, o, scores)
        power = np.exp(scores - top[o])
        total = np.bincount(o, power)
        held = np.bincount(o, power * g)
        push = power / total[o] - power * g / held[o]
        gradient = np.bincount(c, push[r], minlength=len(names)) / len(usable) + RIDGE * weights / len(usable)
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True) if abs(weight) >= 0.01}


def score(pairs: list[Pair], weights: dict[str, float]) -> dict[str, float]:
    """Percentages: the type, given that the first acts on the second; the direction, given that one acts on the other;
    pairs that are seen to be joined, and those that are seen not to be.
    """
    n: Counter[str] = Counter()
    for pair in pairs:
        onward: dict[str, float] = {}
        forth = back = 0.0
        for chance, reading in judged(list(pair.readings), weights, pair.hint):
            if reading.act is not None:
                forth, back = forth + chance * reading.onward, back + chance * (not reading.onward)
                if reading.type is not None and (reading.onward or reading.type in MUTUAL):
                    onward[reading.type] = onward.get(reading.type, 0.0) + chance
        nothing = 1 - forth - back
        if pair.type is None:
            n["unrelated"] += 1
            n["unrelated seen"] += nothing > 0.5
            continue
        n["related"] += 1
        n["reachable"] += any(pair.readings[at].type for at in pair.right)
        n["related seen"] += nothing <= 0.5
        n["type"] += bool(onward) and max(onward, key=lambda kind: onward[kind]) == pair.type
        if pair.type not in MUTUAL:
            n["directed"] += 1
            n["direction"] += forth > back
    related, directed, unrelated = max(n["related"], 1), max(n["directed"], 1), max(n["unrelated"], 1)
    return {
        "pairs": n["related"], "reachable": 100 * n["reachable"] / related, "type": 100 * n["type"] / related,
        "direction": 100 * n["direction"] / directed, "seen": 100 * n["related seen"] / related,
        "unrelated": n["unrelated"], "nothing": 100 * n["unrelated seen"] / unrelated,
    }  # fmt: skip


def main() -> None:
    parse = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parse.add_argument("--corpus", type=Path, default=CORPUS)
    parse.add_argument("--out", type=Path, help="where the weights go")
    options = parse.parse_args()
    reader = Reader(Settings(profile="fast"))
    passages = load(options.corpus)
    pairs = [pair for passage in passages for pair in annotated(reader, passage)]
    weights = fit([pair for pair in pairs if pair.passage.split == "train"])
    if options.out:
        options.out.write_text(json.dumps({"pairs": weights}, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    for language in sorted({pair.passage.language for pair in pairs}):
        for split in ("train", "dev", "test"):
            chosen = [p for p in pairs if p.passage.language == language and p.passage.split == split]
            if chosen:
                print(language, split, " ".join(f"{k} {v:.1f}" for k, v in score(chosen, weights).items()))


if __name__ == "__main__":
    main()
