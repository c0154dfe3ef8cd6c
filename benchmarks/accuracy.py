"""Scores of the installed reader, by the scorers that lie beside the measuring data.

``DATA`` is a folder with ``dev/gold`` (annotated articles), ``score/score.py`` and ``score/bench.py``, and ``data``
(public research data). Nothing of it is part of this project. Articles of our own are in ``corpus``.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from verbale.pipeline import Reader
from verbale.reading import make_document
from verbale.record import Document

CORPUS = Path(__file__).parent.parent / "corpus"
LANGUAGES = ("it", "en")


@dataclass(frozen=True)
class Score:
    """One figure with what it counts: ``task`` and ``group`` name it, ``n`` is the number of gold items."""

    task: str
    group: str
    value: float
    n: int


def gold_files(folder: Path, languages: tuple[str, ...] = LANGUAGES, split: str | None = None) -> list[Path]:
    """Annotated articles of the languages that we read, in order; of one split of the corpus if it is named."""
    found = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if gold["language"] in languages and split in (None, gold.get("split")):
            found.append(path)
    return found


def gold_document(path: Path) -> Document:
    """The text of an annotated article, without its annotations."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    return make_document(
        gold["text"],
        id=gold["id"],
        published=gold["published"],
        language=gold["language"],
        title=gold.get("title"),
    )


def read_gold(reader: Reader, paths: list[Path]) -> Iterator[str]:
    """A record as JSON for each annotated article."""
    for path in paths:
        yield reader.read(gold_document(path)).to_json()


def run_scorer(scorer: Path, paths: list[Path], records: Iterable[str], name: str) -> dict[str, Any]:
    """What ``score.py --by language --json`` says of records (JSON, one for each article of ``paths``).

    Raises ``RuntimeError`` if a span does not match its text or a document has no record.
    """
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "gold").mkdir()
        for path in paths:
            (here / "gold" / path.name).write_bytes(path.read_bytes())
        file = here / "records.jsonl"
        file.write_text("\n".join(records) + "\n", encoding="utf-8")
        command = [sys.executable, str(scorer), str(here / "gold"), str(file), "--by", "language", "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    result: dict[str, Any] = json.loads(done.stdout)
    if result["bad_spans"] or result["absent"]:
        raise RuntimeError(f"{name}: {result['bad_spans']} bad spans, no record for {result['absent']}")
    return result


def record_scores(reader: Reader, gold: Path, scorer: Path, name: str, split: str | None = None) -> list[Score]:
    """Record score and the ``right`` and ``found`` F1 of each fact type, by language.

    Raises ``RuntimeError`` if a span does not match its text or a document has no record.
    """
    paths = gold_files(gold, split=split)
    result = run_scorer(scorer, paths, read_gold(reader, paths), name)
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


def data_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def data_document(row: dict[str, Any], language: str) -> Document:
    """The text of a row of public research data."""
    return make_document(row["text"], id=row["id"], published=row.get("published"), language=language)


def run_bench(bench: Path, task: str, rows: list[dict[str, Any]], records: Iterable[str]) -> dict[str, float]:
    """The figures that ``bench.py`` prints, shares in percent, for records (JSON, one for each row)."""
    with tempfile.TemporaryDirectory() as folder:
        gold, file = Path(folder) / "gold.jsonl", Path(folder) / "records.jsonl"
        # Escaped, because the scorer takes U+2028 for the end of a line.
        gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        with file.open("w", encoding="utf-8") as sink:
            sink.writelines(record + "\n" for record in records)
        command = [sys.executable, str(bench), task, str(gold), str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures = (part.rsplit(" ", 1) for part in done.stdout.strip().split("  "))
    return {name: float(value) for name, value in figures}


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
        rows = data_rows(path)
        records = (reader.read(data_document(row, language)).to_json() for row in rows)
        figures = run_bench(bench, task, rows, records)
        n = int(figures.get("gold", figures.get("gold speech", 0.0)))
        out += [Score(f"{path.stem}: {name}", language, round(figures[name] / 100, 3), n) for name in wanted]
    return out
