"""Scores of the installed reader, by the scorers that lie beside the measuring data.

``DATA`` is a folder with ``dev/gold`` (annotated articles), ``score/score.py`` and ``score/bench.py``, and ``data``
(public research data). Nothing of it is part of this project. Articles of our own are in ``corpus``.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from verbale.pipeline import Reader
from verbale.reading import make_document

CORPUS = Path(__file__).parent.parent / "corpus"
LANGUAGES = ("it", "en")


@dataclass(frozen=True)
class Score:
    """One figure with what it counts: ``task`` and ``group`` name it, ``n`` is the number of gold items."""

    task: str
    group: str
    value: float
    n: int


def gold_files(folder: Path, languages: tuple[str, ...] = LANGUAGES) -> list[Path]:
    """Annotated articles of the languages that we read, in order."""
    found = []
    for path in sorted(folder.glob("*.json")):
        if json.loads(path.read_text(encoding="utf-8"))["language"] in languages:
            found.append(path)
    return found


def read_gold(reader: Reader, paths: list[Path]) -> Iterator[str]:
    """A record as JSON for each annotated article."""
    for path in paths:
        gold = json.loads(path.read_text(encoding="utf-8"))
        document = make_document(
            gold["text"],
            id=gold["id"],
            published=gold["published"],
            language=gold["language"],
            title=gold.get("title"),
        )
        yield reader.read(document).to_json()


def record_scores(reader: Reader, gold: Path, scorer: Path, name: str) -> list[Score]:
    """Record score and the ``right`` and ``found`` F1 of each fact type, by language.

    Raises ``RuntimeError`` if a span does not match its text or a document has no record.
    """
    paths = gold_files(gold)
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "gold").mkdir()
        for path in paths:
            (here / "gold" / path.name).write_bytes(path.read_bytes())
        records = here / "records.jsonl"
        records.write_text("\n".join(read_gold(reader, paths)) + "\n", encoding="utf-8")
        command = [sys.executable, str(scorer), str(here / "gold"), str(records), "--by", "language", "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    result: dict[str, Any] = json.loads(done.stdout)
    if result["bad_spans"] or result["absent"]:
        raise RuntimeError(f"{name}: {result['bad_spans']} bad spans, no record for {result['absent']}")
    out = []
    for language in LANGUAGES:
        group = result["groups"].get(language)
        if group is None:
            continue
        counts = {kind: row["gold"] for kind, row in group["types"].items()}
        out.append(Score(f"{name}: record score", language, group["record_score"], sum(counts.values())))
        for kind, row in group["types"].items():
            out.append(Score(f"{name}: {kind} right", language, row["right"], row["gold"]))
            out.append(Score(f"{name}: {kind} found", language, row["found"], row["gold"]))
    return [score for score in out if score.value == score.value]


def public_scores(reader: Reader, data: Path, bench: Path) -> list[Score]:
    """Figures of ``bench.py`` on public research data, as shares of one."""
    tasks = [
        ("times", "times/en-tbaq.jsonl", "en", ("value F1", "relaxed F1")),
        ("times", "times/it-timebank-dev.jsonl", "it", ("relaxed F1", "value recall")),
        ("places", "places/en-lgl.jsonl", "en", ("recognition F1", "acc@161 of resolved")),
        ("statements", "statements/polnear-dev.jsonl", "en", ("F1", "precision", "recall on speech cues")),
    ]
    out = []
    for task, file, language, wanted in tasks:
        path = data / file
        if not path.is_file():
            continue
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
        with tempfile.TemporaryDirectory() as folder:
            gold, records = Path(folder) / "gold.jsonl", Path(folder) / "records.jsonl"
            # Escaped, because the scorer takes U+2028 for the end of a line.
            gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
            with records.open("w", encoding="utf-8") as sink:
                for row in rows:
                    document = make_document(
                        row["text"], id=row["id"], published=row.get("published"), language=language
                    )
                    sink.write(reader.read(document).to_json() + "\n")
            command = [sys.executable, str(bench), task, str(gold), str(records)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
        figures = dict(part.rsplit(" ", 1) for part in done.stdout.strip().split("  "))
        n = int(figures.get("gold", figures.get("gold speech", "0")))
        out += [Score(f"{path.stem}: {name}", language, round(float(figures[name]) / 100, 3), n) for name in wanted]
    return out
