"""``python -m benchmarks.times DATA``: Verbale against dateparser, and the figures of HeidelTime, in one table.

``DATA`` is the folder with ``data/times``, ``data/README.md`` and ``score/bench.py``. dateparser comes with the extra
``bench``; without it its rows say so. It is given the language and the date of publication, reads a text line by line
(its search rescans what it is given), and what it finds far from news is left out, as are bare numbers.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.accuracy import data_document, data_rows, run_bench
from benchmarks.statements.table import machine
from verbale.codebook import codebook
from verbale.pipeline import Reader
from verbale.times import find_times

TEXTS = (("TBAQ (TempEval-3)", "en-tbaq.jsonl", "en"), ("Ita-TimeBank, half", "it-timebank-dev.jsonl", "it"))
FIGURES = ("strict F1", "relaxed F1", "value F1", "value recall")
HEAD = ("texts", "system", *FIGURES, "words/s")
LONGEST_LINE = 1000  # characters of a line that dateparser reads
FIRST_YEAR, LAST_YEAR = 1000, 2200
REMARK = """\
Times were developed on these texts. Peers as the README of the data folder gives them, HeidelTime among them; these
were measured on the withheld parts of the same corpora, so that they stand beside the table and not in it:"""

Span = dict[str, Any]
Finder = Callable[[list[dict[str, Any]], str], Iterator[list[Span]]]


@dataclass(frozen=True)
class Row:
    """One system on one corpus; ``reason`` tells why there are no figures."""

    texts: str
    system: str
    figures: dict[str, float] | None = None
    speed: float | None = None  # words a second of process time
    reason: str | None = None


def verbale_times(rows: list[dict[str, Any]], language: str, reader: Reader) -> Iterator[list[Span]]:
    """Times as the record has them, parsing included, without the stages that do not concern them."""
    parser, book = reader.parser(language), codebook(language)
    parses = parser.parse_all([data_document(row, language) for row in rows])
    for row, parse in zip(rows, parses, strict=True):
        yield [
            t.model_dump(include={"start", "end", "value"}) for t in find_times(parse, book, row.get("published"))[0]
        ]


def dateparser_times(rows: list[dict[str, Any]], language: str) -> Iterator[list[Span]]:
    """What ``dateparser.search.search_dates`` finds, each with the value that its period tells."""
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    for row in rows:
        settings: dict[str, Any] = {"RETURN_TIME_AS_PERIOD": True}
        if row.get("published"):
            settings["RELATIVE_BASE"] = datetime.fromisoformat(row["published"][:10])
        data = DateDataParser(languages=[language], settings=settings)
        found: list[Span] = []
        for start, line in lines(row["text"]):
            at = 0
            for words, _ in search_dates(line, languages=[language], settings=settings) or ():
                begin = line.find(words, at)
                if begin < 0 or not re.search(r"[^\W\d_]|\d{4}", words):
                    continue
                at = begin + len(words)
                told = data.get_date_data(words)
                if told.date_obj is not None and FIRST_YEAR <= told.date_obj.year <= LAST_YEAR:
                    value = timex(told.date_obj, told.period)
                    found.append({"start": start + begin, "end": start + at, "value": value})
        yield found


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines of a text with their offsets, cut where they are too long."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, line[:LONGEST_LINE]
        at += len(line) + 1


def timex(day: datetime, period: str) -> str:
    """The TIMEX3 value of a date that is right to its ``period``: time, day, week, month or year."""
    if period == "time":
        return day.strftime("%Y-%m-%dT%H:%M")
    if period == "week":
        return "{}-W{:02d}".format(*day.isocalendar()[:2])
    return day.strftime({"month": "%Y-%m", "year": "%Y"}.get(period, "%Y-%m-%d"))


def measure(find: Finder, rows: list[dict[str, Any]], language: str, bench: Path) -> tuple[dict[str, float], float]:
    """The figures of ``bench.py``, and the words read a second of process time."""
    begun = time.process_time()
    found = list(find(rows, language))
    spent = time.process_time() - begun
    records = (json.dumps({"document": {"id": r["id"]}, "times": t}) for r, t in zip(rows, found, strict=True))
    return run_bench(bench, "times", rows, records), sum(len(row["text"].split()) for row in rows) / max(spent, 1e-9)


def compare(data: Path, limit: int | None = None) -> list[Row]:
    """A row for each system on each corpus that is there; ``limit`` takes only so many texts, spread evenly."""
    reader = Reader()
    out: list[Row] = []
    for name, file, language in TEXTS:
        path = data / "data" / "times" / file
        if not path.is_file():
            continue
        rows = data_rows(path)
        rows = rows[:: max(1, len(rows) // limit)][:limit] if limit else rows
        bench = data / "score" / "bench.py"
        find: dict[str, Finder] = {"Verbale": lambda r, lang: verbale_times(r, lang, reader)}
        find["dateparser.search"] = dateparser_times
        for system, finder in find.items():
            if system != "Verbale" and importlib.util.find_spec("dateparser") is None:
                out.append(Row(name, system, reason='dateparser is not installed: pip install "verbale[bench]"'))
                continue
            figures, speed = measure(finder, rows, language, bench)
            out.append(Row(name, system, figures, speed))
    return out


def peers(readme: Path) -> list[str]:
    """The rows about times in the table of peers of the data folder's README."""
    if not readme.is_file():
        return []
    text = readme.read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.startswith("| times, ")]


def render(rows: list[Row], others: list[str]) -> str:
    """The table, the reasons for what is blank, and the peers that were measured elsewhere."""
    cells = [HEAD, tuple("---" if k < 2 else "---:" for k in range(len(HEAD)))]
    for row in rows:
        figures = row.figures or {}
        shown = (f"{figures[name]:.1f}" if name in figures else "–" for name in FIGURES)
        cells.append((row.texts, row.system, *shown, "–" if row.speed is None else f"{row.speed:,.0f}"))
    table = ["| " + " | ".join(line) + " |" for line in cells]
    reasons = [f"- {row.texts}, {row.system}: {row.reason}" for row in rows if row.reason]
    beside = [REMARK, "", "| task | peer | figure |", "| --- | --- | --- |", *others] if others else []
    return "\n".join([*table, *(["", *reasons] if reasons else []), *(["", *beside] if beside else [])])


def main(arguments: list[str] | None = None) -> int:
    """Print the tables. Returns 1 if there is no text to measure on."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.times", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--limit", type=int, help="so many texts of each corpus")
    given = parser.parse_args(arguments)
    rows = compare(given.data, given.limit)
    if not rows:
        print(f"no texts in {given.data}", file=sys.stderr)
        return 1
    print(render(rows, peers(given.data / "data" / "README.md")))
    print(f"\n{machine()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
