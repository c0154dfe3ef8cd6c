"""Fit what the signs of a statement count for, on the ``dev`` passages of our corpus, which no tagger has learned from.

    python -m training.weigh --networks build/networks
    python -m training.weigh --networks build/networks --encoder en

``--networks`` holds ``statements.onnx``, ``LANG-encoder.onnx`` and ``LANG-statements.onnx``; what is fitted is written
beside them. Without an encoder the passages of all languages are taken together. Two logistic regressions (iteratively
reweighted least squares, ridge penalty): is a candidate a statement, and is its speaker right too.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.attribution import document
from training.matching import Numbers, calibration_error, pairs, right
from training.passages import Passage, load
from verbale.actors import find_mentions, resolve_actors
from verbale.language.encoder import Encoder
from verbale.language.networks import network
from verbale.pipeline import Reader
from verbale.places import find_places
from verbale.statements.find import Reading, candidates
from verbale.statements.lexicon import SpeechIndex
from verbale.statements.tagging import Tagger
from verbale.statements.weights import SIGNS, Weights
from verbale.times import find_times

RIDGE = 1.0
# Least likelihoods to be kept, for drafts of the rules and of the taggers alone. F1 on passages is flat around them;
# whole articles, which have more that is no statement, lose most by more of the second.
KEEP, ADD = 0.3, 0.7


@dataclass(frozen=True)
class Judged:
    """A candidate: its signs, and whether the annotation has it, with this speaker."""

    signs: tuple[float, ...]
    found: bool
    right: bool


def judge(passage: Passage, reader: Reader, tagger: Tagger) -> list[Judged]:
    """All candidates of a passage."""
    parser = reader.parser(passage.language)
    book = parser.codebook
    doc = document(passage.id, passage.text, passage.language, passage.published)
    parse = next(iter(parser.parse_all([doc])))
    times, _ = find_times(parse, book, doc.published)
    places, _ = find_places(parse, book)
    mentions = find_mentions(parse, book)
    reading = Reading(parse, book.derived(SpeechIndex.of), mentions, times)
    reading.draft()
    found = candidates(reading, tagger)
    statements = reading.finisher.statements([item.draft for item in found], reading.turns)
    who = resolve_actors(parse, book, mentions, statements, places, doc)
    actors = {actor.id: actor for actor in who.actors}
    by_name = {statement.id: statement for statement in who.statements}
    held = pairs(passage, who.statements)
    return [
        Judged(
            item.signs,
            item.draft.name in held,
            item.draft.name in held and right(held[item.draft.name], by_name[item.draft.name], actors),
        )
        for item in found
        if item.draft.name
    ]


def fit(signs: Numbers, wanted: Numbers) -> Numbers:
    """Logistic regression with a ridge penalty on all but the constant."""
    weights = np.zeros(signs.shape[1])
    ridge = np.diag([1e-6, *[RIDGE] * (signs.shape[1] - 1)])
    for _ in range(40):
        chance = 1 / (1 + np.exp(-signs @ weights))
        slope = chance * (1 - chance)
        hessian = signs.T @ (signs * slope[:, None]) + ridge
        weights = weights + np.linalg.solve(hessian, signs.T @ (wanted - chance) - ridge @ weights)
    return weights


def judged(passages: Iterator[Passage], reader: Reader, tagger: Tagger) -> tuple[Numbers, Numbers, Numbers]:
    rows = [row for passage in passages for row in judge(passage, reader, tagger)]
    return (
        np.array([row.signs for row in rows]),
        np.array([float(row.found) for row in rows]),
        np.array([float(row.right) for row in rows]),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--networks", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--encoder", metavar="LANG", help="with the encoder of this language")
    arguments = parser.parse_args()
    folder, language = arguments.networks, arguments.encoder
    plain = network("statements", (folder / "statements.onnx").read_bytes())
    parts = [network(n, (folder / f"{language}-{n}.onnx").read_bytes()) for n in ("encoder", "statements") if language]
    nothing = Weights(found=(0.0,) * len(SIGNS), right=(0.0,) * len(SIGNS), keep=0.0, add=0.0)
    tagger = Tagger(nothing, plain, Encoder(parts[0]), parts[1]) if parts else Tagger(nothing, plain)
    dev = [p for p in load(arguments.corpus / "statements") if p.split == "dev"]
    wanted = [p for p in dev if language in (None, p.language)]
    signs, found, right_ones = judged(iter(wanted), Reader(), tagger)
    golds = sum(len(p.statements) for p in wanted)
    to_find, to_trust = fit(signs, found), fit(signs, right_ones)
    chance = 1 / (1 + np.exp(-signs @ to_find))
    ruled = signs[:, SIGNS.index("from rules")]
    kept = chance >= np.where(ruled == 1, KEEP, ADD)
    for sign, a, b in zip(SIGNS, to_find, to_trust, strict=True):
        print(f"{sign:28}{a:8.2f}{b:8.2f}")
    print(f"{len(signs)} candidates, {int(kept.sum())} kept, {golds} annotated")
    print(f"found P {found[kept].mean():.3f} R {found[kept].sum() / golds:.3f}, all: R {found.sum() / golds:.3f}")
    print(f"right F1 {2 * right_ones[kept].sum() / (golds + kept.sum()):.3f}")
    claimed = 1 / (1 + np.exp(-signs @ to_trust))
    print(f"calibration error here {calibration_error(claimed[kept], right_ones[kept]):.3f}")
    weights = Weights(
        found=tuple(round(float(w), 3) for w in to_find),
        right=tuple(round(float(w), 3) for w in to_trust),
        keep=KEEP,
        add=ADD,
    )
    (folder / f"statements-{language or 'plain'}.json").write_text(weights.model_dump_json(indent=1) + "\n")


if __name__ == "__main__":
    main()
