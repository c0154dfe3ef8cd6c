"""Score the comparison of readouts: points found and right, by pair of languages.

    python -m benchmarks.readouts [corpus/readouts/dev.jsonl] [--misses]

A pair has two accounts of one contact and, listed by a person, their points with the words of each account. A point
found is right for *both* if its words overlap the annotated words in both accounts; for *only* if they overlap those
in the one account and the annotated point has no words in the other. Each annotated point counts once.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.accuracy import Score
from verbale.pipeline import Reader
from verbale.reading import make_document
from verbale.record import Record
from verbale.views.readouts import Point, compare

PAIRS = Path(__file__).parent.parent / "corpus" / "readouts"
SIDES = ("a", "b")
ACROSS = "across"
KINDS = ("both", "only", "omitted")

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated point: what it is called, and its words in each account."""

    matter: str
    words: tuple[Ranges, Ranges]
    omitted: tuple[int, Ranges] | None

    @property
    def kind(self) -> str:
        return "both" if all(self.words) else "only"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two accounts of one contact, read, and their points."""

    id: str
    group: str
    records: tuple[Record, Record]
    points: tuple[Gold, ...]


def pairs(path: Path, reader: Reader) -> Iterator[Pair]:
    """The pairs of a file, a line each. Raises ``ValueError`` for words that are not in their text."""
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        first, second = (_read(entry[side], reader) for side in SIDES)
        languages = {entry[side]["language"] for side in SIDES}
        group = languages.pop() if len(languages) == 1 else ACROSS
        points = tuple(_gold(point, (first, second)) for point in entry["points"])
        yield Pair(entry["id"], group, (first, second), points)


def _read(account: dict[str, Any], reader: Reader) -> Record:
    given = {key: account.get(key) for key in ("published", "title", "publisher", "url")}
    return reader.read(
        make_document(account["text"], id=account["id"], language=account["language"], kind="readout", **given)
    )


def _gold(point: dict[str, Any], records: tuple[Record, Record]) -> Gold:
    first, second = (_ranges(record, point[side]) for record, side in zip(records, SIDES, strict=True))
    omitted = None
    if point["omitted"] is not None:
        by = SIDES.index(point["omitted"]["by"])
        omitted = (by, _ranges(records[by], [point["omitted"]["words"]]))
    return Gold(point["matter"], (first, second), omitted)


def _ranges(record: Record, words: Iterable[str]) -> Ranges:
    text, found = record.document.text, []
    for part in words:
        start = text.find(part)
        if start < 0:
            raise ValueError(f"{record.document.id} does not hold {part!r}")
        found.append((start, start + len(part)))
    return tuple(found)


def _words(point: Point, account: int) -> Ranges:
    return tuple((quote.start, quote.end) for quote in point.words[account])


def _touch(one: Ranges, other: Ranges) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def right(point: Point, gold: Gold) -> bool:
    """Whether a point is the annotated one: found in the same accounts, in overlapping words."""
    return all(
        bool(point.words[n]) == bool(gold.words[n]) and (not gold.words[n] or _touch(_words(point, n), gold.words[n]))
        for n in range(len(SIDES))
    )


def matched(points: Sequence[Point], golds: Sequence[Gold]) -> dict[int, int]:
    """The most points, by number, that can be given an annotated point of their own."""
    taken: dict[int, int] = {}

    def place(number: int, seen: set[int]) -> bool:
        for other, gold in enumerate(golds):
            if other not in seen and right(points[number], gold):
                seen.add(other)
                if other not in taken or place(taken[other], seen):
                    taken[other] = number
                    return True
        return False

    for number in range(len(points)):
        place(number, set())
    return {number: other for other, number in taken.items()}


def count(pair: Pair) -> tuple[Counter[tuple[str, str]], list[str]]:
    """What was found, right and annotated, by kind, and the faults in words."""
    points = compare(pair.records).points
    own = matched(points, pair.points)
    n: Counter[tuple[str, str]] = Counter()
    faults = []
    for number, point in enumerate(points):
        kind = "both" if point.shared else "only"
        n[kind, "found"] += 1
        n[kind, "right"] += number in own
        if number not in own:
            faults.append(f"{pair.id} wrong, {kind}: {' | '.join(q.text for side in point.words for q in side)}")
    for other, gold in enumerate(pair.points):
        n[gold.kind, "annotated"] += 1
        if other not in own.values():
            faults.append(f"{pair.id} missed, {gold.kind}: {gold.matter}")
    n.update(_omitted(points, pair.points))
    return n, faults


def _omitted(points: Iterable[Point], golds: Iterable[Gold]) -> Counter[tuple[str, str]]:
    told = [(left.by, ((left.words.start, left.words.end),)) for point in points for left in point.left_out]
    annotated = [gold.omitted for gold in golds if gold.omitted is not None]
    hits = sum(any(by == who and _touch(words, other) for by, words in told) for who, other in annotated)
    return Counter(
        {
            ("omitted", "found"): len(told),
            ("omitted", "right"): min(hits, len(told)),
            ("omitted", "annotated"): len(annotated),
        }
    )


def measure(path: Path, reader: Reader) -> tuple[dict[str, Counter[tuple[str, str]]], list[str]]:
    """Counts by group of languages, and the faults."""
    counts: dict[str, Counter[tuple[str, str]]] = {}
    faults: list[str] = []
    for pair in pairs(path, reader):
        n, wrong = count(pair)
        counts.setdefault(pair.group, Counter()).update(n)
        faults += wrong
    return counts, faults


def ratios(n: Counter[tuple[str, str]], kinds: Iterable[str]) -> tuple[float, float]:
    """Precision and recall of the kinds together."""
    hits, found, annotated = (sum(n[kind, what] for kind in kinds) for what in ("right", "found", "annotated"))
    return hits / max(found, 1), hits / max(annotated, 1)


def readout_scores(reader: Reader, path: Path = PAIRS / "test.jsonl") -> list[Score]:
    """What is pinned: precision and recall of points, by group of languages."""
    out = []
    counts, _ = measure(path, reader)
    for group, n in sorted(counts.items()):
        precision, recall = ratios(n, KINDS[:2])
        annotated = sum(n[kind, "annotated"] for kind in KINDS[:2])
        out += [
            Score("readouts: precision of points", group, round(precision, 3), annotated),
            Score("readouts: recall of points", group, round(recall, 3), annotated),
        ]
    return out


def main() -> None:
    parse = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parse.add_argument("pairs", type=Path, nargs="?", default=PAIRS / "dev.jsonl")
    parse.add_argument("--misses", action="store_true", help="print what is wrong or missed")
    options = parse.parse_args()
    counts, faults = measure(options.pairs, Reader())
    total: Counter[tuple[str, str]] = sum(counts.values(), Counter())
    for group, n in [*sorted(counts.items()), ("all", total)]:
        parts = [(kind, (kind,)) for kind in KINDS] + [("points", KINDS[:2])]
        told = [f"{name} P {p:.2f} R {r:.2f}" for name, kinds in parts for p, r in [ratios(n, kinds)]]
        print(f"{group:7}", "  ".join(told), f"({sum(n[kind, 'annotated'] for kind in KINDS[:2])} points)")
    if options.misses:
        print("\n".join(faults))


if __name__ == "__main__":
    main()
