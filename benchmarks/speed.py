"""What reading costs, in multiples of the bare parse: the same weights over the same texts, one core, same run.

    python -m benchmarks.speed [FILE.jsonl ...]

Times are process time and the median of several rounds; the budget is that of the architecture (2.7 in all).
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

from verbale.actors import find_mentions, resolve_actors
from verbale.events import find_events
from verbale.language.paragraphs import paragraphs
from verbale.pipeline import Reader
from verbale.places import find_places
from verbale.positions import find_positions
from verbale.reading import make_document
from verbale.record import Document
from verbale.settings import Profile, Settings
from verbale.statements import find_statements
from verbale.times import find_times

BUDGET = {"times": 0.15, "places": 0.1, "actors": 0.3, "statements": 0.5, "events": 0.4, "positions": 0.2, "whole": 2.7}
WITH_ENCODER = {"statements": 1.6, "events": 1.65, "whole": 5.0}
EXAMPLES = Path(__file__).parent.parent / "src" / "verbale" / "examples" / "dispatches.jsonl"


class Clock:
    """Adds up process time by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __call__(self, name: str, work: Callable[[], Any]) -> Any:
        started = time.process_time()
        result = work()
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - started
        return result


def load(paths: list[Path]) -> list[Document]:
    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [make_document(r["text"], id=r["id"], published=r["published"], language=r["language"]) for r in rows]


def one_round(reader: Reader, documents: list[Document]) -> dict[str, float]:
    """Seconds of each stage, of the whole and of the bare parse, over all documents."""
    clock = Clock()
    for language in sorted({d.language or "" for d in documents}):
        own = [d for d in documents if d.language == language]
        parser = reader.parser(language)
        texts = [d.text[a:b] for d in own for a, b in paragraphs(d.text)]
        clock("bare parse", lambda: list(parser.model.nlp.pipe(texts, batch_size=64)))
        parses = clock("language", lambda: list(parser.parse_all(own)))
        book, tagger = parser.codebook, reader.tagger(language)
        encoder = tagger.encoder if tagger is not None else None
        for document, parse in zip(own, parses, strict=True):
            times, _ = clock("times", lambda: find_times(parse, book, document.published))
            places, _ = clock("places", lambda: find_places(parse, book))
            mentions = clock("actors", lambda: find_mentions(parse, book))
            said, _ = clock("statements", lambda: find_statements(parse, book, mentions, times, document, tagger))
            who = clock("actors", lambda: resolve_actors(parse, book, mentions, said, places, document))
            facts = (who.actors, times, who.places, who.statements)
            events, _ = clock("events", lambda: find_events(parse, book, *facts, encoder))
            clock("positions", lambda: find_positions(parse, book, who.actors, times, who.statements, events))
        clock("whole", lambda: list(reader.read_all(own)))
    return clock.seconds


def measure(documents: list[Document], rounds: int = 5, profile: Profile = "full") -> dict[str, float]:
    """Each stage as a multiple of the bare parse; ``words a second`` of the whole on one core."""
    reader = Reader(Settings(profile=profile))
    list(reader.read_all(documents))  # load everything first
    runs = [one_round(reader, documents) for _ in range(rounds)]
    out = {}
    for name in [*runs[0]]:
        if name != "bare parse":
            out[name] = statistics.median(run[name] / run["bare parse"] for run in runs)
    words = sum(len(d.text.split()) for d in documents)
    out["words a second"] = words / statistics.median(run["whole"] for run in runs)
    out["bare parse words a second"] = words / statistics.median(run["bare parse"] for run in runs)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="*", default=[EXAMPLES])
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, one core")
    for profile in get_args(Profile):
        print(f"\nprofile {profile}")
        for name, value in measure(load(args.files) * 4, args.rounds, profile).items():
            if name.endswith("second"):
                print(f"{name:28}{value:10,.0f}")
                continue
            # The encoder of the full profile has an allowance of its own.
            budget = WITH_ENCODER.get(name, BUDGET.get(name, 1.0)) if profile == "full" else BUDGET.get(name, 1.0)
            print(f"{name:28}{value:10.2f}   budget {budget:.2f}{'   OVER' if value > budget else ''}")


if __name__ == "__main__":
    main()
