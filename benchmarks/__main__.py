"""Measure everything: ``python -m benchmarks DATA`` prints all figures; ``--floors`` checks the pinned ones.

A floor is a figure that must not fall: ``benchmarks/floors.toml`` pins task, group, value and the number of gold items
behind it. ``--pin`` writes the figures of this run as new floors where they rose; lowering one is done by hand, with
its reason in ``why``.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path

from benchmarks.accuracy import CORPUS, Score, public_scores, record_scores
from benchmarks.events import event_scores
from benchmarks.ledger.scores import track_scores
from benchmarks.plv import plv_scores
from benchmarks.positions import position_scores
from benchmarks.readouts import readout_scores
from benchmarks.speed import EXAMPLES, load, measure
from benchmarks.statements.trust import trust_scores
from verbale.pipeline import Reader

FLOORS = Path(__file__).with_name("floors.toml")
OTHER_FORMS = ("events", "readouts", "tracks")  # folders of the corpus that have their own scores
SLACK = 0.0005  # figures are rounded to three places


def measured(data: Path, *, floors_only: bool) -> list[Score]:
    """All scores; without the public corpora, which take minutes, if only the floors are wanted."""
    reader = Reader()
    scorer = data / "score" / "score.py"
    out = record_scores(reader, data / "dev" / "gold", scorer, "dev")
    for folder in sorted(path for path in CORPUS.iterdir() if path.is_dir() and path.name not in OTHER_FORMS):
        out += record_scores(reader, folder, scorer, folder.name, split="test")
    out += trust_scores(reader, CORPUS) + event_scores(reader) + position_scores(reader)
    out += readout_scores(reader, CORPUS / "readouts" / "test.jsonl") + track_scores(reader)
    if not floors_only:
        out += public_scores(reader, data / "data", data / "score" / "bench.py")
        out += plv_scores(reader, data / "data" / "events" / "plv-train.jsonl", data / "score" / "bench.py")
    return out


def read_floors() -> dict[tuple[str, str], tuple[float, int, str]]:
    with FLOORS.open("rb") as file:
        rows = tomllib.load(file)["floor"]
    return {(r["task"], r["group"]): (r["value"], r["n"], r.get("why", "")) for r in rows}


def write_floors(floors: dict[tuple[str, str], tuple[float, int, str]]) -> None:
    lines = ["# Figures that must not fall: `python -m benchmarks DATA --pin` raises them, lowering one needs a `why`."]
    for (task, group), (value, n, why) in sorted(floors.items()):
        lines += ["", "[[floor]]", f'task = "{task}"', f'group = "{group}"', f"value = {value}", f"n = {n}"]
        if why:
            lines.append(f'why = "{why}"')
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--floors", action="store_true", help="check the pinned figures, fail if one fell")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured now")
    args = parser.parse_args()
    floors = read_floors() if FLOORS.is_file() else {}
    scores = measured(args.data, floors_only=args.floors)
    seen = {(s.task, s.group): s for s in scores}
    fell = []
    for score in scores:
        floor = floors.get((score.task, score.group))
        mark = ""
        if floor is not None:
            mark = f"floor {floor[0]:.3f}"
            if floor[1] != score.n:
                mark += f"   the gold changed: {floor[1]} items then"
            elif score.value < floor[0] - SLACK:
                mark += "   FELL"
                fell.append(score)
        print(f"{score.task:36}{score.group:4}{score.value:8.3f}  of {score.n:5}  {mark}")
    if args.pin:
        raised = dict(floors)
        for name, score in seen.items():
            old = floors.get(name)
            if old is None or old[1] != score.n or score.value > old[0]:
                raised[name] = (score.value, score.n, old[2] if old else "")
        write_floors(raised)
    if not args.floors:
        print("\nreading, in multiples of the bare parse")
        for label, value in measure(load([EXAMPLES]) * 4).items():
            print(f"{label:28}{value:10.2f}" if value < 100 else f"{label:28}{value:10,.0f}")
    if fell:
        print(f"{len(fell)} figures fell below their floor", file=sys.stderr)
    return 1 if args.floors and fell else 0


if __name__ == "__main__":
    sys.exit(main())
