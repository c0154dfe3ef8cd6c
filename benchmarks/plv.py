"""Code sentences with a given source and target into PLOVER roots, with what the event stage makes of the pair.

    python -m benchmarks.plv DATA/data/events/plv-train.jsonl --out roots.jsonl
    python DATA/score/bench.py events DATA/data/events/plv-train.jsonl roots.jsonl

A row of the file has ``uid`` and ``marked``, where ``<s>…</s>`` and ``<t>…</t>`` stand around source and target.
Nothing is trained on these rows. A pair whose words the codebook does not know gets ``FALLBACK``.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.accuracy import Score, data_rows, run_bench
from training.pairs import judge_of, scene_of
from training.passages import Passage
from verbale.events.acts import ActIndex
from verbale.events.pairs import party
from verbale.events.relations import classify, load_weights
from verbale.pipeline import Reader
from verbale.settings import Settings

FALLBACK = "CONSULT"  # as good as any where nothing is known
MARK = re.compile(r"</?([st])>")


def unmark(marked: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """The text without its marks, and the first stretch of each of ``s`` and ``t``."""
    text, at = "", 0
    opened: dict[str, int] = {}
    spans: dict[str, tuple[int, int]] = {}
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        name = mark.group(1)
        if mark.group().startswith("</"):
            spans.setdefault(name, (opened.pop(name, len(text)), len(text)))
        else:
            opened[name] = len(text)
    return text + marked[at:], spans


def code(rows: list[dict[str, Any]], reader: Reader) -> Iterator[dict[str, Any]]:
    """``{"uid", "root"}`` for each row, in order."""
    weights, judge = load_weights(), judge_of(reader, "en")
    index: ActIndex = reader.parser("en").codebook.derived(ActIndex)
    for row in rows:
        text, spans = unmark(row["marked"])
        passage = Passage(
            id=str(row["uid"]), language="en", published=None, title=None, text=text, layers=("events",),
            split="test", writer="plv", written_for="plv",
        )  # fmt: skip
        scene = scene_of(reader, passage)
        ranges = {name: scene.parse.token_range(*span) for name, span in spans.items()}
        found = {}
        if all(name in ranges and ranges[name][0] < ranges[name][1] for name in "st"):
            one, other = party(scene.parse, *ranges["s"]), party(scene.parse, *ranges["t"])
            found = classify(scene, index, weights, one, other, judge)
        yield {"uid": row["uid"], "root": max(found, key=lambda kind: found[kind]) if found else FALLBACK}


def plv_scores(reader: Reader, path: Path, bench: Path) -> list[Score]:
    """Root and quad F1 of ``bench.py``, as shares of one, with the encoder and without; nothing without the file."""
    if not path.is_file():
        return []
    rows = data_rows(path)
    out = []
    for name, one in (("", reader), (" fast", Reader(Settings(profile="fast")))):
        found = run_bench(bench, "events", rows, (json.dumps(coded) for coded in code(rows, one)))
        for wanted in ("root macro F1", "quad macro F1"):
            out.append(Score(f"{path.stem}{name}: {wanted}", "en", round(found[wanted] / 100, 3), len(rows)))
    return out


def main() -> None:
    parse = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parse.add_argument("rows", type=Path)
    parse.add_argument("--out", type=Path, required=True)
    parse.add_argument("--profile", choices=("full", "fast"), default="full")
    options = parse.parse_args()
    rows = data_rows(options.rows)
    with options.out.open("w", encoding="utf-8") as out:
        for coded in code(rows, Reader(Settings(profile=options.profile))):
            out.write(json.dumps(coded) + "\n")


if __name__ == "__main__":
    main()
