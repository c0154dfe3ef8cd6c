"""Score events on the passages of ``corpus/events``: types, direction, status, and pairs that nothing joins.

    python -m benchmarks.events [--split test] [--misses]

An annotated event that has a source and a target is found if the record has one of the same type with both among its
parties, right if they stand on the right sides and the status agrees. For a CONSULT two participants suffice.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from benchmarks.accuracy import LANGUAGES, Score
from training.attribution import document
from training.pairs import annotated, score
from training.passages import Event as Annotated
from training.passages import Passage, load
from verbale.events.pairs import MUTUAL
from verbale.events.relations import load_weights
from verbale.pipeline import Reader
from verbale.record import Event, Record

CORPUS = Path(__file__).parent.parent / "corpus" / "events"
NOTHING = "z"  # last letter of the writers whose texts tell no event at all


def named(record: Record, ids: tuple[str, ...], name: str) -> bool:
    """Whether a mention of one of the actors lies within the name, or the name within it."""
    wanted = name.casefold()
    actors = {actor.id: actor for actor in record.actors}
    texts = [span.text.casefold() for one in ids for span in actors[one].mentions]
    return any(text in wanted or wanted in text for text in texts if len(text) > 2)


def sides(record: Record, event: Event, gold: Annotated) -> str:
    """``right`` or ``swapped`` if an event has the parties of an annotated one, else an empty string."""
    if event.type in MUTUAL:
        there = sum(named(record, (*event.source, *event.target), name) for name in gold.source)
        return "right" if there >= min(2, len(gold.source)) else ""
    straight = any(named(record, event.source, n) for n in gold.source) and any(
        named(record, event.target, n) for n in gold.target
    )
    crossed = any(named(record, event.source, n) for n in gold.target) and any(
        named(record, event.target, n) for n in gold.source
    )
    return "right" if straight else "swapped" if crossed else ""


def count(passages: list[Passage], reader: Reader, *, misses: bool = False) -> Counter[str]:
    """Events annotated, told, found, swapped, and with the right status."""
    n: Counter[str] = Counter()
    for passage in passages:
        record = reader.read(document(passage.id, passage.text, passage.language, passage.published))
        told = [event for event in record.events if len({*event.source, *event.target}) > 1]
        gold = [event for event in passage.events if (event.source and event.target) or len(event.source) > 1]
        n["annotated"] += len(gold)
        n["told"] += len(told)
        left = list(told)
        for event in gold:
            fits = [(sides(record, one, event), one) for one in left if one.type == event.type]
            held = next((one for side, one in fits if side == "right"), None)
            n["swapped"] += held is None and any(side == "swapped" for side, _ in fits)
            if held is None:
                if misses:
                    print("MISS", passage.id, event.type, event.source, event.target, event.trigger)
                continue
            left.remove(held)
            n["found"] += 1
            n["status"] += held.status == event.status
        if misses:
            names = {actor.id: actor.name for actor in record.actors}
            for one in left:
                print("EXTRA", passage.id, one.type, [names[i] for i in one.source], [names[i] for i in one.target],
                      one.evidence[0].text)  # fmt: skip
    return n


def figures(n: Counter[str]) -> dict[str, float]:
    """Percentages."""
    precision, recall = n["found"] / max(n["told"], 1), n["found"] / max(n["annotated"], 1)
    both = precision + recall
    return {
        "precision": 100 * precision,
        "recall": 100 * recall,
        "F1": 200 * precision * recall / both if both else 0.0,
        "swapped": 100 * n["swapped"] / max(n["swapped"] + n["found"], 1),
        "status": 100 * n["status"] / max(n["found"], 1),
    }


def event_scores(reader: Reader, folder: Path = CORPUS) -> list[Score]:
    """What is pinned: events of records, and the pairs of the ``test`` passages, by language."""
    weights, out = dict(load_weights()), []
    passages = [passage for passage in load(folder) if passage.split == "test"]
    for language in LANGUAGES:
        here = [p for p in passages if p.language == language]
        counts = count(here, reader)
        told, n = figures(counts), score([pair for passage in here for pair in annotated(reader, passage)], weights)
        pairs, apart = int(n["pairs"]), int(n["unrelated"])
        out += [
            Score("events: precision", language, _share(told["precision"]), counts["told"]),
            Score("events: recall", language, _share(told["recall"]), counts["annotated"]),
            Score("events: type of a pair", language, _share(n["type"]), pairs),
            Score("events: direction of a pair", language, _share(n["direction"]), pairs),
            Score("events: nothing between a pair", language, _share(n["nothing"]), apart),
        ]
        calm = [passage for passage in here if passage.writer.endswith(NOTHING)]
        told_there = count(calm, reader)["told"]
        out.append(Score("events: texts without events", language, round(1 - told_there / len(calm), 3), len(calm)))
    return out


def _share(percent: float) -> float:
    return round(percent / 100, 3)


def main() -> None:
    parse = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parse.add_argument("--split", default="test")
    parse.add_argument("--misses", action="store_true")
    options = parse.parse_args()
    reader, weights = Reader(), dict(load_weights())
    passages = [passage for passage in load(CORPUS) if passage.split == options.split]
    for language in sorted({passage.language for passage in passages}):
        here = [passage for passage in passages if passage.language == language]
        told = figures(count(here, reader, misses=options.misses))
        pairs = score([pair for passage in here for pair in annotated(reader, passage)], weights)
        print(language, "events", " ".join(f"{k} {v:.1f}" for k, v in told.items()))
        print(language, "pairs", " ".join(f"{k} {v:.1f}" for k, v in pairs.items()))


if __name__ == "__main__":
    main()
