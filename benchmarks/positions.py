"""Score stances on the passages of ``corpus/positions``: right where a position is found, and never a yes unsaid.

    python -m benchmarks.positions [--split test]

A position is found if the record has one of the same party whose evidence overlaps. A false yes is an ``accepts`` there
of a party that did not accept, whatever else is told of it.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from benchmarks.accuracy import LANGUAGES, Score
from benchmarks.events import named
from training.attribution import document
from training.passages import Passage, Position, load
from verbale.pipeline import Reader
from verbale.record import Record

CORPUS = Path("corpus/positions")


def found(record: Record, gold: Position) -> list[str]:
    """The stances that a record tells of the party of an annotated position, in the words of its evidence."""
    text = record.document.text
    begin = text.find(gold.evidence)
    end = begin + len(gold.evidence)
    return [
        told.stance
        for told in record.positions
        if any(span.start < end and begin < span.end for span in told.evidence)
        and any(named(record, (told.actor,), name) for name in gold.actor)
    ]


def count(passages: list[Passage], reader: Reader) -> Counter[str]:
    """Positions annotated and told; those found, and with the right stance; those that are no yes, and said to be."""
    n: Counter[str] = Counter()
    for passage in passages:
        record = reader.read(document(passage.id, passage.text, passage.language, passage.published))
        n["told"] += len(record.positions)
        for gold in passage.positions:
            stances = found(record, gold)
            n["annotated"] += 1
            n["found"] += bool(stances)
            n["right"] += gold.stance in stances
            n["no yes"] += gold.stance != "accepts"
            n["false yes"] += gold.stance != "accepts" and "accepts" in stances and gold.stance not in stances
    return n


def position_scores(reader: Reader, folder: Path = CORPUS) -> list[Score]:
    """What is pinned, on the ``test`` passages, by language."""
    out = []
    passages = [passage for passage in load(folder) if passage.split == "test"]
    for language in LANGUAGES:
        n = count([passage for passage in passages if passage.language == language], reader)
        out += [
            Score("positions: stance of the found", language, round(n["right"] / max(n["found"], 1), 3), n["found"]),
            Score("positions: no false yes", language, round(1 - n["false yes"] / n["no yes"], 3), n["no yes"]),
        ]
    return out


def main() -> None:
    parse = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parse.add_argument("--split", default="test")
    options = parse.parse_args()
    passages = [passage for passage in load(CORPUS) if passage.split == options.split]
    reader = Reader()
    for language in sorted({passage.language for passage in passages}):
        n = count([passage for passage in passages if passage.language == language], reader)
        print(language, " ".join(f"{name} {value}" for name, value in n.items()))


if __name__ == "__main__":
    main()
